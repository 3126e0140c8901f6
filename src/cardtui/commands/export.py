"""`export`: everything remembered, as JSON or Markdown. It only reads, even while a window is open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import click
import msgspec

from cardtui.commands.shared.known_prompts import known_prompts
from cardtui.commands.shared.output import clean, write_file
from cardtui.commands.shared.parameters import save_option
from cardtui.deck.card import CardId
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.dialogue import StageType
from cardtui.deck.opened_deck import read_base
from cardtui.rules.position import Doing, Met, Mirroring, MirrorVerdict, Place, Speaking, dealt_at
from cardtui.save.history import Evening, History
from cardtui.save.location import save_path
from cardtui.save.snapshot import AT_WORK, PlayedEvening
from cardtui.text.invisible import visible, without_unseen
from cardtui.text.local_time import timestamp

FORMAT = 1
"""Version of the JSON document; incremented when scripts that read it would have to change."""

PromptOf = Callable[[CardId], str | None]
"""A card's prompt as the couple would read it, None if no deck has the card any more."""


@click.command("export", help="")
@click.option("--format", "style", type=click.Choice(["json", "markdown"]), default="json", help="By default json.")
@save_option
def export(style: str, save: str | None) -> int:
    """Write everything remembered, one evening at a time, however many there are."""
    with History.open(save_path(save), own=save is None) as reading:
        if style == "json":
            for piece in json(reading):
                write_file(piece)
        else:
            prompts = known_prompts(None, read_base(shipped_deck()).words)
            for piece in markdown(reading, lambda card: prompts.get((None, card))):
                write_file(clean(piece))
    return 0


def json(reading: History) -> Iterator[str]:
    """Write the JSON document, one evening a line; its keys are stable. Raises `SaveError`, also late."""
    # First, so that an error in it is found before anything is written, and an evening that ends meanwhile is
    # in the list.
    open_ = _text(_open(reading.open_evening()))
    yield f'{{"format": {FORMAT}, "evenings": ['
    between = "\n"
    for evening in reading.evenings():
        yield between + _text(_evening(evening))
        between = ",\n"
    yield f'\n], "open": {open_}}}\n'


def markdown(reading: History, prompt_of: PromptOf) -> Iterator[str]:
    """Write it for people: a section for each evening, with its cards. Raises `SaveError`, also late."""
    open_ = reading.open_evening()
    yield "# What we met\n"
    for evening in reading.evenings():
        yield f"\n## {evening.started_at:%Y-%m-%d}\n\n"
        for card in evening.cards:
            yield _line(card, prompt_of)
    if open_ is not None:
        yield f"\n## {open_.position.started_at:%Y-%m-%d}, still open\n"
        dealt = dealt_at(open_.position.place)
        if dealt is not None:
            yield f"\n- {_plain(prompt_of(dealt.card.id) or dealt.card.id)} ({_plain(dealt.suit)})\n"


def _text(value: Any) -> str:
    return without_unseen(msgspec.json.encode(value).decode())


def _evening(evening: Evening) -> dict[str, Any]:
    return {
        "started_at": timestamp(evening.started_at),
        "ended_at": timestamp(evening.ended_at),
        "deck": evening.deck,
        "cards": [
            {"id": card.card, "suit": card.suit, "met_at": timestamp(card.at), "heart": card.heart}
            for card in evening.cards
        ],
    }


def _open(evening: PlayedEvening | None) -> dict[str, Any] | None:
    if evening is None:
        return None
    dealt = dealt_at(evening.position.place)
    return {
        "started_at": timestamp(evening.position.started_at),
        "deck": evening.position.plan.deck,
        "card": None if dealt is None else dealt.card.id,
        "stage": stage_at(evening.position.place),
        "moves": evening.moves,
    }


_STAGES = {
    Doing: StageType.DO,
    Speaking: StageType.SPEAK,
    Mirroring: StageType.MIRROR,
    MirrorVerdict: StageType.MIRROR,
    **AT_WORK,
}


def stage_at(place: Place) -> StageType | None:
    """The current stage at ``place``; None if no one is in the middle of one."""
    return _STAGES.get(type(place))


def _line(card: Met, prompt_of: PromptOf) -> str:
    heart = " ♥" if card.heart else ""
    return f"- {_plain(prompt_of(card.card) or card.card)} ({_plain(card.suit)}){heart}\n"


_NUMBERED = re.compile(r"^(\d+)([.)])")

_OBEYED = re.compile(r"[\\`*_{}\[\]<>#|~&!$^@]|^[-+=]|(?<=:)(?=//)|(?<=\S)\.(?=\w)|(?i:(?<=www)\.)")

_BREAK = "<!-- -->"
"""Invisible to readers; ends the construct before it."""

_REFERENCE = re.compile(r"(?i)(?<=@)(?=[\w-])|(?<=#)(?=\d)|(?<=\bgh-)(?=\d)")
"""In an address, a name that GitHub would mention, or a number that it would link, escapes have no effect."""


def _plain(text: str) -> str:
    """``text`` on one line, with a backslash before each character that Markdown would interpret."""
    text = visible(" ".join(text.split()))
    pieces = _REFERENCE.split(text)
    text = _BREAK.join(_OBEYED.sub(lambda found: "\\" + found.group(), piece) for piece in pieces)
    return _NUMBERED.sub(r"\1\\\2", text)
