"""Importing lists of prompts, in common formats, as a suit."""
