"""`print`: sheets and cards on paper and slides, as PDF; the page for couples, as HTML."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from cardtui.commands.shared.deck_to_play import deck_to_play
from cardtui.commands.shared.failures import DeckFailure, Failure, sentence
from cardtui.commands.shared.installation import TO_PRINT, what_is_missing
from cardtui.commands.shared.new_files import refuse_existing, shown_path, write_new, write_over
from cardtui.commands.shared.output import say, write_file
from cardtui.commands.shared.parameters import (
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
from cardtui.print.boxes import Document, Measure, Paper
from cardtui.print.couple_page import PageTemplate, couple_page
from cardtui.print.cut_cards import ACROSS, DOWN, CutCard, cut_cards
from cardtui.print.default_paper import usual_paper
from cardtui.print.handouts import feelings_sheet, time_out_cards
from cardtui.print.kit import kit, plan_cards
from cardtui.print.run_sheet import run_sheet
from cardtui.print.slides import slides
from cardtui.print.slip_sheet import slip_sheet
from cardtui.print.stem_sheet import stem_sheets
from cardtui.print.take_home_slip import slip
from cardtui.text.invisible import visible
from cardtui.text.normal_form import comparable, normal
from cardtui.workshop.plan_file import OpenedPlan, PlanWrong, open_plan
from cardtui.workshop.plan_locations import PlanNotFound

STANDARD = "-"
"""In place of a file: standard output."""


_NAMED = 12
"""So many missing characters are shown."""

_LONGEST_NAME = 60
"""Characters of a name that become part of a file's."""

_HOW_TO_PRINT = (
    "Print both sides, flipped on the long edge, at actual size, not fitted to the page: cards are 63 by 88 mm."
)
_WAY_OUT = "Choose another name with -o, or replace it with --force."

Layout = Callable[[Paper, Measure], Document]


class Documents(click.Group):
    """The documents, one of which has to be named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the documents if none was given; click would put the whole help into the error."""
        if not args and not ctx.resilient_parsing:
            ctx.fail(f"Name one of these: {', '.join(self.list_commands(ctx))}.")
        return super().parse_args(ctx, args)


@click.group("print", cls=Documents, subcommand_metavar="WHAT [OPTIONS]", options_metavar="", help="")
def print_() -> None:
    """The documents that can be printed."""


output_option = click.option(
    "-o", "--output", metavar="FILE", type=FilePath(standard=True), help="Where to; '-' is standard output."
)
force_option = click.option("--force", is_flag=True, help="Replace an existing file.")
at_option = click.option(
    "--at", metavar="HH:MM", type=TimeOfDay(), help="When it begins; else minutes from the beginning."
)
printing_options = together(
    click.option("--paper", type=click.Choice(["a4", "letter"], case_sensitive=False), help="Else by your locale."),
    click.option("--font", metavar="FILE", type=FilePath(), help="For characters that cardtui's own fonts lack."),
    output_option,
    force_option,
)
"""Those of every PDF, as `_print` takes them."""


@print_.command(
    "plan",
    help="""
    The run sheet of a plan, for when the laptop dies.

    PLAN is a file, or the name of a plan that comes with cardtui.
    """,
)
@plan_argument
@at_option
@printing_options
def print_plan(plan: str, at: int | None, **wanted: Any) -> int:
    """Print the run sheet of a plan."""
    opened = _plan(plan)
    return _print(f"{Path(plan).stem}-run-sheet", partial(run_sheet, opened.plan, opened.deck.words, at), **wanted)


@print_.command(
    "kit",
    help="""
    All that a plan needs on paper, in one file.

    The run sheet, the stems of each dialogue, feeling words, slips to take home and cards, as many as the couples need.
    """,
)
@plan_argument
@click.option("--couples", metavar="N", type=Number(1, 100), default=8, help="How many you expect (default 8).")
@at_option
@printing_options
def print_kit(plan: str, couples: int, at: int | None, **wanted: Any) -> int:
    """Print all that a plan needs on paper."""
    opened = _plan(plan)
    return _print(f"{Path(plan).stem}-kit", partial(kit, opened.plan, opened.deck, couples, at), **wanted)


@print_.command("slip", help="The slip to take home, for both partners: words, time-out, contacts, cards for the week.")
@plan_argument
@printing_options
def print_slip(plan: str, **wanted: Any) -> int:
    """Print the slip of a plan."""
    opened = _plan(plan)
    content = slip(opened.plan, opened.deck)
    return _print(f"{Path(plan).stem}-slip", partial(slip_sheet, content, opened.deck.words), **wanted)


@print_.command(
    "slides",
    help="""
    What the room sees of a plan, a page for each slide, to share or send over a call.

    PLAN is a file, or the name of a plan that comes with cardtui.
    """,
)
@plan_argument
@printing_options
def print_slides(plan: str, **wanted: Any) -> int:
    """Print what the room sees of a plan, a page for each slide."""
    opened = _plan(plan)
    return _print(f"{Path(plan).stem}-slides", partial(slides, opened.plan, opened.deck.words), **wanted)


@print_.command(
    "page",
    help="""
    One HTML file of a plan's practices, for couples over a call and at home.

    It has the cards, each turn step by step, a quiet timer and the slip; never your notes. It loads, keeps and sends
    nothing. PLAN is a file, or the name of a plan that comes with cardtui.
    """,
)
@plan_argument
@output_option
@force_option
def print_page(plan: str, output: str | None, *, force: bool) -> int:
    """Write the page for couples."""
    opened = _plan(plan)
    path = _destination(output or f"{_file_name(f'{Path(plan).stem}-page')}.html", force=force)
    folder = files("cardtui.print")
    html, style, script = (folder.joinpath(f"couple_page.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    page = couple_page(opened.plan, opened.deck, PageTemplate(html, style, script))
    _write(path, page.encode(), force=force)
    if path is not None:
        say(f"{shown_path(path)}: send it to the couples, or paste a link to it into the chat. It works offline.")
    return 0


@print_.command("stems", help="The stem sheet of a dialogue, or of each dialogue of a plan: what either role says.")
@click.argument("name", metavar="DIALOGUE|PLAN", type=OneOf("dialogue", dialogues, or_path=True))
@deck_option("The deck that it is in.")
@printing_options
def print_stems(name: str, deck: str | None, **wanted: Any) -> int:
    """Print the stem sheet of a dialogue, or of each dialogue of a plan."""
    used = _deck(deck)
    found = [each for key, each in used.dialogues.items() if comparable(key) == comparable(name)]
    title = found[0].name if found else Path(name).stem
    if not found:
        opened = _plan_instead(name, deck, used.dialogues, "dialogue")
        used, found = opened.deck, list(opened.plan.dialogues)
        if not found:
            raise Failure(f"There is no practice in the plan {shown_path(name)}.")
    return _print(f"{title}-stems", partial(stem_sheets, found, used.words), **wanted)


@print_.command("feelings", help="Feeling words, for two couples on a page.")
@deck_option("The deck whose words they are.")
@printing_options
def print_feelings(deck: str | None, **wanted: Any) -> int:
    """Print the feeling words of a deck."""
    return _print("feelings", partial(feelings_sheet, _deck(deck).words), **wanted)


@print_.command("timeout", help="A card for a time-out and one for coming back, for two couples.")
@deck_option("The deck whose words they are.")
@printing_options
def print_time_out(deck: str | None, **wanted: Any) -> int:
    """Print the cards for a time-out and for coming back."""
    used = _deck(deck)
    if (repair := used.dialogues.get("repair")) is None:
        raise Failure(no_such("repair", used.dialogues, "dialogue"))
    return _print("time-out", partial(time_out_cards, repair, used.words), **wanted)


@print_.command("cards", help="Cards to cut out, with backs, nine on a page; without a name the whole deck.")
@click.argument("what", metavar="[SUIT|PLAN]", required=False, type=OneOf("suit", suits, or_path=True))
@deck_option("The deck that they are in.")
@click.option("--couples", metavar="N", type=Number(1, 100), help="So many sets; else as many as fill a page.")
@printing_options
def print_cards(what: str | None, deck: str | None, couples: int | None, **wanted: Any) -> int:
    """Print cards to cut out: a suit, those of a plan, or the whole deck."""
    title, used, cards = _cards(what, deck)
    sets = list(cards) * (couples or max(1, ACROSS * DOWN // len(cards)))
    status = _print(f"{title}-cards", partial(cut_cards, title, sets, used.words), **wanted)
    if wanted["output"] != STANDARD:
        say(_HOW_TO_PRINT)
    return status


def _cards(what: str | None, deck: str | None) -> tuple[str, Deck, Sequence[CutCard]]:
    """What the cards are called, the deck that they are from, and the cards; none of them twice."""
    used = _deck(deck)
    suits = [suit for suit in used.suits if what is None or comparable(suit.name) == comparable(what)]
    if suits:
        cards = [CutCard(card, suit.name, suit.symbol) for suit in suits for card in suit.cards]
        return what or used.name, used, cards
    assert what is not None
    opened = _plan_instead(what, deck, [suit.name for suit in used.suits], "suit")
    cards = plan_cards(opened.plan)
    if not cards:
        raise Failure(f"There is no card in the plan {shown_path(what)}.")
    return Path(what).stem, opened.deck, cards


def _plan_instead(what: str, deck: str | None, known: Iterable[str], noun: str) -> OpenedPlan:
    """A plan in the place of something of a deck; there is none in a deck that is named."""
    try:
        if deck is None:
            return _plan(what)
    except PlanNotFound:
        if Path(what).suffix or os.sep in what:
            raise
    raise Failure(no_such(what, known, noun))


def _plan(name: str) -> OpenedPlan:
    try:
        return open_plan(name)
    except PlanWrong as error:
        raise DeckFailure(sentence(str(error))) from error


def _deck(name: str | None) -> Deck:
    deck = deck_to_play(name, None).deck
    assert deck is not None  # only that of an open evening may be gone
    return deck


def _print(name: str, layout: Layout, *, paper: str | None, font: str | None, output: str | None, force: bool) -> int:
    """Lay out, press, and write. ``name``: of the file, unless another was asked for."""
    used_paper = Paper(paper) if paper is not None else usual_paper()
    path = _destination(output or f"{_file_name(name)}.pdf", force=force)
    if path is None and sys.stdout.isatty():
        raise Failure("Refusing to write a PDF to a terminal. Send it on, as in '… -o - | lp', or name a file.")
    content, document = _pressed(partial(layout, used_paper), font)
    _write(path, content, force=force)
    if path is not None:
        size = "A4" if used_paper is Paper.A4 else "Letter"
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
