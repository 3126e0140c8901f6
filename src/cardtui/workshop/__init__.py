"""A workshop: a plan, its run and clock, and the channel to the console. No interface here."""
