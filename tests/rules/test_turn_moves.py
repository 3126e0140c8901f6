"""The stages of a turn and their loops, for every shipped dialogue."""

from __future__ import annotations

import pytest

from cardtui.deck.dialogue import StageType
from cardtui.rules.evening_moves import begin, legal
from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.move import Action, IllegalMove
from cardtui.rules.position import (
    Answering,
    Closing,
    Doing,
    Empathizing,
    EmpathyVerdict,
    GoodNight,
    Mirroring,
    MirrorVerdict,
    Offered,
    Resting,
    Settling,
    Speaking,
    SpokenPart,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Validating,
    turn_of,
)
from cardtui.rules.turn_moves import rail
from evening_builder import HEARD, NOON, ROUND, SETTLED, TURN, Walk, plan


def taken(dialogue: str = "mirror", **plan: object) -> Walk:
    return Walk(dialogue=dialogue, **plan).make(*SETTLED)


HEARD_NAMES = "said asked got-it"
STEPS = {
    "mirror": [
        *[("said", Mirroring), ("asked", MirrorVerdict), ("got-it", Thanking), ("thanked", Speaking)],
        *[("said", Mirroring), ("asked", MirrorVerdict), ("got-it", Thanking), ("thanked", Resting)],
    ],
    "full": [
        *[(f"said asked more {HEARD_NAMES}", Summarizing), ("asked", SummaryVerdict), ("got-it", Validating)],
        *[("said", Empathizing), ("asked", EmpathyVerdict), ("got-it", Thanking)],
    ],
    "full, a single send": [(HEARD_NAMES, Validating)],
    "full, a missing part is no second send": [(f"said asked not-quite {HEARD_NAMES}", Validating)],
    "mirror, not quite": [("said asked not-quite", SpokenPart.MISSING), ("said", Mirroring)],
    "mirror, more": [("said asked more", SpokenPart.MORE), ("said", Mirroring)],
    "full, a summary that missed something": [
        *[(f"said asked more {HEARD_NAMES} asked not-quite", SpokenPart.MISSING), (HEARD_NAMES, Validating)],
    ],
    "full, help me": [(f"{HEARD_NAMES} help-me", SpokenPart.HELP), (HEARD_NAMES, Validating)],
    "full, a missed feeling": [
        *[(f"{HEARD_NAMES} said asked not-quite", SpokenPart.FEELING), (HEARD_NAMES, Thanking)],
    ],
    "mirror, a pause": [("interrupt", Mirroring), ("asked go-on", SpokenPart.ONWARD), ("said", Mirroring)],
    "mirror, all said in a pause": [("interrupt asked that-is-all", Thanking)],
    "repair": [(HEARD_NAMES, Speaking), (HEARD_NAMES, Answering), ("yes", Thanking)],
    "step, not that": [("rather-not", Offered)],
    "bridge": [(f"said asked more {HEARD_NAMES}", Summarizing), ("asked got-it", Thanking)],
}
"""By dialogue: moves, and the place that they lead to, or the part that is spoken there."""


@pytest.mark.parametrize("name", STEPS)
def test_each_stage_leads_to_the_next(name: str) -> None:
    walk = Walk(dialogue=name.partition(",")[0])
    assert isinstance(walk.place, Settling)
    assert isinstance(walk.make(Action.SETTLE).place, Offered)
    walk.make(Action.TAKE)
    for moves, expected in STEPS[name]:
        place = walk.make(*map(Action, moves.split())).place
        assert (place.send.part is expected) if isinstance(expected, SpokenPart) else isinstance(place, expected)


def test_both_speak_one_after_the_other() -> None:
    walk = taken()
    assert walk.place.turn.speaker is Seat.LEFT
    assert walk.make(*TURN).place.turn.speaker is Seat.RIGHT
    assert taken("repair").make(*HEARD).place.turn.stage == 2


def test_the_rail_names_a_summary_only_where_one_comes() -> None:
    def named(walk: Walk) -> bool:
        turn = turn_of(walk.position.place)
        assert turn is not None
        return StageType.SUMMARIZE in rail(turn).values()

    assert not named(taken("full"))
    once = taken("full").make(*HEARD)
    assert not named(once)
    assert not named(once.make(Action.HELP_ME, Action.SAID, Action.ASKED, Action.MORE))
    assert isinstance(once.make(*HEARD).place, Validating)
    for more in (Action.MORE,), (Action.INTERRUPT, Action.ASKED, Action.GO_ON):
        several = taken("full").make(*((Action.SAID, Action.ASKED) if more[0] is Action.MORE else ()), *more)
        assert named(several)
        assert isinstance(several.make(*HEARD).place, Summarizing)
        assert named(several.make(Action.ASKED, Action.GOT_IT))


@pytest.mark.parametrize("answer", [(Action.YES,), (Action.NOT_NOW,), (Action.SMALLER, Action.SAID)])
def test_every_answer_is_thanked_with_no_trace(answer: tuple[Action, ...]) -> None:
    walk = taken("repair").make(*HEARD, *HEARD, *answer)
    assert isinstance(walk.place, Thanking)
    assert walk.position == taken("repair").make(*HEARD, *HEARD, Action.YES).position


def test_a_step_is_done_once_together_and_then_told() -> None:
    walk = taken("step")
    assert isinstance(walk.place, Doing)
    walk.make(Action.DONE)
    assert isinstance(walk.place, Speaking)
    walk.make(*TURN)
    assert isinstance(walk.place, Speaking)
    assert walk.place.turn.speaker is Seat.RIGHT
    assert len(walk.make(*TURN).position.met) == 1


def test_at_the_close_each_says_one_thing_and_nothing_is_mirrored() -> None:
    walk = taken().make(*ROUND, Action.CLOSE)
    speakers = []
    while isinstance(walk.place, Closing):
        speakers.append(next(choice.who for choice in legal(walk.position) if choice.what is Action.GLAD))
        walk.make(Action.GLAD)
    assert speakers == [Seat.RIGHT, Seat.LEFT], "whoever would have started the next card begins"
    assert isinstance(walk.place, GoodNight)


def test_a_step_of_our_own_can_be_declined_too() -> None:
    walk = Walk(begin(plan(shape=EveningShape.OWN, dialogue="step"), NOON)).make(Action.SETTLE)
    walk.make(Action.WAY, Action.LEFT_STARTS)
    assert isinstance(walk.place, Doing)
    assert isinstance(walk.make(Action.RATHER_NOT).place, Resting)


@pytest.mark.parametrize(
    ("plan", "minutes", "late"),
    [({"cards": 3}, 90, False), ({"cards": 1}, 1, True), ({"minutes": 30}, 31, True), ({"minutes": 30}, 29, False)],
)
def test_past_the_time_good_night_comes_first(plan: dict[str, int], minutes: int, late: bool) -> None:
    walk = taken(**plan).make(*TURN, *HEARD).wait(minutes=minutes).make(Action.THANKED)
    assert walk.place == Resting(late=late)
    keys = walk.keys()
    assert (keys["enter"], keys["2"])[:: -1 if late else 1] == (Action.ONE_MORE, Action.CLOSE)


def test_a_move_that_is_not_legal_is_refused() -> None:
    with pytest.raises(IllegalMove):
        Walk().make(Action.SAID)
