"""The commands there are, in the order of the help, each with its line there."""

from __future__ import annotations

COMMANDS = {
    "play": "Start an evening, or pick up where you left off.",
    "today": "Five minutes, one Everyday card.",
    "lead": "Lead a workshop: PLAN on the projector.",
    "console": "Show your private notes and control the projector.",
    "path": "List the cards you've had.",
    "export": "Print everything that is remembered.",
    "forget": "Erase the save file, its backups, and everything that belongs to it.",
    "restore": "Replace the save file with a backup (the old file is kept).",
    "shortcut": "Put cardtui into the menu of programs (Linux).",
    "where": "List every file that cardtui reads or writes.",
    "decks": "List the decks you can play, and where they are.",
    "check": "Check deck files for mistakes, with advice on wording.",
    "explain": "Explain a code from 'check', and how to fix it.",
    "new": (
        "Write a small commented suit to start from, or, with the word 'plan' before the name, a plan for a workshop."
    ),
    "import": "Turn a list of prompts into a suit.",
    "schema": "Print the schema of a deck file, for editors that check it.",
    "print": "Make a PDF of sheets or slides for a workshop, or of cards to cut out; or a page for the couples.",
}
"""In the order in which someone needs them, each with how its help begins."""

USUAL = "play"
"""The command that ``cardtui`` alone is."""
