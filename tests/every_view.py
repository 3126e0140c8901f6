"""Every view, one after the other, reached with keys only; for tests of what any of them shows."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from cardtui.deck.card import Deck
from cardtui.presenter.scene import Form, Scene
from cardtui.save.settings import Settings
from couple_session import KNOWN, SHIPPED, Sitting, small_deck
from decks import card
from hostile_texts import dressed


def hostile_deck(text: str, *, words: bool) -> Deck:
    """A small deck with the same text everywhere; ``words``: also in place of all words of the program."""
    cards = (card(f"connect-{number}", dialogue="full", stem="s", listen="l") for number in range(10))
    deck = dressed(small_deck(*cards, dialogues=SHIPPED.dialogues), text)
    return deck if words else replace(deck, words=SHIPPED.words)


def pages(text: str, *, words: bool) -> Iterator[tuple[str, Scene]]:
    """Every view except those of an evening, by name; the partners, the suits and the cards are called ``text``."""
    deck = hostile_deck(text, words=words)
    new = Sitting(deck=deck, settings=Settings())
    yield "note", new.scene
    yield "menu of the note", new.press("esc").scene
    new.press("enter", "enter")
    yield "names", new.scene
    yield "how it works", new.names(text, text).scene
    hostile = replace(KNOWN, left=text, right=text, dialogue=text, theme="", suits=(text, deck.suits[0].name))
    sitting = Sitting(deck=deck, settings=hostile)
    yield "start", sitting.scene
    yield "menu of the start", sitting.press("esc").scene
    yield "help", sitting.press("?").scene
    sitting.press("enter")
    yield "path of nobody", sitting.press("4").scene
    yield "settings", sitting.press("enter", "5").scene
    yield "suits", sitting.press("4").scene
    yield "topics", sitting.press("enter", "5").scene
    sitting.press("enter", "6")
    yield "names again", sitting.scene
    form = sitting.scene
    assert isinstance(form, Form)
    sitting.names(text, text)
    sitting.press("enter", "enter").until("speaking")
    yield "why", sitting.press("?").scene
    yield "menu of a talk", sitting.press("enter", "esc").scene
    yield "card asked for", sitting.press("enter").until("resting").press("g", "enter", "1").scene
    sitting.press("enter", "esc", "2").until("good-night")
    yield "good night", sitting.scene
    sitting.press("1")
    yield "path", sitting.press("g").scene
    yield "card again", sitting.press("enter").scene
    sitting.press("enter", "esc")
    again = Sitting(deck=deck, settings=hostile).press("enter").until("settling")
    again.press("enter").until("offered")
    again.navigation.session.end_finished_evening()
    again._open({"deck": text, "today": True})
    yield "start with an open evening", again.scene
    yield "a new one in its place", again.press("3").scene
    gone = Sitting(deck=None, settings=hostile)
    yield "a deck that has gone", gone.press("enter").scene
