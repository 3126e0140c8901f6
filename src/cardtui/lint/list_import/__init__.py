"""Lists of prompts as people keep them, made into a suit."""
