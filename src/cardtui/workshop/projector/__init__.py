"""The projector: what the room sees."""
