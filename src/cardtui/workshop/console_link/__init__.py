"""The connection between the projector and its consoles."""
