"""The save file: what is remembered, in one SQLite file that belongs to the two. No interface here."""
