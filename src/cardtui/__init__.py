"""cardtui: a card deck for two people who share one screen."""

__version__ = "0.1.0"
