"""`print`: sheets, cards and slides as PDF; the page for couples as HTML."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from cardtui.commands.shared.deck_to_play import deck_to_play
from cardtui.commands.shared.failures import Failure, sentence
from cardtui.commands.shared.installation import TO_PRINT, what_is_missing
from cardtui.commands.shared.named_plan import named_plan
from cardtui.commands.shared.new_files import refuse_existing, write_new, write_over
from cardtui.commands.shared.output import one_line, say, write_file
from cardtui.commands.shared.parameters import (
    STANDARD,
    FilePath,
    Number,
    OneOf,
    TimeOfDay,
    deck_option,
    dialogues,
    no_such,
    plan_argument,
    suits,
    together,
)
from cardtui.deck.card import Deck
from cardtui.print.couple_page import couple_page
from cardtui.print.cut_cards import ACROSS, DOWN, CutCard, cut_cards, plan_cards
from cardtui.print.default_paper import usual_paper
from cardtui.print.document import Document, Layout, Paper
from cardtui.print.handouts import feelings_sheet, time_out_cards
from cardtui.print.kit import kit
from cardtui.print.run_sheet import run_sheet
from cardtui.print.slides import slides
from cardtui.print.stem_sheet import stem_sheets
from cardtui.print.take_home_slip import slip, slip_sheet
from cardtui.text.invisible import visible
from cardtui.text.normal_form import comparable, normal
from cardtui.text.suggestions import counted
from cardtui.workshop.plan_file import OpenedPlan, is_plan
from cardtui.workshop.plan_locations import PlanNotFound, find_plan

_LONGEST_NAME = 60
"""Characters of a name that are used in a file's name."""

_WAY_OUT = "Choose another name with -o, or replace it with --force."

_PLAN = "PLAN is a file, or the name of a plan that comes with cardtui."


class Documents(click.Group):
    """The documents; one must be named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """List the documents if none was given; click would put the whole help into the error."""
        if not args and not ctx.resilient_parsing:
            ctx.fail(f"Name one of these: {', '.join(self.list_commands(ctx))}.")
        return super().parse_args(ctx, args)


@click.group("print", cls=Documents, subcommand_metavar="WHAT [OPTIONS]", options_metavar="", help="")
def print_() -> None:
    """The documents that can be printed."""


at_option = click.option(
    "--at", metavar="HH:MM", type=TimeOfDay(), help="When it begins; else minutes from the beginning."
)
output_options = together(
    click.option(
        "-o", "--output", metavar="FILE", type=FilePath(standard=True), help="Where to; '-' is standard output."
    ),
    click.option("--force", is_flag=True, help="Replace an existing file."),
)
printing_options = together(
    click.option("--paper", type=click.Choice(["a4", "letter"], case_sensitive=False), help="Else by your locale."),
    click.option("--font", metavar="FILE", type=FilePath(), help="For characters that cardtui's own fonts lack."),
    output_options,
)

Named = tuple[str, Layout]
"""The default file name of a document, and the function that lays it out."""


def _prints(
    verb: str, about: str, *parameters: Callable[[Callable[..., Any]], Callable[..., Any]], note: str = ""
) -> Callable[[Callable[..., Named]], click.Command]:
    """Declare a verb that prints a PDF.

    Args:
        verb: its name.
        about: its help.
        parameters: of this document; the options that all documents share are added.
        note: printed once it is written.
    """

    def declare(document: Callable[..., Named]) -> click.Command:
        def run(*, paper: str | None, font: str | None, output: str | None, force: bool, **what: Any) -> int:
            name, layout = document(**what)
            used = Paper(paper) if paper is not None else usual_paper()
            path = _destination(output or f"{_file_name(name)}.pdf", force=force)
            if path is None and sys.stdout.isatty():
                raise Failure("Refusing to write a PDF to a terminal. Send it on, as in '… -o - | lp', or name a file.")
            content, printed = _printed(layout, used, font)
            _write(path, content, force=force)
            if path is not None:
                _tell(path, printed, note)
            return 0

        return print_.command(verb, help=about)(together(*parameters, printing_options)(run))

    return declare


@_prints("plan", f"The run sheet of a plan, for when the laptop dies.\n\n{_PLAN}", plan_argument, at_option)
def _run_sheet(plan: str, at: int | None) -> Named:
    opened = named_plan(plan)
    return f"{Path(plan).stem}-run-sheet", partial(run_sheet, opened.plan, opened.deck.words, at)


@_prints(
    "kit",
    """
    All that a plan needs on paper, in one file.

    The run sheet, the stems of each dialogue, feeling words, slips to take home and cards, as many as the couples need.
    """,
    plan_argument,
    click.option("--couples", metavar="N", type=Number(1, 100), default=8, help="How many you expect (default 8)."),
    at_option,
)
def _kit(plan: str, couples: int, at: int | None) -> Named:
    opened = named_plan(plan)
    return f"{Path(plan).stem}-kit", partial(kit, opened.plan, opened.deck, couples, at)


@_prints(
    "slip", "The slip to take home, for both partners: words, time-out, contacts, cards for the week.", plan_argument
)
def _slip(plan: str) -> Named:
    opened = named_plan(plan)
    return f"{Path(plan).stem}-slip", partial(slip_sheet, slip(opened.plan, opened.deck), opened.deck.words)


@_prints(
    "slides",
    f"What the room sees of a plan, a page for each slide, to share or send over a call.\n\n{_PLAN}",
    plan_argument,
)
def _slides(plan: str) -> Named:
    opened = named_plan(plan)
    return f"{Path(plan).stem}-slides", partial(slides, opened.plan, opened.deck.words)


@print_.command(
    "page",
    help=f"""
    One HTML file of a plan's practices, for couples over a call and at home.

    It has the cards, each turn step by step, a quiet timer and the slip; never your notes. It loads, keeps and sends
    nothing. {_PLAN}
    """,
)
@plan_argument
@output_options
def _page(plan: str, output: str | None, *, force: bool) -> int:
    opened = named_plan(plan)
    path = _destination(output or f"{_file_name(f'{Path(plan).stem}-page')}.html", force=force)
    _write(path, couple_page(opened.plan, opened.deck).encode(), force=force)
    if path is not None:
        say(f"{one_line(path)}: send it to the couples, or paste a link to it into the chat. It works offline.")
    return 0


@_prints(
    "stems",
    "The stem sheet of a dialogue, or of each dialogue of a plan: what either role says.",
    click.argument("name", metavar="DIALOGUE|PLAN", type=OneOf("dialogue", dialogues, or_path=True)),
    deck_option("The deck that it is in."),
)
def _stems(name: str, deck: str | None) -> Named:
    used = _deck(deck)
    found = [each for key, each in used.dialogues.items() if comparable(key) == comparable(name)]
    if found:
        return f"{found[0].name}-stems", partial(stem_sheets, found, used.words)
    opened = _plan_instead(name, deck, used.dialogues, "dialogue")
    if not opened.plan.dialogues:
        raise Failure(f"There is no practice in the plan {one_line(Path(name))}.")
    return f"{Path(name).stem}-stems", partial(stem_sheets, opened.plan.dialogues, opened.deck.words)


@_prints("feelings", "Feeling words, for two couples on a page.", deck_option("The deck whose words they are."))
def _feelings(deck: str | None) -> Named:
    return "feelings", partial(feelings_sheet, _deck(deck).words)


@_prints(
    "timeout",
    "A card for a time-out and one for coming back, for two couples.",
    deck_option("The deck whose words they are."),
)
def _time_out(deck: str | None) -> Named:
    used = _deck(deck)
    if (repair := used.dialogues.get("repair")) is None:
        raise Failure(no_such("repair", used.dialogues, "dialogue"))
    return "time-out", partial(time_out_cards, repair, used.words)


@_prints(
    "cards",
    "Cards to cut out, with backs, nine on a page; without a name the whole deck.",
    click.argument("what", metavar="[SUIT|PLAN]", required=False, type=OneOf("suit", suits, or_path=True)),
    deck_option("The deck that they are in."),
    click.option("--couples", metavar="N", type=Number(1, 100), help="So many sets; else as many as fill a page."),
    note="Print both sides, flipped on the long edge, at actual size, not fitted to the page: cards are 63 by 88 mm.",
)
def _cards(what: str | None, deck: str | None, couples: int | None) -> Named:
    used = _deck(deck)
    suits = [suit for suit in used.suits if what is None or comparable(suit.name) == comparable(what)]
    title, words = what or used.name, used.words
    cards = [CutCard(card, suit.name, suit.symbol) for suit in suits for card in suit.cards]
    if what is not None and not suits:
        opened = _plan_instead(what, deck, [suit.name for suit in used.suits], "suit")
        title, words, cards = Path(what).stem, opened.deck.words, plan_cards(opened.plan)
        if not cards:
            raise Failure(f"There is no card in the plan {one_line(Path(what))}.")
    sets = cards * (couples or max(1, ACROSS * DOWN // len(cards)))
    return f"{title}-cards", partial(cut_cards, title, sets, words)


def _plan_instead(what: str, deck: str | None, known: Iterable[str], noun: str) -> OpenedPlan:
    """A plan instead of something from a deck; a named deck contains no plan."""
    try:
        path = find_plan(what)
    except PlanNotFound as error:
        if deck is None and (Path(what).suffix or os.sep in what):
            raise
        raise Failure(no_such(what, known, noun)) from error
    if deck is not None and is_plan(path):
        raise Failure(f"{one_line(what)} is a plan, which has a deck of its own; leave '--deck' out.")
    return named_plan(what)


def _deck(name: str | None) -> Deck:
    deck = deck_to_play(name, None).deck
    assert deck is not None  # only an open evening's deck may be missing
    return deck


def _destination(output: str, *, force: bool) -> Path | None:
    """Where to write a file; None for standard output. Existing files are refused before the work."""
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


def _printed(layout: Layout, paper: Paper, font: str | None) -> tuple[bytes, Document]:
    """The PDF, and the document as laid out."""
    if missing := what_is_missing(TO_PRINT):
        raise Failure(f"To print, cardtui needs {missing}")
    # Play needs none of these packages.
    from cardtui.print.fonts import FontUnfit
    from cardtui.print.pdf import printed

    try:
        return printed(layout, paper, Path(font) if font is not None else None)
    except FontUnfit as error:
        raise Failure(sentence(visible(str(error)))) from error


def _tell(path: Path, document: Document, note: str) -> None:
    """Say what was written, and how to print it."""
    size = "A4" if document.paper is Paper.A4 else "Letter"
    say(f"{one_line(path)}: {counted(len(document.pages), 'page')}, {size}.")
    first = 1
    for name, count in document.parts:
        last = first + count - 1
        say(f"  {first if first == last else f'{first}–{last}':<7}  {name}")
        first = last + 1
    if note:
        say(note)


def _file_name(name: str) -> str:
    """A file name that every system accepts: letters, numbers and hyphens."""
    plain = "".join(character if character.isalnum() else "-" for character in normal(name).lower())
    return re.sub("-+", "-", plain).strip("-")[:_LONGEST_NAME] or "cardtui"
