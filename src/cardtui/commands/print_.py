"""`print`: sheets and cards on paper and slides, as PDF; the page for couples, as HTML."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cardtui.commands.shared.deck_to_play import deck_to_play
from cardtui.commands.shared.installation import TO_PRINT, what_is_missing
from cardtui.commands.shared.new_files import refuse_existing, shown_path, write_new, write_over
from cardtui.commands.shared.output import DeckFailure, Failure, explained, say, sentence, write_file
from cardtui.commands.shared.parameters import no_such
from cardtui.deck.card import Deck
from cardtui.print.boxes import Document, Measure, Paper
from cardtui.text.invisible import visible
from cardtui.text.normal_form import comparable, normal

if TYPE_CHECKING:
    from cardtui.print.cut_cards import CutCard
    from cardtui.workshop.plan_file import OpenedPlan

STANDARD = "-"
"""In place of a file: standard output."""

_LETTER = frozenset({"US", "CA", "MX", "PH", "PR", "CL", "CO", "CR", "GT", "NI", "PA", "SV", "VE", "DO", "BZ"})
"""Territories where Letter is the usual paper. Source: Unicode CLDR 46, supplemental data, paperSize US-Letter."""

_NAMED = 12
"""So many missing characters are shown."""

_LONGEST_NAME = 60
"""Characters of a name that become part of a file's."""

_HOW_TO_PRINT = (
    "Print both sides, flipped on the long edge, at actual size, not fitted to the page: cards are 63 by 88 mm."
)
_WAY_OUT = "Choose another name with -o, or replace it with --force."

Layout = Callable[[Paper, Measure], Document]


class PrintRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What every `print` was asked for. paper, font, output: None for the usual."""

    paper: str | None
    font: str | None
    output: str | None
    force: bool


def print_plan(name: str, at: int | None, wanted: PrintRequest) -> int:
    """Print the run sheet of a plan.

    Args:
        name: the plan's, or its path.
        at: when it begins, in minutes after midnight.
        wanted: how and where to.
    """
    from cardtui.print.run_sheet import run_sheet

    opened = _plan(name)
    title = f"{Path(name).stem}-run-sheet"
    return _print(title, lambda paper, widths: run_sheet(opened.plan, opened.deck.words, at, paper, widths), wanted)


def print_kit(name: str, couples: int, at: int | None, wanted: PrintRequest) -> int:
    """Print all that a plan needs on paper.

    Args:
        name: the plan's, or its path.
        couples: how many are expected.
        at: when it begins, in minutes after midnight.
        wanted: how and where to.
    """
    from cardtui.print.kit import kit

    opened = _plan(name)
    title = f"{Path(name).stem}-kit"
    return _print(title, lambda paper, widths: kit(opened.plan, opened.deck, couples, at, paper, widths), wanted)


def print_slip(name: str, wanted: PrintRequest) -> int:
    """Print the slip of a plan. ``name``: the plan's, or its path."""
    from cardtui.print.slip import slip
    from cardtui.print.slip_sheet import slip_sheet

    opened = _plan(name)
    content = slip(opened.plan, opened.deck)
    title = f"{Path(name).stem}-slip"
    return _print(title, lambda paper, widths: slip_sheet(content, opened.deck.words, paper, widths), wanted)


def print_slides(name: str, wanted: PrintRequest) -> int:
    """Print what the room sees of a plan, a page for each slide.

    Args:
        name: the plan's, or its path.
        wanted: how and where to.
    """
    from cardtui.print.slides import slides

    opened = _plan(name)
    title = f"{Path(name).stem}-slides"
    return _print(title, lambda paper, widths: slides(opened.plan, opened.deck.words, paper, widths), wanted)


def print_page(name: str, output: str | None, *, force: bool) -> int:
    """Write the page for couples.

    Args:
        name: the plan's, or its path.
        output: where to; None for a file named after the plan.
        force: whether an existing file is replaced.
    """
    from cardtui.print.couple_page import PageTemplate, couple_page

    opened = _plan(name)
    path = _destination(output or f"{_file_name(f'{Path(name).stem}-page')}.html", force=force)
    folder = files("cardtui.print")
    html, style, script = (folder.joinpath(f"couple_page.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    page = couple_page(opened.plan, opened.deck, PageTemplate(html, style, script))
    _write(path, page.encode(), force=force)
    if path is not None:
        say(f"{shown_path(path)}: send it to the couples, or paste a link to it into the chat. It works offline.")
    return 0


def print_stems(name: str, deck: str | None, wanted: PrintRequest) -> int:
    """Print the stem sheet of a dialogue, or of each dialogue of a plan.

    Args:
        name: the dialogue's, or a plan's name or path.
        deck: where the dialogue is; None for the shipped one.
        wanted: how and where to.
    """
    from cardtui.print.stem_sheet import stem_sheets

    used = _deck(deck)
    found = [each for key, each in used.dialogues.items() if comparable(key) == comparable(name)]
    title = found[0].name if found else Path(name).stem
    if not found:
        if deck is not None or not _may_be_plan(name):
            raise Failure(no_such(name, used.dialogues, "dialogue"))
        opened = _plan(name)
        used, found = opened.deck, list(opened.plan.dialogues)
        if not found:
            raise Failure(f"There is no practice in the plan {shown_path(name)}.")
    return _print(f"{title}-stems", lambda paper, widths: stem_sheets(found, used.words, paper, widths), wanted)


def print_feelings(deck: str | None, wanted: PrintRequest) -> int:
    """Print the feeling words of a deck."""
    from cardtui.print.handouts import feelings_sheet

    words = _deck(deck).words
    return _print("feelings", lambda paper, widths: feelings_sheet(words, paper, widths), wanted)


def print_time_out(deck: str | None, wanted: PrintRequest) -> int:
    """Print the cards for a time-out and for coming back."""
    from cardtui.print.handouts import time_out_cards

    used = _deck(deck)
    if (repair := used.dialogues.get("repair")) is None:
        raise Failure(no_such("repair", used.dialogues, "dialogue"))
    return _print("time-out", lambda paper, widths: time_out_cards(repair, used.words, paper, widths), wanted)


def print_cards(what: str | None, deck: str | None, couples: int | None, wanted: PrintRequest) -> int:
    """Print cards to cut out.

    Args:
        what: a suit or a plan; None for the whole deck.
        deck: where the suit is; None for the shipped one.
        couples: how many sets; None for as many as fill a page, or one.
        wanted: how and where to.
    """
    from cardtui.print.cut_cards import ACROSS, DOWN, cut_cards

    title, used, cards = _cards(what, deck)
    sets = list(cards) * (couples or max(1, ACROSS * DOWN // len(cards)))
    status = _print(f"{title}-cards", lambda paper, widths: cut_cards(title, sets, used.words, paper, widths), wanted)
    if wanted.output != STANDARD:
        say(_HOW_TO_PRINT)
    return status


def _cards(what: str | None, deck: str | None) -> tuple[str, Deck, Sequence[CutCard]]:
    """What the cards are called, the deck that they are from, and the cards; none of them twice."""
    from cardtui.print.cut_cards import CutCard
    from cardtui.print.kit import plan_cards

    used = _deck(deck)
    suits = [suit for suit in used.suits if what is None or comparable(suit.name) == comparable(what)]
    if suits:
        cards = [CutCard(card, suit.name, suit.symbol) for suit in suits for card in suit.cards]
        return what or used.name, used, cards
    assert what is not None
    if deck is not None or not _may_be_plan(what):
        raise Failure(no_such(what, [suit.name for suit in used.suits], "suit"))
    opened = _plan(what)
    cards = plan_cards(opened.plan)
    if not cards:
        raise Failure(f"There is no card in the plan {shown_path(what)}.")
    return Path(what).stem, opened.deck, cards


def _may_be_plan(what: str) -> bool:
    from cardtui.workshop.plan_locations import PlanNotFound, find_plan

    try:
        find_plan(what)
    except PlanNotFound:
        return bool(Path(what).suffix or os.sep in what)
    return True


def _plan(name: str) -> OpenedPlan:
    from cardtui.workshop.plan_file import PlanWrong, open_plan
    from cardtui.workshop.plan_locations import PlanNotFound

    try:
        with explained():
            return open_plan(name)
    except PlanNotFound as error:
        raise Failure(sentence(str(error))) from error
    except PlanWrong as error:
        raise DeckFailure(sentence(str(error))) from error


def _deck(name: str | None) -> Deck:
    with explained():
        deck = deck_to_play(name, None).deck
    assert deck is not None  # only that of an open evening may be gone
    return deck


def usual_paper() -> Paper:
    """The paper of the country that the locale names; A4 where it names none."""
    # The order in which the C library asks them.
    name = next((value for key in ("LC_ALL", "LC_PAPER", "LANG") if (value := os.environ.get(key))), "")
    found = re.match(r"[A-Za-z]+[_-]([A-Za-z]{2})\b", name)
    return Paper.LETTER if found and found[1].upper() in _LETTER else Paper.A4


def _print(name: str, layout: Layout, wanted: PrintRequest) -> int:
    """Lay out, press, and write. ``name``: of the file, unless another was asked for."""
    paper = Paper(wanted.paper) if wanted.paper is not None else usual_paper()
    path = _destination(wanted.output or f"{_file_name(name)}.pdf", force=wanted.force)
    if path is None and sys.stdout.isatty():
        raise Failure("Refusing to write a PDF to a terminal. Send it on, as in '… -o - | lp', or name a file.")
    content, document = _pressed(lambda measure: layout(paper, measure), wanted.font)
    _write(path, content, force=wanted.force)
    if path is not None:
        size = "A4" if paper is Paper.A4 else "Letter"
        pages = len(document.pages)
        say(f"{shown_path(path)}: {pages} page{'' if pages == 1 else 's'}, {size}.")
        first = 1
        for part in document.parts:
            last = first + part.pages - 1
            say(f"  {first if first == last else f'{first}–{last}':<7}  {part.name}")
            first = last + 1
    return 0


def _destination(output: str, *, force: bool) -> Path | None:
    """Where a file is to be; None for standard output. Refused before the work."""
    if output == STANDARD:
        if force:
            raise Failure("'--force' replaces a file, and '-o -' writes none; leave one of them out.")
        return None
    if not force:
        refuse_existing(Path(output), _WAY_OUT)
    return Path(output)


def _write(path: Path | None, content: bytes, *, force: bool) -> None:
    if path is None:
        write_file(content)
    elif force:
        write_over(path, content)
    else:
        write_new(path, content, _WAY_OUT)


def _pressed(layout: Callable[[Measure], Document], font: str | None) -> tuple[bytes, Document]:
    """The PDF, and the document as it was laid out."""
    if missing := what_is_missing(TO_PRINT):
        raise Failure(f"To print, cardtui needs {missing}")
    # Play needs none of these packages.
    from cardtui.print.fonts import CharactersMissing, FontUnfit, scripts
    from cardtui.print.pdf import printed

    try:
        return printed(layout, Path(font) if font is not None else None)
    except FontUnfit as error:
        raise Failure(sentence(visible(str(error)))) from error
    except CharactersMissing as error:
        few = " ".join(f"{character} (U+{ord(character):04X})" for character in error.characters[:_NAMED])
        more = len(error.characters) - _NAMED
        rest = f" and {more} more" if more > 0 else ""
        kinds = ", ".join(scripts(error.characters))
        raise Failure(
            f"No font here has these characters: {visible(few)}{rest}{f' ({kinds})' if kinds else ''}. "
            "Give one that has them: --font FILE. Nothing was written."
        ) from error


def _file_name(name: str) -> str:
    """A name of a file that every system takes: letters, numbers and hyphens."""
    plain = "".join(character if character.isalnum() else "-" for character in normal(name).lower())
    return re.sub("-+", "-", plain).strip("-")[:_LONGEST_NAME] or "cardtui"
