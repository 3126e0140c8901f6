"""Every document, laid out: nothing is cut, nothing overlaps, nothing is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from time import process_time

import pytest
from msgspec.structs import replace

from cardtui.deck.card import Card, CardId, Kind
from cardtui.deck.dialogue import Dialogue, Stage, StageType
from cardtui.print.cut_cards import ACROSS, DOWN, TALL, WIDE, CutCard, cut_cards, plan_cards
from cardtui.print.dialogue_text import sheet_title, steps
from cardtui.print.document import BLACK, MM, Document, Paper, Rule, Style, Text
from cardtui.print.fonts import faces_for
from cardtui.print.kit import kit
from cardtui.print.line_breaks import cleaned
from cardtui.print.pdf import PdfWriter
from cardtui.print.run_sheet import run_sheet
from cardtui.print.stem_sheet import stem_sheet
from cardtui.print.take_home_slip import slip, slip_sheet
from cardtui.workshop.dialogue_script import card_text
from cardtui.workshop.room_scene import starting
from cardtui.workshop.workshop_plan import Item, ItemKind, WorkshopPlan
from palettes import contrast
from print.documents import CARDS, DECK, DOCUMENTS, HALF_DAY, PLAN, Half, assert_apart, assert_inside, said, texts
from shipped_words import WORDS, filled

Documents = Callable[[str, Paper], Document]

KNIFE = 2 * MM
"""A letter's safe distance from a cut."""

MEGABYTE = 1_000_000

LONG = 120.0
"""Seconds of CPU time for laying out even the longest text, on the slowest machine."""


@pytest.fixture(scope="module")
def writer() -> Iterator[PdfWriter]:
    """The widths of the real fonts."""
    with PdfWriter(faces_for("a")) as writer:
        yield writer


@pytest.fixture(params=Paper)
def paper(request: pytest.FixtureRequest) -> Paper:
    return request.param


@pytest.fixture(scope="module")
def documents(writer: PdfWriter) -> Documents:
    """Each document, laid out once."""
    return cache(lambda name, paper: DOCUMENTS[name](paper, writer))


@pytest.fixture(params=[(name, paper) for name in DOCUMENTS for paper in Paper], ids="-".join)
def document(request: pytest.FixtureRequest, documents: Documents) -> Document:
    return documents(*request.param)


def cut_lines(paper: Paper) -> tuple[list[float], list[float]]:
    """Where the cards are cut, across and down."""
    return tuple(
        [(room - count * each) / 2 + number * each for number in range(count + 1)]
        for room, count, each in zip(paper.size, (ACROSS, DOWN), (WIDE, TALL), strict=True)
    )


@pytest.mark.sample(8)
def test_nothing_is_cut_and_no_line_touches_another(document: Document) -> None:
    assert_inside(document)
    assert_apart(document)


def test_no_rule_goes_through_a_line_of_text(document: Document) -> None:
    for page in document.pages:
        lines = [(text, *text.edges) for text in texts(page)]
        for rule in (box for box in page if isinstance(box, Rule)):
            xs, ys = sorted((rule.x, rule.x + rule.across)), sorted((rule.y, rule.y + rule.down))
            for text, left, _, right, bottom in lines:
                x_height = bottom - 0.55 * text.size
                if xs[1] <= left or xs[0] >= right or ys[1] <= x_height or ys[0] >= bottom:
                    continue  # too far away to touch
                for part in range(21):
                    x, y = rule.x + rule.across * part / 20, rule.y + rule.down * part / 20
                    assert x <= left or x >= right or y <= x_height or y >= bottom, (rule, text)


def test_every_line_can_be_read(document: Document) -> None:
    lines = [text for page in document.pages for text in texts(page)]
    assert max(len(text.text) for text in lines) <= 80
    assert min(contrast(color, "#ffffff") for color in {text.color for text in lines}) >= 7


@pytest.mark.parametrize("name", DECK.dialogues)
def test_a_stem_sheet_is_one_page_of_all_stages(name: str, paper: Paper, documents: Documents) -> None:
    sheet = documents(f"stems-{name}", paper)
    assert len(sheet.pages) == 1
    assert max(text.edges[2] for text in texts(sheet.pages[0])) <= paper.size[0] - 20 * MM + 0.1
    for step in steps(DECK.dialogues[name], WORDS):
        for saying in (*step.speaker, *step.listener):
            assert all(word in said(sheet).split() for word in saying.text.split()), saying
    assert "{" not in said(sheet)


def test_handouts_are_one_page(paper: Paper, documents: Documents) -> None:
    feelings, time_out = documents("feelings", paper), documents("time-out", paper)
    assert len(feelings.pages) == len(time_out.pages) == 1
    for line in WORDS.feelings_more:
        name, _, words = line.partition(": ")
        assert said(feelings).count(f"{name} {words}") == 2
    repair = DECK.dialogues["repair"]
    for line in (WORDS.pause_title, *WORDS.pause_lines, repair.title, f"“{repair.stages[0].stem}”"):
        assert said(time_out).count(line) == 2, line


def test_cards_have_whole_prompts_clear_of_cuts(paper: Paper, documents: Documents) -> None:
    document = documents("cards", paper)
    assert len(document.pages) == 2 * -(-len(CARDS) // (ACROSS * DOWN))
    assert "1/2" not in said(document)  # none of them needs a second card
    everything = said(document).replace(" ", "")  # a line may end at a hyphen
    for each in CARDS:
        assert card_text(WORDS, each.card.prompt).replace(" ", "") in everything
        assert not each.card.stem or card_text(WORDS, each.card.stem).replace(" ", "") in everything
    assert "{partner}" not in everything
    xs, ys = cut_lines(paper)
    for page in document.pages:
        for text in texts(page):
            left, top, right, bottom = text.edges
            assert all(right <= at - KNIFE or left >= at + KNIFE for at in xs), text
            assert all(bottom <= at - KNIFE or top >= at + KNIFE for at in ys), text


def test_the_marks_stay_outside_of_the_cards(paper: Paper, documents: Documents) -> None:
    xs, ys = cut_lines(paper)
    page = documents("cards", paper).pages[0]
    marks = [box.edges for box in page if isinstance(box, Rule) and box.weight == 0.35]
    assert len(marks) == 2 * (len(xs) + len(ys))
    for left, top, right, bottom in marks:
        assert right < xs[0] or left > xs[-1] or bottom < ys[0] or top > ys[-1]
        at, cuts = (left, xs) if left == right else (top, ys)
        assert any(abs(at - cut) < 0.01 for cut in cuts)


def test_a_run_sheet_has_all_of_the_plan(documents: Documents) -> None:
    everything = said(documents("plan", Paper.A4))
    for practice in (item.practice for item in PLAN.items if item.practice):
        assert all(card_text(WORDS, each.card.prompt) in everything for each in practice.cards)
    assert everything.count(filled(WORDS.print_drop, value="1")) == 2
    assert everything.count(starting(PLAN, WORDS, second=False)) == 2, "at its head, and at the practice"
    assert everything.count(PLAN.starts_other) == 1
    assert everything.count("“I’ve picked up your way of…”") == 2, "its card, and its first turn"
    lines = [text.text for page in documents("plan", Paper.A4).pages for text in texts(page)]
    choice = lines[lines.index("Choose one together. All three are easy, on purpose.") :]
    assert [line for line in choice if line in ("1", "2", "3", "4")] == ["1", "2", "3"]


def test_a_run_sheet_tells_the_time_of_day_or_from_the_start() -> None:
    late = said(run_sheet(PLAN, WORDS, 23 * 60 + 30, Paper.A4, Half()))
    assert "23:30" in late
    assert "00:49" in late  # for an item 79 minutes after the start
    assert late.count(f"01:00 {WORDS.print_end}") == 2, "at the foot of the agenda, and at the end"
    from_start = run_sheet(HALF_DAY, WORDS, None, Paper.A4, Half())
    assert [text for text in ("+0:00", "+1:47", "+2:52") if text not in said(from_start)] == []
    assert_apart(from_start)


def test_run_sheets_show_contacts_and_auto_items() -> None:
    items = (replace(PLAN.items[0], auto=True), *PLAN.items[1:])
    everything = said(run_sheet(replace(PLAN, items=items, contacts=("Helpline 123",)), WORDS, None, Paper.A4, Half()))
    assert "Helpline 123" in everything
    assert everything.count(WORDS.print_auto) == 1


def test_no_item_that_fits_on_a_page_is_broken_over_two(paper: Paper, documents: Documents) -> None:
    pages = [" ".join(text.text for text in texts(page)) for page in documents("plan", paper).pages]
    for item in PLAN.items:
        parts = [item.title, *(cleaned(text) for text in (*item.screen, *item.notes))]
        assert len(parts) > 1, "so that no heading comes last on a page"
        assert any(all(part in page for part in parts) for page in pages), item.title


def test_the_leaders_notes_are_upright_and_the_rooms_text_is_not(documents: Documents) -> None:
    style = {text.text: text.style for page in documents("plan", Paper.A4).pages for text in texts(page)}
    assert style["Find two chairs that can face each other."] is Style.ITALIC
    assert style["Screens away from now on, yours too, except for the console."] is Style.PLAIN


def test_a_cards_braces_are_literal_but_for_the_partner(writer: PdfWriter) -> None:
    item = next(item for item in PLAN.items if item.practice is not None)
    assert item.practice is not None
    each = item.practice.cards[0]
    card = replace(each.card, prompt="A {left} of {partner}", stem="A {speaker}", listen="A {right}")
    room_card = replace(each, card=card)
    item = replace(item, screen=(), notes=("Ask {Speaker}.",), practice=replace(item.practice, cards=(room_card,)))
    plan = replace(PLAN, items=(item,), take_home=(room_card,))
    cut, sheet, home = (
        said(document)
        for document in (
            cut_cards("x", plan_cards(plan), WORDS, Paper.A4, writer),
            run_sheet(plan, WORDS, None, Paper.A4, writer),
            slip_sheet(slip(plan, DECK), WORDS, Paper.A4, writer),
        )
    )
    for text in (cut, sheet, home):
        assert f"A {{left}} of {WORDS.partner}" in text
    # On a run sheet also where its turn begins; a slip stands twice on a page.
    assert [text.count("“A {speaker}”") for text in (cut, sheet, home)] == [1, 2, 2]
    assert "A {right}" in cut
    assert "Ask {Speaker}." in sheet


def test_sheets_are_headed_with_what_they_are(documents: Documents) -> None:
    titles = {name: texts(documents(f"stems-{name}", Paper.A4).pages[0])[0].text for name in DECK.dialogues}
    assert (titles["mirror"], titles["full"]) == ("Mirroring", "The dialogue, step by step")
    assert (titles["repair"], titles["bridge"]) == ("Coming back after a fight", "A visit")


def test_a_slip_can_be_read_by_everybody(paper: Paper, writer: PdfWriter) -> None:
    for plan in (HALF_DAY, replace(HALF_DAY, contacts=(), leader=None)):
        (page,) = slip_sheet(slip(plan, DECK), WORDS, paper, writer).pages
        said_ = [text for text in texts(page) if text.color == BLACK]
        assert min(text.size for text in said_) >= 9.5
        assert next(text.size for text in said_ if text.text == f"“{WORDS.mirror_stem}”") >= 10
        assert {text.text for text in texts(page)} - {text.text for text in said_} >= {HALF_DAY.title}
        assert WORDS.rail_mirror in [text.text for text in said_], "labels are as dark as what is said"


def test_a_slip_without_contacts_has_lines_to_write_on() -> None:
    def lines_(plan: WorkshopPlan) -> int:
        (page,) = slip_sheet(slip(plan, DECK), WORDS, Paper.A4, Half()).pages
        return sum(isinstance(box, Rule) and box.down == 0 and box.color == BLACK for box in page)

    for nobody in (None, "…"):
        assert lines_(replace(PLAN, contacts=(), leader=nobody)) - lines_(HALF_DAY) == 2 * 3


def test_a_slip_with_too_much_on_it_goes_on_on_another() -> None:
    plan = replace(HALF_DAY, contacts=("c" * 900,) * 9, leader="l " * 400)
    assert_inside(slip_sheet(slip(plan, DECK), WORDS, Paper.LETTER, Half()))


def test_a_kit_has_each_sheet_as_often_as_couples_need_it(documents: Documents, writer: PdfWriter) -> None:
    document = documents("kit", Paper.A4)
    counts = [pages for _, pages in document.parts]
    assert sum(counts) == len(document.pages)
    run, *stems, feelings, slips, cards = counts
    assert run == len(run_sheet(HALF_DAY, WORDS, None, Paper.A4, writer).pages)
    assert stems == [8, 8, 8, 8]
    assert (feelings, slips) == (4, 8)
    assert cards == 2 * -(-8 * len(plan_cards(HALF_DAY)) // 9)
    names = [name for name, _ in document.parts]
    assert f"“{sheet_title(DECK.dialogues['full'], WORDS)}”, one for each couple" in names
    odd = kit(HALF_DAY, DECK, 7, None, Paper.A4, Half())
    assert [pages for _, pages in odd.parts][5:7] == [4, 7]


def test_cards_are_read_by_candlelight(paper: Paper, documents: Documents) -> None:
    fronts = documents("cards", paper).pages[::2]
    found = [text for page in fronts for text in texts(page)]
    prompts = [text for text in found if text.style is Style.PLAIN and text.color == BLACK and len(text.text) > 1]
    assert {text.size for text in prompts} == {14}
    tips = [text for text in found if text.text.startswith(filled(WORDS.print_listen, value=""))]
    assert {(text.size, text.color) for text in tips} == {(10, BLACK)}
    assert min(text.size for text in found) >= 8


def test_each_back_lies_behind_its_card(paper: Paper) -> None:
    cards = [CutCard(card("x").card, "Trees", symbol) for symbol in "♣♥♠♦"]
    front, back = cut_cards("x", cards, WORDS, paper, Half()).pages
    width = paper.size[0]

    def middle(text: Text) -> tuple[float, float]:
        left, top, right, bottom = text.edges
        return (left + right) / 2, (top + bottom) / 2

    signs = {text.text: middle(text) for text in texts(back)}
    assert set(signs) == set("♣♥♠♦")
    for text in texts(front):
        if text.text in signs and not text.turned:
            x, y = signs[text.text]
            # As seen through the sheet.
            assert 0 < width - x - middle(text)[0] < WIDE / 2
            assert 0 < y - middle(text)[1] < TALL / 2


def test_a_plans_cards_name_their_practice_and_their_letter(writer: PdfWriter) -> None:
    one, choice = (item for item in PLAN.items if item.practice is not None)
    other = replace(choice, title="A card of the two of you, if there is time for it")
    cards = plan_cards(replace(PLAN, items=(one, choice, other, choice)))
    first, again = f"{choice.title} · I", f"{choice.title} · II"
    named = [(heading, letter) for heading in (first, other.title, again) for letter in "123"]
    assert [(card.heading, card.number) for card in cards] == [(one.title, ""), *named]
    front, _, more, _ = cut_cards("x", cards, WORDS, Paper.A4, writer).pages
    assert [text.text for text in texts(front) if text.text in ("1", "2", "3")] == list("12312312")
    small = " ".join(text.text for text in (*texts(front), *texts(more)) if text.size == 9.5)
    assert [small.count(title) for title in (one.title, first, other.title, again)] == [1, 6, 3, 3]


# Extreme texts


def card(prompt: str, **changes: object) -> CutCard:
    made = Card(**({"id": CardId("x"), "kind": Kind.QUESTION, "depth": 1, "prompt": prompt} | changes))  # type: ignore[arg-type]
    return CutCard(made, "Trees", "♣")


@pytest.mark.parametrize(
    "prompt",
    [
        *("word " * 400, "w" * 3000, "木" * 2000, "שלום " * 300, "-" * 500, "\x00\x1b[2J\u202e" * 50 + "x"),
        "e" + "\u0301" * 500,
    ],
)
def test_a_long_prompt_continues_on_another_card(prompt: str, paper: Paper) -> None:
    document = cut_cards("x", [card(prompt)], WORDS, paper, Half())
    assert_inside(document)
    black = [text.text for page in document.pages[::2] for text in texts(page) if text.color == BLACK]
    assert "".join(black).replace(" ", "").replace("♣", "") == cleaned(prompt).replace(" ", "")
    assert_apart(document)


def test_long_suit_and_topic_names_do_no_harm() -> None:
    long = CutCard(card("x").card, "A suit with a name that goes on and on and on", "♣")
    assert_inside(cut_cards("x", [long], WORDS, Paper.A4, Half()))
    plan = replace(PLAN, title="t " * 300, starts="s" * 4000, without=("nix", "money") * 50, contacts=("c" * 900,) * 9)
    items = (Item(ItemKind.TALK, "title " * 200, 5, ("x" * 5000,), ("y " * 5000,), 1), *plan.items)
    assert_inside(run_sheet(replace(plan, items=items), WORDS, 0, Paper.LETTER, Half()))


def test_a_dialogue_of_a_hundred_stages_takes_more_pages() -> None:
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
