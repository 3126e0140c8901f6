"""Every document, laid out: nothing is cut, nothing overlaps, nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from time import process_time

import pytest
from msgspec.structs import replace

from cardtui.deck.card import Card, CardId, Kind
from cardtui.deck.dialogue import Dialogue, Stage, StageType
from cardtui.print.boxes import BLACK, MM, Document, Paper, Rule, Style, Text
from cardtui.print.cut_cards import ACROSS, DOWN, TALL, WIDE, CutCard, cut_cards
from cardtui.print.dialogue_text import steps, told
from cardtui.print.fonts import faces_for
from cardtui.print.line_breaks import cleaned
from cardtui.print.pdf import PdfWriter
from cardtui.print.run_sheet import run_sheet
from cardtui.print.stem_sheet import stem_sheet
from cardtui.workshop.workshop_plan import Item, ItemKind
from print.documents import CARDS, DECK, DOCUMENTS, PLAN, WORDS, said, texts
from print.widths import Half
from shipped_words import filled

MARGIN = 5 * MM
"""What usual printers cannot print on."""

KNIFE = 2 * MM
"""How far from a cut a letter is safe."""

MEGABYTE = 1_000_000

LONG = 120.0
"""Seconds of this process in which even the longest text is laid out, on the slowest machine."""


@pytest.fixture(scope="module")
def press() -> Iterator[PdfWriter]:
    """The widths of the real fonts."""
    with PdfWriter(faces_for("a")) as press:
        yield press


@pytest.fixture(scope="module")
def documents(press: PdfWriter) -> dict[tuple[str, Paper], Document]:
    return {(name, paper): lay(paper, press) for name, lay in DOCUMENTS.items() for paper in Paper}


@pytest.fixture(params=[(name, paper) for name in DOCUMENTS for paper in Paper], ids="-".join)
def document(request: pytest.FixtureRequest, documents: dict[tuple[str, Paper], Document]) -> Document:
    found: Document = documents[request.param]
    return found


def cut_lines(paper: Paper) -> Iterator[tuple[str, float]]:
    """Where the cards are cut."""
    width, tall = paper.size
    for number in range(ACROSS + 1):
        yield "x", (width - ACROSS * WIDE) / 2 + number * WIDE
    for number in range(DOWN + 1):
        yield "y", (tall - DOWN * TALL) / 2 + number * TALL


def assert_inside(document: Document) -> None:
    width, tall = document.size
    for page in document.pages:
        for box in page:
            left, top, right, bottom = box.edges
            edge = MARGIN - 0.01 if isinstance(box, Text) else 0
            assert left >= edge, box
            assert top >= edge, box
            assert right <= width - edge, box
            assert bottom <= tall - edge, box


def overlap(one: Text, other: Text) -> bool:
    """Whether the letters of two lines touch. Ascenders and descenders seldom reach all of their room."""
    (l1, t1, r1, b1), (l2, t2, r2, b2) = one.edges, other.edges
    low = 0.2 * max(one.size, other.size)
    return l1 < r2 - 0.1 and l2 < r1 - 0.1 and t1 < b2 - low and t2 < b1 - low


@pytest.mark.sample(8)
def test_everything_is_within_the_printable_area(document: Document) -> None:
    assert document.pages
    assert_inside(document)


@pytest.mark.sample(8)
def test_no_line_of_text_touches_another(document: Document) -> None:
    for page in document.pages:
        for one, other in combinations(texts(page), 2):
            assert not overlap(one, other), (one, other)


def test_no_rule_goes_through_a_line_of_text(document: Document) -> None:
    for page in document.pages:
        for rule in (box for box in page if isinstance(box, Rule)):
            for text in texts(page):
                left, _, right, bottom = text.edges
                x1, y1, x2, y2 = rule.edges
                x_height = bottom - 0.55 * text.size
                assert x2 <= left or x1 >= right or y2 <= x_height or y1 >= bottom, (rule, text)


def test_no_line_is_longer_than_an_eye_follows(document: Document) -> None:
    assert max(len(text.text) for page in document.pages for text in texts(page)) <= 80


def test_text_is_dark_enough_to_read(document: Document) -> None:
    def contrast(grey: float) -> float:
        # Source: WCAG 2.2, relative luminance, for a grey on white.
        linear = grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4
        return 1.05 / (linear + 0.05)

    assert min(contrast(text.grey) for page in document.pages for text in texts(page)) >= 7


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", DECK.dialogues)
def test_a_stem_sheet_is_one_page_of_all_stages(
    name: str, paper: Paper, documents: dict[tuple[str, Paper], Document]
) -> None:
    sheet = documents[f"stems-{name}", paper]
    assert len(sheet.pages) == 1
    assert max(text.edges[2] for text in texts(sheet.pages[0])) <= paper.size[0] - 20 * MM + 0.1
    for step in steps(DECK.dialogues[name], WORDS):
        for saying in (*step.speaker, *step.listener):
            assert all(word in said(sheet).split() for word in saying.text.split()), saying
    assert "{" not in said(sheet)


@pytest.mark.parametrize("paper", Paper)
def test_handouts_are_one_page(paper: Paper, documents: dict[tuple[str, Paper], Document]) -> None:
    feelings, time_out = documents["feelings", paper], documents["time-out", paper]
    assert len(feelings.pages) == len(time_out.pages) == 1
    for line in WORDS.feelings_more:
        name, _, words = line.partition(": ")
        assert said(feelings).count(f"{name} {words}") == 2
    for line in (
        WORDS.pause_title,
        *WORDS.pause_lines,
        WORDS.return_title,
        f"“{DECK.dialogues['repair'].stages[0].stem}”",
    ):
        assert said(time_out).count(line) == 2, line


@pytest.mark.parametrize("paper", Paper)
def test_cards_have_whole_prompts_clear_of_cuts(paper: Paper, documents: dict[tuple[str, Paper], Document]) -> None:
    document = documents["cards", paper]
    assert len(document.pages) == -(-len(CARDS) // (ACROSS * DOWN))
    assert "1/2" not in said(document)  # none of them needs a second card
    everything = said(document).replace(" ", "")  # a line may end at a hyphen
    for each in CARDS:
        assert told(each.card.prompt, WORDS).replace(" ", "") in everything
        assert not each.card.stem or told(each.card.stem, WORDS).replace(" ", "") in everything
    assert "{partner}" not in everything
    cuts = list(cut_lines(paper))
    for page in document.pages:
        for text in texts(page):
            left, top, right, bottom = text.edges
            for axis, at in cuts:
                low, high = (left, right) if axis == "x" else (top, bottom)
                assert high <= at - KNIFE or low >= at + KNIFE, (axis, at, text)


@pytest.mark.parametrize("paper", Paper)
def test_the_marks_stay_outside_of_the_cards(paper: Paper, documents: dict[tuple[str, Paper], Document]) -> None:
    xs = [at for axis, at in cut_lines(paper) if axis == "x"]
    ys = [at for axis, at in cut_lines(paper) if axis == "y"]
    page = documents["cards", paper].pages[0]
    marks = [box.edges for box in page if isinstance(box, Rule) and box.weight == 0.35]
    assert len(marks) == 2 * (len(xs) + len(ys))
    for left, top, right, bottom in marks:
        assert right < xs[0] or left > xs[-1] or bottom < ys[0] or top > ys[-1]
        at, cuts = (left, xs) if left == right else (top, ys)
        assert any(abs(at - cut) < 0.01 for cut in cuts)


def test_a_run_sheet_has_all_of_the_plan(documents: dict[tuple[str, Paper], Document]) -> None:
    everything = said(documents["plan", Paper.A4])
    for item in PLAN.items:
        for text in (item.title, *item.screen, *item.notes):
            assert cleaned(text) in everything, text
        for each in item.practice.cards if item.practice else ():
            assert told(each.card.prompt, WORDS) in everything
    assert everything.count(filled(WORDS.print_drop, value="1")) == 2
    assert PLAN.starts in everything


def test_a_run_sheet_tells_the_time_of_day_or_the_minutes_from_the_start() -> None:
    late = said(run_sheet(PLAN, WORDS, 23 * 60 + 30, Paper.A4, Half()))
    assert "23:30" in late
    assert "00:49" in late  # what begins 79 minutes later
    assert "+0 min" in said(run_sheet(PLAN, WORDS, None, Paper.A4, Half()))


def test_run_sheets_show_contacts_and_auto_items() -> None:
    items = (replace(PLAN.items[0], auto=True), *PLAN.items[1:])
    everything = said(run_sheet(replace(PLAN, items=items, contacts=("Helpline 123",)), WORDS, None, Paper.A4, Half()))
    assert "Helpline 123" in everything
    assert everything.count(WORDS.print_auto) == 1


def test_a_heading_never_comes_last_on_a_page(documents: dict[tuple[str, Paper], Document]) -> None:
    titles = {item.title for item in PLAN.items}
    for paper in Paper:
        for page in documents["plan", paper].pages:
            body = [text for text in texts(page) if "/" not in text.text]
            lowest = max(text.y for text in body)
            for text in body:
                assert not (text.style is Style.STRONG and text.text in titles and text.y > lowest - 30)


# What nobody would write


def card(prompt: str, **changes: object) -> CutCard:
    made = Card(**({"id": CardId("x"), "kind": Kind.QUESTION, "depth": 1, "prompt": prompt} | changes))  # type: ignore[arg-type]
    return CutCard(made, "Trees", "♣")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "prompt",
    [
        "word " * 400,
        "w" * 3000,
        "木" * 2000,
        "שלום " * 300,
        "-" * 500,
        "\x00\x1b[2J\u202e" * 50 + "x",
        "e" + "\u0301" * 500,
    ],
)
def test_a_long_prompt_continues_on_another_card(prompt: str, paper: Paper) -> None:
    document = cut_cards("x", [card(prompt)], WORDS, paper, Half())
    assert_inside(document)
    black = [text.text for page in document.pages for text in texts(page) if text.grey == BLACK and text.text != "♣"]
    assert "".join(black).replace(" ", "") == cleaned(prompt).replace(" ", "")
    for page in document.pages:
        for one, other in pairwise(texts(page)):
            assert not overlap(one, other)


def test_long_suit_and_topic_names_do_no_harm() -> None:
    long = CutCard(card("x").card, "A suit with a name that goes on and on and on", "♣")
    assert_inside(cut_cards("x", [long], WORDS, Paper.A4, Half()))
    plan = replace(PLAN, title="t " * 300, starts="s" * 4000, without=("nix", "money") * 50, contacts=("c" * 900,) * 9)
    items = (Item(ItemKind.TALK, "title " * 200, 5, ("x" * 5000,), ("y " * 5000,), 1), *plan.items)
    assert_inside(run_sheet(replace(plan, items=items), WORDS, 0, Paper.LETTER, Half()))


def test_a_dialogue_of_a_hundred_stages_takes_more_pages_and_nothing_is_cut() -> None:
    stages = (Stage(StageType.SPEAK, "My stem…"), Stage(StageType.MIRROR)) * 50
    sheet = stem_sheet(Dialogue("long", "Long", stages), WORDS, Paper.A4, Half())
    assert len(sheet.pages) > 1
    assert_inside(sheet)
    assert said(sheet).count("“My stem…”") == 50


@pytest.mark.parametrize("prompt", ["word " * (MEGABYTE // 5), "w" * MEGABYTE], ids=["words", "word"])
@pytest.mark.long
def test_a_prompt_of_a_megabyte_ends(prompt: str) -> None:
    began = process_time()
    document = cut_cards("x", [card(prompt)], WORDS, Paper.A4, Half())
    assert process_time() - began < LONG
    assert len(document.pages) > 10
