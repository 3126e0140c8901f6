"""What is shown one after the other, and for how long."""

from __future__ import annotations

from cardtui.workshop.workshop_plan import CuePart, Item, ItemKind, cues, first_cue
from workshop.plans import plan, practice


def test_each_item_that_is_no_practice_is_one_slide_with_all_its_minutes() -> None:
    made = plan()
    for cue in cues(made):
        if made.items[cue.item].practice is None:
            assert (cue.part, cue.seconds) == (CuePart.SLIDE, made.items[cue.item].minutes * 60)


def test_a_practice_is_cards_turn_change_turn() -> None:
    sequence = [cue for cue in cues(plan()) if cue.item == 2]
    assert [(cue.part, cue.seconds // 60) for cue in sequence] == [
        (CuePart.CARDS, 2),
        (CuePart.FIRST, 5),
        (CuePart.CHANGE, 1),
        (CuePart.SECOND, 5),
    ]
    assert [cue.is_turn for cue in sequence] == [False, True, False, True]


def test_the_cues_of_an_item_take_its_minutes() -> None:
    made = plan()
    for index, item in enumerate(made.items):
        assert sum(cue.seconds for cue in cues(made) if cue.item == index) == item.minutes * 60


def test_without_a_change_turns_follow_directly() -> None:
    sequence = cues(plan(items=(Item(ItemKind.PRACTICE, "A card", 10, practice=practice(1, "mirror", 5, 0)),)))
    assert [cue.part for cue in sequence] == [CuePart.CARDS, CuePart.FIRST, CuePart.SECOND]
    assert sequence[0].seconds == 0, "nothing is left for reading, so there is no clock"


def test_overlong_turns_leave_no_negative_time() -> None:
    sequence = cues(plan(items=(Item(ItemKind.PRACTICE, "A card", 5, practice=practice(1, "mirror", 5, 1)),)))
    assert sequence[0].seconds == 0


def test_the_first_cue_of_each_item_is_found() -> None:
    sequence = cues(plan())
    assert [first_cue(sequence, item) for item in range(6)] == [0, 1, 2, 6, 7, 8]
