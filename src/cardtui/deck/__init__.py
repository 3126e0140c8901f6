"""What a card is, how decks are read and checked, and where they are found. No Textual, no SQLite."""
