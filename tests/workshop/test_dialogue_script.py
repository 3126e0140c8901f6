"""The whole loop of a turn, as a room sees it."""

from __future__ import annotations

import pytest

from cardtui.deck.card import Card, CardId, Kind
from cardtui.deck.dialogue import Dialogue, Stage, StageType
from cardtui.workshop.dialogue_script import TurnRole, TurnStep, card_text, turn_loop
from shipped_words import WORDS
from workshop.plans import shipped

DIALOGUES = shipped().dialogues


def card(stem: str | None = None) -> Card:
    return Card(CardId("a-card"), Kind.QUESTION, 1, "What about {partner}?", stem=stem)


def said(steps: tuple[TurnStep, ...]) -> list[str]:
    return [text for step in steps for text in step.says]


def test_the_whole_dialogue_has_each_roles_words() -> None:
    steps = turn_loop(WORDS, DIALOGUES["full"], card("I felt cared for when you…"))
    assert [(step.who.value, step.label, step.leads_back) for step in steps] == [
        *(("speaker", WORDS.rail_speak, False), ("listener", WORDS.rail_mirror, False)),
        *(("speaker", WORDS.lead_not_quite, True), ("speaker", WORDS.lead_more, True)),
        *(("listener", WORDS.rail_summarize, False), ("listener", WORDS.rail_validate, False)),
        *(("listener", WORDS.rail_empathize, False), ("speaker", WORDS.lead_not_quite, True)),
        ("listener", WORDS.rail_thank, False),
    ]
    assert said(steps)[:3] == ["“I felt cared for when you…”", f"“{WORDS.mirror_stem}”", f"“{WORDS.mirror_ask}”"]
    assert f"“{WORDS.validate_stem}”" in said(steps)
    assert f"“{WORDS.empathize_ask}”" in said(steps)


@pytest.mark.parametrize("name", list(DIALOGUES))
def test_no_stage_is_left_out_and_each_is_done_by_whom_it_names(name: str) -> None:
    steps = turn_loop(WORDS, DIALOGUES[name], card())
    assert sum(not step.leads_back for step in steps) == len(DIALOGUES[name].stages)
    for text in (text for stage in DIALOGUES[name].stages for text in (stage.stem, stage.ask) if text is not None):
        assert any(text in line for line in said(steps))
    for step in steps:
        is_speakers = step.label in (WORDS.rail_speak, WORDS.lead_not_quite, WORDS.lead_more)
        whose = TurnRole.SPEAKER if is_speakers else TurnRole.LISTENER
        assert step.who is (TurnRole.BOTH if step.label == WORDS.lead_together else whose)


def test_the_cards_own_first_words_come_before_the_dialogues() -> None:
    appreciation = DIALOGUES["appreciation"]
    assert said(turn_loop(WORDS, appreciation, card("I like…")))[0] == "“I like…”"
    assert said(turn_loop(WORDS, appreciation, card()))[0] == f"“{appreciation.stages[0].stem}”"
    assert said(turn_loop(WORDS, DIALOGUES["mirror"], card()))[0] == WORDS.speak_own_words
    assert said(turn_loop(WORDS, DIALOGUES["mirror"], None))[0] == WORDS.speak_own_words


def test_a_second_mirror_is_as_the_first_and_told_once() -> None:
    steps = turn_loop(WORDS, DIALOGUES["repair"], card())
    mirrors = [step for step in steps if step.label == WORDS.rail_mirror]
    assert mirrors[1].says == (WORDS.lead_as_above,)
    assert sum(step.label == WORDS.lead_not_quite for step in steps) == 1
    assert f"{WORDS.answer_yes} · {WORDS.answer_smaller} · {WORDS.answer_not_now}" in said(steps)


def test_a_second_mirror_keeps_its_own_words() -> None:
    stages = (*DIALOGUES["repair"].stages[:3], Stage(StageType.MIRROR, stem="You wish…"), Stage(StageType.THANK))
    assert "“You wish…”" in said(turn_loop(WORDS, Dialogue("own", "Own", stages), card()))


def test_nobody_is_named_in_a_room() -> None:
    stages = (
        Stage(StageType.SPEAK, stem="{speaker}, tell {partner}…"),
        Stage(StageType.MIRROR, stem="{Listener} heard {speaker}"),
    )
    steps = turn_loop(WORDS, Dialogue("own", "Own", stages), card())
    speaker, listener = WORDS.lead_speaker, WORDS.lead_listener
    assert said(steps)[:2] == [
        f"“{speaker}, tell {WORDS.partner}…”",
        f"“{listener[0].upper()}{listener[1:]} heard {speaker}”",
    ]
    words = WORDS.changed(partner="dein Gegenüber")
    assert card_text(words, "{Partner}, {speaker} and {partner}") == "Dein Gegenüber, {speaker} and dein Gegenüber"
