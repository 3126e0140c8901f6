"""A workshop: its plan, its run, what the room sees. Only `projector`, `console` and `both_screens` draw."""
