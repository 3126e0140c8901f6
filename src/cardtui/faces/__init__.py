"""The full-screen face: draws scenes with Textual. No YAML, no SQL, no rules."""
