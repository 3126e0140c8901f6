"""The stages of a turn and their loops, for every shipped dialogue."""

from __future__ import annotations

import pytest

from cardtui.deck.dialogue import StageType
from cardtui.rules.evening_moves import begin
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.position import Resting, turn_of
from cardtui.rules.turn_moves import rail
from evening_builder import HEARD, NOON, ROUND, TURN, Walk, plan, stage_of, taken


@pytest.mark.parametrize(
    ("dialogue", "moves", "place"),
    [
        ("mirror", "said", "mirroring"),
        ("mirror", "said asked", "mirror-verdict"),
        ("mirror", HEARD, "thanking"),
        ("mirror", TURN, "speaking whole"),
        ("mirror", ROUND, "resting"),
        ("mirror", "said asked not-quite", "speaking missing"),
        ("mirror", "said asked not-quite said", "mirroring"),
        ("mirror", "said asked more", "speaking more"),
        ("mirror", "said asked more said", "mirroring"),
        ("mirror", "interrupt", "mirroring"),
        ("mirror", "interrupt asked go-on", "speaking onward"),
        ("mirror", "interrupt asked go-on said", "mirroring"),
        ("mirror", "interrupt asked that-is-all", "thanking"),
        ("full", HEARD, "validating"),
        ("full", f"said asked not-quite {HEARD}", "validating"),
        ("full", f"said asked more {HEARD}", "summarizing"),
        ("full", f"said asked more {HEARD} asked", "summary-verdict"),
        ("full", f"said asked more {HEARD} asked got-it", "validating"),
        ("full", f"said asked more {HEARD} asked not-quite", "speaking missing"),
        ("full", f"said asked more {HEARD} asked not-quite {HEARD}", "validating"),
        ("full", f"{HEARD} help-me", "speaking help"),
        ("full", f"{HEARD} help-me {HEARD}", "validating"),
        ("full", f"{HEARD} said", "empathizing"),
        ("full", f"{HEARD} said asked", "empathy-verdict"),
        ("full", f"{HEARD} said asked got-it", "thanking"),
        ("full", f"{HEARD} said asked not-quite", "speaking feeling"),
        ("full", f"{HEARD} said asked not-quite {HEARD}", "thanking"),
        ("repair", HEARD, "speaking whole"),
        ("repair", f"{HEARD} {HEARD}", "answering"),
        ("repair", f"{HEARD} {HEARD} yes", "thanking"),
        ("step", "", "doing"),
        ("step", "rather-not", "offered"),
        ("step", "done", "speaking whole"),
        ("step", f"done {TURN}", "speaking whole"),
        ("bridge", f"said asked more {HEARD}", "summarizing"),
        ("bridge", f"said asked more {HEARD} asked got-it", "thanking"),
    ],
)
def test_each_stage_leads_to_the_next(dialogue: str, moves: str, place: str) -> None:
    assert stage_of(taken(dialogue).make(moves).place) == place


def rail_has_summary(walk: Walk) -> bool:
    turn = turn_of(walk.position.place)
    assert turn is not None
    return StageType.SUMMARIZE in rail(turn).values()


def test_the_rail_names_a_summary_only_where_one_comes() -> None:
    assert not rail_has_summary(taken("full"))
    once = taken("full").make(HEARD)
    assert not rail_has_summary(once)
    assert not rail_has_summary(once.make("help-me said asked more"))
    assert once.make(HEARD).at == "validating"


@pytest.mark.parametrize("more", ["said asked more", "interrupt asked go-on"])
def test_the_rail_names_a_summary_after_two_sends(more: str) -> None:
    several = taken("full").make(more)
    assert rail_has_summary(several)
    assert several.make(HEARD).at == "summarizing"
    assert rail_has_summary(several.make("asked got-it"))


@pytest.mark.parametrize("answer", ["yes", "not-now", "smaller said"])
def test_every_answer_is_thanked_with_no_trace(answer: str) -> None:
    walk = taken("repair").make(HEARD, HEARD, answer)
    assert walk.at == "thanking"
    assert walk.position == taken("repair").make(HEARD, HEARD, "yes").position


def test_a_step_of_our_own_can_be_declined_too() -> None:
    walk = Walk(begin(plan(shape=EveningShape.OWN, dialogue="step"), NOON)).make("settle way left-starts")
    assert walk.at == "doing"
    assert walk.make("rather-not").at == "resting"


@pytest.mark.parametrize(
    ("plan", "minutes", "late"),
    [({"cards": 3}, 90, False), ({"cards": 1}, 1, True), ({"minutes": 30}, 31, True), ({"minutes": 30}, 29, False)],
)
def test_past_the_time_good_night_comes_first(plan: dict[str, int], minutes: int, late: bool) -> None:
    walk = taken(**plan).make(TURN, HEARD).wait(minutes=minutes).make("thanked")
    assert walk.place == Resting(late=late)
    keys = walk.keys()
    assert (keys["enter"], keys["2"]) == (("close", "one-more") if late else ("one-more", "close"))
