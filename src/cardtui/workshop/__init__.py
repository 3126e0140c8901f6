"""A workshop: a plan, what of it is shown when, its clock, and the console's channel. No interface here."""
