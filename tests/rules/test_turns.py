"""The stages of a turn and their loops, for every dialogue that ships."""

from __future__ import annotations

import pytest

from cardtui.deck.dialogue import StageType
from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.legal import legal, rail, turn_of
from cardtui.rules.move import Action
from cardtui.rules.position import (
    Agreeing,
    Answering,
    Closing,
    Doing,
    Empathizing,
    EmpathyVerdict,
    GoodNight,
    Gratitude,
    InTurn,
    Mirroring,
    MirrorVerdict,
    Naming,
    Offered,
    Own,
    Resting,
    Settling,
    Speaking,
    SpokenPart,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Validating,
)
from cardtui.rules.transition import begin
from cardtui.rules.turns import IllegalMove
from evening_builder import HEARD, NOON, ROUND, SETTLED, TURN, Walk, plan


def taken(dialogue: str = "mirror", **plan: object) -> Walk:
    return Walk(dialogue=dialogue, **plan).make(*SETTLED)


def test_evenings_open_with_a_settle_then_a_card() -> None:
    walk = Walk()
    assert isinstance(walk.place, Settling)
    assert isinstance(walk.make(Action.SETTLE).place, Offered)
    assert isinstance(walk.make(Action.TAKE).place, Speaking)


def test_first_evenings_appreciate_before_a_card() -> None:
    walk = Walk(new=True).make(Action.SETTLE)
    assert isinstance(walk.place, Speaking)
    assert isinstance(walk.place.turn.round.subject, Gratitude)
    walk.make(*ROUND)
    assert isinstance(walk.place, Resting)
    assert isinstance(walk.make(Action.ONE_MORE).place, Offered)
    assert walk.position.met == ()


def test_in_dialogue_mirror_each_partner_speaks_is_mirrored_and_is_thanked() -> None:
    walk = taken()
    seats = []
    for _ in range(2):
        assert isinstance(walk.place, Speaking)
        seats.append(walk.place.turn.speaker)
        assert isinstance(walk.make(Action.SAID).place, Mirroring)
        assert isinstance(walk.make(Action.ASKED).place, MirrorVerdict)
        assert isinstance(walk.make(Action.GOT_IT).place, Thanking)
        walk.make(Action.THANKED)
    assert seats == [Seat.LEFT, Seat.RIGHT]
    assert isinstance(walk.place, Resting)


def test_dialogue_full_has_all_stages_in_order() -> None:
    walk = taken("full").make(Action.SAID, Action.ASKED, Action.MORE, *HEARD)
    assert isinstance(walk.place, Summarizing)
    assert isinstance(walk.make(Action.ASKED).place, SummaryVerdict)
    assert isinstance(walk.make(Action.GOT_IT).place, Validating)
    assert isinstance(walk.make(Action.SAID).place, Empathizing)
    assert isinstance(walk.make(Action.ASKED).place, EmpathyVerdict)
    assert isinstance(walk.make(Action.GOT_IT).place, Thanking)


def test_a_single_send_gets_no_summary() -> None:
    assert isinstance(taken("full").make(*HEARD).place, Validating)


def test_a_missing_part_is_no_second_send() -> None:
    walk = taken("full").make(Action.SAID, Action.ASKED, Action.NOT_QUITE, *HEARD)
    assert isinstance(walk.place, Validating)


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


def test_not_quite_leads_to_just_the_missing_part_and_to_mirroring_again() -> None:
    walk = taken().make(Action.SAID, Action.ASKED, Action.NOT_QUITE)
    assert isinstance(walk.place, Speaking)
    assert walk.place.send.part is SpokenPart.MISSING
    assert isinstance(walk.make(Action.SAID).place, Mirroring)


def test_more_leads_to_speaking_and_mirroring() -> None:
    walk = taken().make(Action.SAID, Action.ASKED, Action.MORE)
    assert isinstance(walk.place, Speaking)
    assert walk.place.send.part is SpokenPart.MORE
    assert isinstance(walk.make(Action.SAID).place, Mirroring)


def test_a_summary_that_missed_something_is_completed_and_not_repeated() -> None:
    walk = taken("full").make(Action.SAID, Action.ASKED, Action.MORE, *HEARD, Action.ASKED, Action.NOT_QUITE)
    assert isinstance(walk.place, Speaking)
    assert walk.place.send.part is SpokenPart.MISSING
    assert isinstance(walk.make(*HEARD).place, Validating)


def test_help_me_leads_back_to_making_sense() -> None:
    walk = taken("full").make(*HEARD, Action.HELP_ME)
    assert isinstance(walk.place, Speaking)
    assert walk.place.send.part is SpokenPart.HELP
    assert isinstance(walk.make(*HEARD).place, Validating)


def test_a_missed_feeling_is_named_heard_thanked() -> None:
    walk = taken("full").make(*HEARD, Action.SAID, Action.ASKED, Action.NOT_QUITE)
    assert isinstance(walk.place, Speaking)
    assert walk.place.send.part is SpokenPart.FEELING
    assert isinstance(walk.make(*HEARD).place, Thanking)


def test_a_mirroring_pause_gives_the_floor_back() -> None:
    walk = taken().make(Action.INTERRUPT)
    assert isinstance(walk.place, Mirroring)
    walk.make(Action.ASKED, Action.GO_ON)
    assert isinstance(walk.place, Speaking)
    assert walk.place.turn.speaker is Seat.LEFT


def test_a_speaker_may_also_be_done_after_a_pause() -> None:
    assert isinstance(taken().make(Action.INTERRUPT, Action.ASKED, Action.THAT_IS_ALL).place, Thanking)


def test_repair_asks_one_thing_and_is_answered() -> None:
    walk = taken("repair").make(*HEARD)
    assert isinstance(walk.place, Speaking)
    assert walk.place.turn.stage == 2
    assert isinstance(walk.make(*HEARD).place, Answering)


@pytest.mark.parametrize("answer", [(Action.YES,), (Action.NOT_NOW,), (Action.SMALLER, Action.SAID)])
def test_every_answer_is_thanked_with_no_trace(answer: tuple[Action, ...]) -> None:
    walk = taken("repair").make(*HEARD, *HEARD, *answer)
    assert isinstance(walk.place, Thanking)
    assert walk.position == taken("repair").make(*HEARD, *HEARD, Action.YES).position


def test_a_step_is_done_once_together_and_then_each_says_what_it_was_like() -> None:
    walk = taken("step")
    assert isinstance(walk.place, Doing)
    walk.make(Action.DONE)
    assert isinstance(walk.place, Speaking)
    walk.make(*TURN)
    assert isinstance(walk.place, Speaking)
    assert walk.place.turn.speaker is Seat.RIGHT
    assert len(walk.make(*TURN).position.met) == 1


def test_declining_a_step_brings_another_card() -> None:
    walk = taken("step").make(Action.RATHER_NOT)
    assert isinstance(walk.place, Offered)
    assert walk.position.met == ()


def test_a_visit_ends_with_what_the_guest_saw() -> None:
    walk = taken("bridge").make(Action.SAID, Action.ASKED, Action.MORE, *HEARD)
    assert isinstance(walk.place, Summarizing)
    assert isinstance(walk.make(Action.ASKED, Action.GOT_IT).place, Thanking)


@pytest.mark.parametrize("seat", list(Seat))
def test_whoever_asks_starts_something_of_our_own(seat: Seat) -> None:
    walk = Walk(shape=EveningShape.OWN).make(Action.SETTLE)
    assert isinstance(walk.place, Agreeing)
    walk.make(Action.WAY)
    assert walk.place == Naming("mirror")
    walk.make(Action.LEFT_STARTS if seat is Seat.LEFT else Action.RIGHT_STARTS)
    assert isinstance(walk.place, Speaking)
    assert isinstance(walk.place.turn.round.subject, Own)
    assert walk.place.turn.speaker is seat


def test_any_dialogue_fits_something_of_our_own() -> None:
    walk = Walk(shape=EveningShape.OWN).make(Action.SETTLE)
    agreeing = walk.position
    assert agreeing.plan.ways == ("mirror", "full", "appreciation", "bridge", "repair")
    for number, name in enumerate(agreeing.plan.ways):
        assert Walk(agreeing).make_numbered(Action.WAY, number).place == Naming(name)
    with pytest.raises(IllegalMove):
        Walk(agreeing).make_numbered(Action.WAY, 5)


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


def test_minutes_do_not_cut_a_card_count_short() -> None:
    walk = taken(cards=3).wait(minutes=90).make(*ROUND)
    assert walk.place == Resting(late=False)


def test_past_the_time_good_night_comes_first() -> None:
    walk = taken(minutes=30).make(*TURN, *HEARD).wait(minutes=31).make(Action.THANKED)
    assert walk.place == Resting(late=True)
    assert walk.keys()["enter"] is Action.CLOSE
    assert walk.keys()["2"] is Action.ONE_MORE


def test_before_that_one_more_card_comes_first() -> None:
    walk = taken(minutes=30).make(*ROUND)
    assert walk.keys()["enter"] is Action.ONE_MORE
    assert walk.keys()["2"] is Action.CLOSE


def test_a_card_limit_ends_the_evening_as_softly() -> None:
    assert taken(cards=1).make(*ROUND).place == Resting(late=True)


def test_five_minutes_end_after_one_card() -> None:
    assert isinstance(taken(shape=EveningShape.TODAY).make(*ROUND).place, GoodNight)


def test_a_number_marks_a_card_of_the_evening_with_a_heart_and_again_takes_it_back() -> None:
    walk = taken().make(*ROUND, Action.ONE_MORE, Action.TAKE, *ROUND, Action.CLOSE, Action.GOOD_NIGHT).heart(1)
    assert [met.heart for met in walk.position.met] == [False, True]
    assert [met.heart for met in walk.heart(1).position.met] == [False, False]


def test_a_move_that_is_not_legal_is_refused() -> None:
    with pytest.raises(IllegalMove):
        Walk().make(Action.SAID)


@pytest.mark.parametrize("dialogue", ["mirror", "full", "bridge", "repair", "appreciation"])
def test_the_listener_never_gives_the_verdict(dialogue: str) -> None:
    from cardtui.rules.legal import legal

    walk = taken(dialogue)
    while isinstance(walk.place, InTurn):
        for choice in legal(walk.position):
            if choice.what in {Action.GOT_IT, Action.NOT_QUITE, Action.MORE, Action.GO_ON, Action.THAT_IS_ALL}:
                assert choice.who is walk.place.turn.speaker
        walk.make(next(choice.what for choice in legal(walk.position) if isinstance(choice.what, Action)))
