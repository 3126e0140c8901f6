"""The save file: everything the program remembers, in one SQLite file owned by the couple. No interface here."""
