"""The faces: the full screen, drawn with Textual, and plain lines. No YAML, no SQL, no rules."""
