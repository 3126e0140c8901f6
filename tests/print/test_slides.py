"""Slides of a plan: what the wall shows, large, and nothing that only the leader sees."""

from __future__ import annotations

from cardtui.print.document import BLACK, Document, Paper, Style
from cardtui.print.slides import slides
from cardtui.workshop.dialogue_script import card_text
from cardtui.workshop.plan_color import readable
from cardtui.workshop.workshop_plan import CuePart, Item, ItemKind, WorkshopPlan
from print.documents import Half, assert_apart, assert_inside, said, texts
from shipped_words import WORDS
from workshop.plans import plan, practice, step_plan

LEAST = 14.0
"""Points: smaller text cannot be read in a shared window."""


def laid(of: WorkshopPlan) -> Document:
    return slides(of, WORDS, Paper.A4, Half())


def test_a_landscape_page_for_the_title_and_for_each_scene() -> None:
    document = laid(plan())
    assert document.size == (Paper.A4.size[1], Paper.A4.size[0])
    assert len(document.pages) == 1 + len(plan().cues)
    assert [text.text for text in texts(document.pages[0])] == [plan().title, "1"]


def test_the_first_slide_is_the_lobby_in_the_plans_color() -> None:
    document = laid(plan(lobby=("Tea is at the back.",), host="Riverside", color="yellow"))
    title, lobby, host, _ = texts(document.pages[0])
    assert (title.text, lobby.text, host.text) == (plan().title, "Tea is at the back.", "Riverside")
    dark = readable("yellow", "#ffffff")
    assert [text.color for text in (title, lobby, host)] == [dark, BLACK, dark]
    for page, cue in zip(document.pages[1:], plan().cues, strict=True):
        heads = [text.color for text in texts(page) if text.text == plan().items[cue.item].title]
        assert heads == [dark] * (not cue.is_turn and cue.part is not CuePart.CHANGE)


def test_whom_to_call_is_read_from_across_the_table() -> None:
    contacts = ("Somebody to talk with today: 555 0142", "A helpline, day and night: 555 0101")
    document = laid(plan(contacts=contacts, items=(Item(ItemKind.TALK, "Home", 5, ("Take a slip.", *contacts)),)))
    found = [text for text in texts(document.pages[-1]) if text.style is Style.STRONG and text.text != "Home"]
    assert " ".join(text.text for text in found) == " ".join(contacts)
    assert min(text.size for text in found) >= 34, "capitals of 8 mm, for two metres"


def test_a_turn_by_step_has_a_page_for_each_step() -> None:
    document = laid(plan(items=(step_plan().items[1],)))
    assert len(document.pages) == 1 + 1 + 3 + 1 + 3
    assert f"{WORDS.rail_speak} › {WORDS.rail_mirror.upper()} › {WORDS.rail_thank}" in said(document)


def test_in_a_turn_partners_stand_as_on_the_wall_below_the_card() -> None:
    for made in (plan(items=(step_plan().items[1],)), plan()):
        shown = [(cue, place) for cue in made.cues for place in range(cue.steps if cue.by_step else 1)]
        pages = [texts(page)[:-1] for page in laid(made).pages[1:]]
        turns = [(cue, page) for (cue, _), page in zip(shown, pages, strict=True) if cue.is_turn]
        assert {cue.part for cue, _ in turns} == {CuePart.FIRST, CuePart.SECOND}
        for cue, (left, right, sign, *others) in turns:
            assert WORDS.lead_first in left.text
            assert WORDS.lead_second in right.text
            assert (right if cue.part is CuePart.SECOND else left).style is Style.STRONG
            assert right.edges[0] > left.edges[2]
            assert max(text.size for text in (left, right, *others) if text.size != sign.size) < sign.size, "the card"
            roles = {
                text.text: text.edges[0] for text in others if text.text in (WORDS.print_speaks, WORDS.print_listens)
            }
            if len(roles) > 1:
                is_in = roles[WORDS.print_speaks] > roles[WORDS.print_listens]
                assert is_in is (cue.part is CuePart.SECOND), "the second partner's words stand further to the right"


def test_slides_have_what_the_room_sees_and_no_private_note() -> None:
    text = said(laid(plan()))
    for item in plan().items:
        assert item.title in text
        assert all(shown in text for shown in item.screen)
        assert not any(note in text for note in item.notes)
    for each in practice(3).cards:
        assert card_text(WORDS, each.card.prompt) in text
    assert WORDS.mirror_stem in text


def test_letters_are_large() -> None:
    for page in laid(plan()).pages:
        assert min(text.size for text in texts(page)[:-1]) >= LEAST


def test_text_too_long_for_a_slide_goes_on_on_another_one() -> None:
    document = laid(plan(items=(Item(ItemKind.TALK, "Long", 5, ("word " * 3000, "last")),)))
    assert len(document.pages) > 3
    assert said(document).count("word") == 3000
    assert_inside(document)


def test_long_labels_stay_apart() -> None:
    words = WORDS.changed(print_listens="Wer gerade aufmerksam zuhört", rail_mirror="noch einmal wiedergeben")
    assert_apart(slides(plan(), words, Paper.LETTER, Half()))
