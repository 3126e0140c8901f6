"""A plan file: what it means, where each error is reported, and how plans and their decks are found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.deck.card import Card
from cardtui.deck.deck_locations import SHIPPED_NAME, shipped_deck
from cardtui.deck.files.source import Source, read_source
from cardtui.deck.opened_deck import open_shipped_deck
from cardtui.deck.problem import Problem
from cardtui.lint.plan_advice import advise_on_plan
from cardtui.workshop.plan_file import PlanText, is_plan, open_plan, read_plan
from cardtui.workshop.plan_locations import PlanDeck, PlanNotFound, deck_of, find_plan, known_plans
from cardtui.workshop.workshop_plan import ItemKind, LoopKind, WorkshopPlan
from deck.deckfiles import SUIT
from program import Program
from workshop.plans import shipped

PLAN = """\
plan: Listening over lunch
language: en
starts: The partner nearer the window speaks first.
minutes: 42
without: [money, work]
contacts: ["A helpline: 123", "Somebody: 456"]
bell: true
agenda:
  - kind: talk
    title: Welcome
    minutes: 5
    screen: Find two chairs.
    notes:
      - Greet everybody.
      - Where the
        doors are.
  - kind: practice
    title: A first card
    card: calmest-minute
    turn: 5
    change: 1
    minutes: 13
  - kind: practice
    title: A card to choose
    choose: [calmest-minute, a-lid-won]
    dialogue: full
    turn: 10
    may_drop: 1
    auto: true
  - kind: talk
    title: Good night
    minutes: 4
    screen:
      - Take a slip.
      - "{contacts}"
"""


def reading(text: str) -> PlanText:
    return read_plan(Source(Path("plan.yaml"), text))


def read(text: str) -> WorkshopPlan:
    found = reading(text)
    assert found.problems == ()
    return found.plan


def places(problems: Iterable[Problem]) -> list[tuple[int, int, str]]:
    return [(found.line, found.column, found.code) for found in problems]


def test_a_plan_is_what_its_file_says() -> None:
    plan = read(PLAN)
    assert (plan.title, plan.language, plan.deck) == ("Listening over lunch", "en", SHIPPED_NAME)
    assert plan.starts == "The partner nearer the window speaks first."
    assert (plan.without, plan.bell, plan.minutes) == (("money", "work"), True, 42)
    assert plan.contacts == ("A helpline: 123", "Somebody: 456")
    talk, first, choice, night = plan.items
    assert (talk.kind, talk.title, talk.minutes) == (ItemKind.TALK, "Welcome", 5)
    assert talk.screen == ("Find two chairs.",)
    assert talk.notes == ("Greet everybody.", "Where the doors are.")
    assert talk.practice is None
    assert [card.card.id for card in first.practice.cards] == ["calmest-minute"]
    assert (first.practice.dialogue.name, first.practice.turn, first.practice.change) == ("mirror", 5, 1)
    assert (first.minutes, first.may_drop, first.auto) == (13, None, False)
    assert [card.card.id for card in choice.practice.cards] == ["calmest-minute", "a-lid-won"]
    assert choice.practice.dialogue.name == "full"
    assert (choice.minutes, choice.may_drop, choice.auto) == (20, 1, True), "as long as its turns"
    assert night.screen == ("Take a slip.", "A helpline: 123", "Somebody: 456")


def test_the_contacts_stand_wherever_a_plan_asks_for_them() -> None:
    twice = PLAN.replace("      - Take a slip.\n", '      - "{contacts}"\n      - Take a slip.\n')
    plan = read(twice.replace("bell: true", 'lobby: [Welcome., "{contacts}"]'))
    assert plan.items[-1].screen == (*plan.contacts, "Take a slip.", *plan.contacts)
    assert plan.lobby == ("Welcome.", *plan.contacts)


def shipped_plan(name: str) -> WorkshopPlan:
    return open_plan(str(shipped_deck() / "plans" / f"{name}.yaml")).plan


@pytest.mark.parametrize(
    ("name", "minutes", "practices"),
    [
        ("evening", 90, "mirror full"),
        ("half-day", 180, "mirror appreciation full mirror repair"),
        ("couple-day", 330, "appreciation mirror full step repair"),
    ],
)
def test_a_shipped_plan_keeps_to_its_times_and_rules(name: str, minutes: int, practices: str) -> None:
    plan = shipped_plan(name)
    assert plan.minutes == minutes
    found = [each.dialogue.name for each in plan.practices]
    assert {*found} == {*practices.split()} if name == "couple-day" else found == practices.split()
    depths = {card.card.depth for each in plan.practices for card in each.cards}
    assert depths == ({1, 2} if name == "couple-day" else {1}), "for one couple it goes deeper, never to what is tender"
    sat = [0]
    for item in plan.items:
        sat = [*sat, 0] if item.kind is ItemKind.BREAK else [*sat[:-1], sat[-1] + item.minutes]
    assert max(sat) <= 60, "nobody sits for more than an hour"
    assert all(len(paragraph) <= 110 for item in plan.items for paragraph in item.screen), "it is read from the back"


def test_the_evening_says_all_that_comes_before_any_technique() -> None:
    plan = shipped_plan("evening")
    items = plan.items
    before = [item.kind for item in items].index(ItemKind.DEMO)
    said = " ".join(text for item in items[:before] for text in item.screen)
    for word in ("practice in listening", "pass", "stays in that pair", "Time-out"):
        assert word in said, "purpose, passing, confidentiality and the time-out"
    assert "Not quite" in " ".join(items[before].notes), "the demonstration has one"
    dropped = [items[index].title for index in plan.droppable]
    assert dropped == ["One word each", "What was it like to talk this way?"]
    notes = " ".join(note for item in items for note in item.notes)
    for word in ("Five minutes behind?", "Ten minutes behind?", "in distress", "afraid of the other"):
        assert word in notes


def test_the_half_day_has_slips_before_its_first_practice() -> None:
    plan = shipped_plan("half-day")
    titles = [item.title for item in plan.items]
    assert {"A small promise", "Coming back", "To take home"} <= set(titles)
    assert titles.index("What this afternoon is for") < titles.index("Mirroring, shown once")
    assert [item.minutes for item in plan.items if item.kind is ItemKind.BREAK] == [15, 6]
    assert [card.card.depth for card in plan.take_home] == [1, 1]
    assert not {*plan.take_home} & {card for each in plan.practices for card in each.cards}
    # For couples who need their numbers.
    assert any("slips" in note for item in plan.items[:2] for note in item.notes)


def test_the_day_for_one_couple_speaks_of_no_room() -> None:
    plan = shipped_plan("couple-day")
    screens = " ".join(text for item in plan.items for text in item.screen)
    assert not any(words in f"{plan.starts} {screens}" for words in ("nearer the window", "room"))


def test_what_a_plan_may_leave_out_is_read_where_it_is_there() -> None:
    more = "leader: Maria Lopez · 555\ntake_home: [a-lid-won, calmest-minute]\nhost: Our House\ncolor: '#2A7f62'"
    text = PLAN.replace("bell: true", more).replace("turn: 10", "turn: 10\n    loop: step")
    plan, bare = read(text), read(PLAN)
    assert (plan.leader, plan.host, plan.color) == ("Maria Lopez · 555", "Our House", "#2A7f62")
    assert [each.card.id for each in plan.take_home] == ["a-lid-won", "calmest-minute"]
    assert [item.loop for item in plan.items if item.practice] == [LoopKind.WHOLE, LoopKind.STEP]
    assert (bare.leader, bare.host, bare.color, bare.take_home) == (None, "", "", ())
    assert read(text.replace("'#2A7f62'", "teal")).color == "teal"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("bell: true", "take_home: [a-lid-wan]", (7, 13, "unknown-card")),
        ("bell: true", "take_home: a-lid-won", (7, 12, "wrong-shape")),
        ("bell: true", "take_home: []", (7, 12, "bad-choice")),
        ("plan: Listening over lunch\n", "", (1, 1, "missing-key")),
        ("language: en", "langage: en", (2, 1, "unknown-key")),
        ("minutes: 42", "minutes: 2.5", (4, 10, "bad-minutes")),
        ("[money, work]", "[money, wrok]", (5, 18, "unknown-topic")),
        ("bell: true", "bell: yes", (7, 7, "bad-switch")),
        ("kind: talk", "kind: tlak", (9, 11, "bad-item")),
        ("    minutes: 5\n", "", (9, 5, "missing-key")),
        ("    turn: 5\n", "", (17, 5, "missing-key")),
        ("    card: calmest-minute\n", "", (17, 5, "missing-key")),
        ("card: calmest-minute", "card: calm-minute", (19, 11, "unknown-card")),
        ("card: calmest-minute", "card: Calm", (19, 11, "bad-id")),
        ("change: 1", "change: one", (21, 13, "bad-minutes")),
        ("minutes: 13", "minutes: 10", (22, 14, "too-short")),
        ("[calmest-minute, a-lid-won]", "[calmest-minute, a-lid-wan]", (25, 30, "unknown-card")),
        ("[calmest-minute, a-lid-won]", "[a-lid-won, a-lid-won]", (25, 25, "duplicate-item")),
        ("[calmest-minute, a-lid-won]", "a-lid-won", (25, 13, "wrong-shape")),
        ("dialogue: full", "dialogue: ful", (26, 15, "unknown-dialogue")),
        ("may_drop: 1", "may_drop: 0", (28, 15, "bad-number")),
        ("auto: true", "auto: maybe", (29, 11, "bad-switch")),
        ("screen: Find two chairs.", "screen: [Find, {two: chairs}]", (12, 20, "quote-this")),
        ("screen: Find two chairs.", "screen:\n      - one: two\n        three: four", (13, 9, "wrong-shape")),
        ("language: en", "language: en\ndeck: nowhere", (3, 7, "unknown-deck")),
        ("screen: Find two chairs.", 'screen: "Call {contacts} now."', (12, 13, "unknown-brace")),
        ('- "{contacts}"', '- "{contact}"', (35, 9, "unknown-brace")),
        ("bell: true", 'lobby: ["Call {contacts}."]', (7, 9, "unknown-brace")),
        ("bell: true", 'host: "{contacts}"', (7, 7, "unknown-brace")),
        ("starts: The partner nearer the window", 'starts: "{left}"\nabout: The one', (3, 9, "unknown-brace")),
        ("title: Welcome", 'title: "Welcome {partner}"', (10, 12, "unknown-brace")),
        ("  - kind: talk\n", "  - a word\n  - kind: talk\n", (9, 5, "wrong-shape")),
    ],
)
@pytest.mark.sample(6)
def test_each_mistake_is_told_at_line_and_column(old: str, new: str, found: tuple[int, int, str]) -> None:
    assert old in PLAN
    assert places(reading(PLAN.replace(old, new, 1)).problems) == [found]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("[calmest-minute, a-lid-won]", "[a-lid-won, old-id]", (25, 25)),
        ("bell: true", "take_home: [old-id, calmest-minute, a-lid-won]", (7, 37)),
    ],
)
def test_a_card_is_listed_once_by_any_of_its_names(old: str, new: str, found: tuple[int, int]) -> None:
    deck = open_shipped_deck()
    suits = [replace(suit, cards=tuple(map(with_old_id, suit.cards))) for suit in deck.suits]
    source = Source(Path("plan.yaml"), PLAN.replace(old, new, 1))
    text = read_plan(source, lambda name, plan: PlanDeck("x", replace(deck, suits=tuple(suits))))
    assert places(text.problems) == [(*found, "duplicate-item")]


def with_old_id(card: Card) -> Card:
    return replace(card, aliases=("old-id",)) if card.id == "a-lid-won" else card


@pytest.mark.parametrize(
    ("old", "new", "way_out"),
    [
        ("screen: Find two chairs.", "screen:\n      - Pass: you may.\n      - Two.", 'write "Pass: you may."'),
        ("screen: Find two chairs.", "screen:\n      - Pass: " + "you may " * 20, "all of it in double quotes"),
        ('contacts: ["A helpline: 123", "Somebody: 456"]', "contacts:\n  - A helpline: 123", 'write "A helpline: 123"'),
        ("minutes: 42", "minutes: 3h", "in place of '3h' write 180"),
        ("minutes: 42", "minutes: 1:30", "in place of '1:30' write 90"),
        ("minutes: 42", "minutes: 1h 30min", "write 90"),
        ("minutes: 13", "minutes: 13 min", "write 13"),
        ("minutes: 13", 'minutes: "13"', "write 13"),
        ("minutes: 13", "minutes: 9h", "from 1 to 240"),
        ("minutes: 13", "minutes: soon", "from 1 to 240"),
        ("minutes: 13", "time: 15:30", "how long it takes is 'minutes'"),
        ("minutes: 13", "Duration: 13", "how long it takes is 'minutes'"),
        ("bell: true", "start: 19:00", "with '--at'"),
    ],
)
def test_a_usual_slip_is_told_with_what_to_write(old: str, new: str, way_out: str) -> None:
    assert old in PLAN
    (problem,) = reading(PLAN.replace(old, new, 1)).problems
    assert way_out in problem.message


def test_the_quotes_that_are_told_make_the_text() -> None:
    for line in (
        *("Pass: you may\n          always pass.", "Pass: you may.", 'Say: “x”, or "y".', "Don't: stop."),
        'It\'s "so": yes',
    ):
        text = PLAN.replace("screen: Find two chairs.", f"screen:\n      - {line}")
        (problem,) = reading(text).problems
        assert problem.code == "quote-this"
        better = problem.message.partition("write ")[2]
        assert read(text.replace(line, better)).items[0].screen == (" ".join(line.split()),)


def test_many_mistakes_are_told_in_one_run() -> None:
    text = (
        PLAN.replace("kind: talk", "kind: tlak", 1).replace("bell: true", "bell: 1").replace("card: calmest", "card: a")
    )
    assert [problem.code for problem in reading(text).problems] == ["bad-switch", "bad-item", "unknown-card"]


TENDER = next(card.id for suit in shipped().suits for card in suit.cards if card.depth == 3)
CHAIRS = "screen: Find two chairs."


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("minutes: 42", "minutes: 45", [(4, 10, "minutes-differ")]),
        ("minutes: 13", "minutes: 13\n    may_drop: 1", [(29, 15, "same-drop")]),
        ("kind: talk", "kind: break", [(17, 11, "technique-first")]),
        (
            "[money, work]",
            "[money, everyday]",
            [(19, 11, "left-out-card"), *((25, at, "left-out-card") for at in (14, 30))],
        ),
        ("card: calmest-minute", f"card: {TENDER}", [(19, 11, "tender-card")]),
        # What would not come out as meant
        (CHAIRS, "screen: Hello 👋", [(12, 13, "emoji")]),
        ("plan: ", "plan: ☕ ", [(1, 7, "emoji")]),
        (CHAIRS, "screen: [Find two chairs, and sit.]", [(12, 14, "comma-in-list")]),
        ('["A helpline: 123", "Somebody: 456"]', "[Maria Lopez, 555 0142]", [(6, 12, "comma-in-list")]),
        (CHAIRS, 'screen: ["One, two.", Three.]', []),
        (CHAIRS, "screen:\n      - One, two.\n      - Three, four.", []),
        (CHAIRS, "screen: Find the chairs at #4.", [(12, 32, "hidden-by-hash")]),
        (CHAIRS, "screen: Find two chairs!", [(12, 28, "exclamation")]),
        ("- Greet everybody.", "- Greet everybody!", []),
        # Too much to read; contacts do not count as slide text
        (
            CHAIRS,
            "screen:" + "".join(f"\n      - {'word ' * 24}{number}" for number in range(3)),
            [(13, 7, "long-slide")],
        ),
        (CHAIRS, f"screen: {'word ' * 70}", []),
        ('"A helpline: 123"', f'"{"word " * 80}"', []),
    ],
)
def test_advice_is_given_at_its_line_and_column(old: str, new: str, found: list[tuple[int, int, str]]) -> None:
    assert old in PLAN
    assert advise_on_plan(reading(PLAN)) == []
    assert places(advise_on_plan(reading(PLAN.replace(old, new, 1)))) == found


# Which deck, and which plan


def suit_at(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "suit.yaml").write_text(SUIT.replace("    aliases: [old-id]\n", ""), encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "plan", "deck"),
    [
        *((None, path, "ours") for path in ("ours/plans/lunch.yaml", "ours/notes/../plans/lunch.yaml")),
        (None, ".ours/plans/lunch.yaml", ".ours"),
        *((None, path, SHIPPED_NAME) for path in ("lunch.yaml", "plans/lunch.yaml")),
        (None, str(shipped_deck() / "plans" / "evening.yaml"), SHIPPED_NAME),
        ("ours", "lunch.yaml", "ours"),  # a relative path starts at the plan
    ],
)
def test_a_plan_uses_the_deck_it_lies_in_or_asks_for(tmp_path: Path, asked: str | None, plan: str, deck: str) -> None:
    for name in ("ours", ".ours"):
        suit_at(tmp_path / name)
    for name in ("plans", "ours/notes"):
        (tmp_path / name).mkdir()
    found = deck_of(asked, tmp_path / plan)
    assert (found.name, found.trouble, len(found.deck.suits)) == (deck, "", 5 if deck == SHIPPED_NAME else 1)


@pytest.mark.parametrize(
    ("asked", "told"), [("ours", "there is no deck 'ours'"), ("./ours", "there is nothing at './ours' from {}")]
)
def test_the_working_folder_is_not_where_a_plan_finds_a_deck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, told: str
) -> None:
    suit_at(tmp_path / "ours")
    (tmp_path / "far").mkdir()
    monkeypatch.chdir(tmp_path)
    for plan in (tmp_path / "far" / "lunch.yaml", Path("far", "lunch.yaml")):
        found = deck_of(asked, plan)
        assert found.deck is None
        assert told.format(plan.parent) in found.trouble
    assert deck_of(asked, Path("lunch.yaml")).name == "ours"


def test_a_deck_with_errors_is_told_at_its_name(tmp_path: Path) -> None:
    suit_at(tmp_path / "ours")
    (tmp_path / "ours" / "suit.yaml").write_text("suit: Broken\n", encoding="utf-8")
    plan = tmp_path / "lunch.yaml"
    plan.write_text(PLAN.replace("language: en", "language: en\ndeck: ours"), encoding="utf-8")
    (problem,) = read_plan(read_source(plan)).problems
    assert places([problem]) == [(3, 7, "unknown-deck")]
    assert "has errors" in problem.message


def test_plans_have_names(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", program.environment["XDG_DATA_HOME"])
    assert list(known_plans()) == ["couple-day", "evening", "half-day"]
    own = program.write("data/cardtui/plans/lunch.yaml", PLAN)
    assert list(known_plans()) == ["couple-day", "evening", "half-day", "lunch"]
    assert (find_plan("lunch"), find_plan(str(own))) == (own, own)
    assert open_plan("lunch").plan.title == "Listening over lunch"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("evenin", "did you mean evening"),
        ("picnic", "there are: couple-day, evening, half-day"),
        ("nowhere/plan.yaml", "no plan file at"),
        ("plan.yaml", "no plan file at"),
        ("/", "no plan file at"),
    ],
)
def test_a_missing_plan_is_told_with_a_way_out(name: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/nowhere")
    with pytest.raises(PlanNotFound, match=words):
        find_plan(name)


# `cardtui check`


def test_check_reads_a_plan_by_path_and_in_decks(program: Program) -> None:
    text = PLAN.replace("turn: 5", "turn: five").replace("bell:", "deck: starter\nbell:")
    plan = program.write("ours/plans/lunch.yaml", text)
    suit_at(program.home / "ours")
    (plan.parent / "old").mkdir()
    for named in (str(plan), str(plan.parent), f"{plan.parent}/old/..", str(program.home / "ours")):
        ran = program.run("check", named)
        assert ran.status == 1
        assert "lunch.yaml:21:11: error[bad-minutes]" in ran.out, named
        assert "     |           ^^^^\n" in ran.out
    program.write("ours/plans/lunch.yaml", "plan: A try\n")
    assert f"{plan}:1:1: error[missing-key]" in program.run("check", str(program.home / "ours")).out


def test_a_bare_check_advises_on_the_named_plans(program: Program) -> None:
    program.write("data/cardtui/plans/lunch.yaml", PLAN.replace("minutes: 42", "minutes: 90"))
    ran = program.run("check")
    assert (ran.status, "warning[minutes-differ]" in ran.out) == (0, True)


def test_a_plan_among_suits_is_sent_to_its_folder(program: Program) -> None:
    suit_at(program.home / "ours")
    program.write("ours/lunch.yaml", PLAN)
    ran = program.run("check", str(program.home / "ours"))
    assert "error[not-a-suit]: plans lie in a folder of their own" in ran.out


@pytest.mark.parametrize(
    ("text", "is_one"), [(PLAN, True), ("agenda: []\n", True), (SUIT, False), ("", False), ("a: {plan: b}\n", False)]
)
def test_a_plan_is_known_by_its_agenda(tmp_path: Path, text: str, is_one: bool) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    assert is_plan(path) is is_one
    assert not is_plan(tmp_path / "none.yaml")


# Any file content


@given(st.data())
def test_a_damaged_plan_is_told_and_never_raises(data: st.DataObject) -> None:
    text = PLAN
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.text("{}[]:#&*!|>'\"%@`- \nab01é\t", max_size=6)) + text[at + length :]
    found = reading(text)
    advise_on_plan(found)
    assert (found.plan is None) == bool(found.problems)
    for problem in found.problems:
        assert 1 <= problem.line <= text.count("\n") + 2
