"""`cardtui lead` without a projector: its checks before the room fills, and the rehearsal."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from cardtui.commands import lead_readiness
from cardtui.commands.lead import LeadRequest, _lead, _run_to_lead, find_item, with_names
from cardtui.commands.shared.failures import Failure
from cardtui.lint.plan_advice import LEAST_SHORT, LEAST_WHOLE, tight_spots
from cardtui.workshop.plan_file import OpenedPlan, open_plan
from cardtui.workshop.room_scene import TurnShown, starting, tell_cue
from cardtui.workshop.run import begin, lobby
from cardtui.workshop.run_clock import RunClock, run_time, steady
from cardtui.workshop.run_file import RunFile, identity
from cardtui.workshop.run_paths import run_path
from cardtui.workshop.run_resumption import Resume
from cardtui.workshop.workshop_plan import CuePart, Item, ItemKind, LoopKind
from program import Program, Ran, assert_refused
from shipped_words import WORDS, filled
from workshop.plans import after, plan, practice, shipped

PLAN = """
plan: A short evening
language: en
starts: The partner nearer the window speaks first.
contacts: ["A helpline: 123"]
agenda:
  - kind: talk
    title: Welcome
    minutes: 5
    clock: digits
    screen: [Find two chairs.]
    notes: [A secret of the leader.]
    may_drop: 1
  - kind: practice
    title: A first card
    clock: digits
    card: calmest-minute
    dialogue: mirror
    turn: 5
    change: 1
    minutes: 13
  - kind: regroup
    title: How was it?
    minutes: 5
    clock: digits
    screen: ["{contacts}"]
    may_drop: 2
"""

BARE = LeadRequest(
    plan="evening",
    **dict.fromkeys(("ready", "rehearse"), False),
    **dict.fromkeys(("speed", "at", "from_", "anew", "theme", "left", "right", "keep_times")),
)
"""Only a plan."""

A_CHOICE = PLAN.replace(
    "card: calmest-minute\n    dialogue: mirror",
    "choose: [rule-nobody-made, calmest-minute, this-one-is-all-right]\n    dialogue: full",
)


@pytest.fixture
def program(program: Program) -> Program:
    program.write("evening.yaml", PLAN)
    return program


def lead(program: Program, *arguments: str) -> Ran:
    return program.run("lead", "evening.yaml", *arguments)


# Ready


def ready(program: Program, plan: str) -> Ran:
    program.write("evening.yaml", plan)
    return lead(program, "--ready")


@pytest.mark.parametrize("names", [(), ("--left", "Ana", "--right", "Ben")])
def test_where_all_is_there_it_is_ready(program: Program, names: tuple[str, ...]) -> None:
    ran = lead(program, "--ready", *names)
    assert ran.status == 0, ran.out + ran.err
    assert "FIX" not in ran.out
    assert ran.out.splitlines()[-1] == "Ready."
    for about in ("plan", "screen", "contacts", "the run", "console"):
        assert about in ran.out
    assert "60x18" in ran.out, "what is looked at where there is no terminal"
    assert "secret" not in ran.out


@pytest.mark.parametrize("size", [(50, 15), (40, 60)])
def test_a_small_window_is_told_once_with_the_size_needed(
    program: Program, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lead_readiness, "_size", lambda: size)
    long = f"  - kind: talk\n    title: Long\n    minutes: 5\n    screen: [{'word ' * 350}]\n"
    out = " ".join(ready(program, PLAN + long).out.split())
    assert f"this window is too small, {size[0]}x{size[1]};" in out
    assert "until it has 60x18" in out
    assert "item 4 ('Long') is cut at 60x18" in out, "what is left to do then"
    assert out.endswith("Not ready: 2 items to fix.")


@pytest.mark.parametrize(("size", "is_read"), [((60, 18), True), ((120, 40), False), ((200, 60), True)])
def test_a_window_with_small_letters_wants_a_larger_font(
    program: Program, size: tuple[int, int], is_read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lead_readiness, "_size", lambda: size)
    ran = ready(program, A_CHOICE)
    lines = re.split(r"\n(?=\S)", ran.out)
    wants = [line for line in lines if line.startswith("FIX") and "words of" not in " ".join(line.split())]
    assert bool(wants) is not is_read, ran.out
    assert all("60x18" in line and "A first card" in " ".join(line.split()) for line in wants)
    assert max(map(len, ran.out.splitlines())) <= size[0]


def test_a_break_needs_room_for_when_it_is_over(program: Program) -> None:
    texts = "".join(f"      - A line of the break, number {number}.\n" for number in range(14))
    rest = f"  - kind: break\n    title: A break\n    minutes: 5\n    screen:\n{texts}"
    out = ready(program, PLAN.replace("agenda:\n", f"agenda:\n{rest}")).out
    assert "item 1 ('A break') is cut at 60x18" in " ".join(out.split())


def test_the_lobby_needs_room_too(program: Program) -> None:
    texts = "".join(f"  - A line of the lobby, number {number}.\n" for number in range(14))
    out = ready(program, PLAN.replace("agenda:\n", f"lobby:\n{texts}agenda:\n")).out
    assert "the lobby is cut at 60x18" in " ".join(out.split())


@pytest.mark.parametrize(
    ("topics", "told"),
    [
        ("", ("note  topics", filled(WORDS.filter_untagged, count="1", all="1").partition(".")[0])),
        (", topics: [home]", ()),
        (", topics: [loss]", ("FIX   topics", "calmest-minute touches loss")),
    ],
)
def test_cards_of_topics_left_out_or_of_none_are_told(program: Program, topics: str, told: tuple[str, ...]) -> None:
    bare = "  - {id: bare-%d, kind: step, depth: 1, prompt: Look at the sky.}\n"
    named = f"  - {{id: calmest-minute, kind: step, depth: 1, prompt: Look at a tree.{topics}}}\n"
    head = 'suit: Sky\nsymbol: "♥"\nabout: The sky.\nlanguage: en\ncards:\n'
    program.write("sky.yaml", head + named + bare % 1 + bare % 2)
    ran = ready(program, PLAN.replace("language: en", "language: en\ndeck: sky.yaml\nwithout: [loss]"))
    found = "\n".join(line for line in ran.out.splitlines() if line[6:].startswith("topics"))
    assert bool(found) == bool(told)
    assert all(text in found for text in told)


NO_CONTACTS = PLAN.replace('contacts: ["A helpline: 123"]\n', "").replace('["{contacts}"]', "[Bye.]")


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (PLAN.replace("123", "…"), "FIX   contacts  there are dots in place of a name or number"),
        (PLAN.replace("contacts:", 'leader: "…"\ncontacts:'), "FIX   contacts  there are dots"),
        (NO_CONTACTS, "FIX   contacts  none; add local contacts to "),
        (PLAN.replace('["{contacts}"]', "[Bye.]"), "note  contacts  1 filled in, but no screen shows them"),
    ],
    ids=["dots for a number", "dots for a leader", "none", "not shown"],
)
def test_contacts_are_there_whole_and_shown(program: Program, plan: str, told: str) -> None:
    ran = ready(program, plan)
    assert told in ran.out
    is_wanting = told.startswith("FIX")
    assert ran.status == is_wanting
    assert ran.out.splitlines()[-1] == ("Not ready: 1 item to fix." if is_wanting else "Ready.")


def test_a_cut_item_names_the_size_that_fits(program: Program) -> None:
    long = " ".join(["Find two chairs that can face each other."] * 20)
    ran = ready(program, PLAN.replace("Find two chairs.", long))
    assert ran.status == 1
    line = next(line for line in ran.out.splitlines() if line.startswith("FIX"))
    assert "item 1 ('Welcome') is cut at 60x18; with a smaller font, from " in line
    columns, lines = line.split("from ")[1].split(" on")[0].split("x")
    assert 60 < int(columns) <= 90
    assert 18 < int(lines) <= 27


@pytest.mark.parametrize(
    ("cards", "words", "loop", "told"),
    [
        (1, 60, LoopKind.WHOLE, "only for their names; 'loop: step' has; with a smaller font, from "),
        (2, 20, LoopKind.WHOLE, "only for their names; 'loop: step' has; with one card it has; with a smaller font"),
        (2, 40, LoopKind.WHOLE, "only for their names; with one card it has; with a smaller font"),
        (2, 40, LoopKind.STEP, "is cut at 60x18; with a smaller font, from 66x20 on, it fits"),
    ],
)
def test_a_turn_without_room_is_told_once_with_what_would_help(
    cards: int, words: int, loop: LoopKind, told: str
) -> None:
    one = practice(cards, "full")
    long = tuple(replace(each, card=replace(each.card, prompt="word " * words)) for each in one.cards)
    item = Item(ItemKind.PRACTICE, "A card", 13, practice=replace(one, cards=long), loop=loop)
    opened = OpenedPlan(Path("plan.yaml"), plan(items=(item,)), shipped())
    found = [text for _, about, text in lead_readiness._screen(opened, (60, 18)) if about == "screen"]
    for text, turn in zip(found, ("first", "second"), strict=True):
        assert text.startswith(f"item 1 ('A card', the {turn} turn)")
        assert told in text


def test_a_run_that_cannot_be_kept_is_told(program: Program) -> None:
    (program.home / "data").write_text("a file where a folder should be")
    ran = lead(program, "--ready")
    assert ran.status == 1
    assert re.search("FIX   the run .*cannot be kept", ran.out)


def test_a_run_left_before_an_item_came_in_is_told_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    opened = open_plan("evening")
    path = run_path(opened.path)
    fewer = replace(opened.plan, items=opened.plan.items[1:])
    for run, is_told in ((after("next@1", made=fewer), True), (begin(fewer), False), (lobby(fewer), False)):
        RunFile(path, fewer).keep(run, RunClock(steady() - 60))
        before = path.read_bytes()
        told = [text for mark, about, text in lead_readiness._kept(opened) if mark == "FIX"]
        assert bool(told) == is_told
        if is_told:
            assert "was left at item 2, and the agenda has changed since; '--from ITEM'" in told[0]
            with pytest.raises(Failure, match=r"There is a run of this plan: one that began .* '--anew'"):
                _lead(opened, None, BARE)
        assert path.read_bytes() == before


def test_a_run_that_was_left_is_told_with_its_first_items_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    opened = open_plan("evening")
    clock, began = RunClock(steady() - 2700), 2400.0
    file = RunFile(run_path(opened.path), opened.plan)
    file.keep(after("next@2460", begin(opened.plan, began), opened.plan), clock)
    assert file.hold()
    assert ("note", "the run", "this plan is being led in another window now") in lead_readiness._kept(opened)
    assert not [mark for mark, _, _ in lead_readiness._kept(opened) if mark == "FIX"]
    file._lock.unlink()
    time = run_time(WORDS, clock, began)
    assert [text for mark, _, text in lead_readiness._kept(opened) if mark == "FIX" and f"began at {time}" in text]
    assert _run_to_lead(file.find(), opened, None, BARE)[2] is Resume.AT_ONCE
    assert f"began at {time}." in capsys.readouterr().out


def test_a_terminal_of_other_letters_is_told(program: Program) -> None:
    environment = program.environment | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ran = program.run("lead", "evening.yaml", "--ready", env=environment)
    assert ran.status == 1
    assert "FIX   letters" in ran.out


# What cannot be led


def test_a_missing_or_faulty_plan_is_not_led(program: Program) -> None:
    assert_refused(program.run("lead", "nothing.yaml", "--ready"), 2, "nothing.yaml")
    ran = ready(program, PLAN.replace("calmest-minute", "calmest-minuet"))
    assert ran.status == 1
    assert "cannot be led" in ran.err
    assert "evening.yaml:17" in ran.err


@pytest.mark.parametrize("command", ["lead my-evening --ready", "print plan my-evening"])
def test_what_shows_the_errors_of_a_named_plan_finds_it(program: Program, command: str) -> None:
    program.write("data/cardtui/plans/my-evening.yaml", PLAN.replace("calmest-minute", "calmest-minuet"))
    ran = program.run(*command.split())
    (way_out,) = re.findall(r"'cardtui (check .*)' shows", ran.err)
    assert "my-evening.yaml:17:11: error" in program.run(*shlex.split(way_out)).out


@pytest.mark.parametrize(
    ("asked", "item"), [(None, None), ("3", 2), (" a PRACTICE ", 2), ("a break", 4), ("how", 3), ("break", 4)]
)
def test_an_item_is_found_by_number_title_or_part(asked: str | None, item: int | None) -> None:
    assert find_item(plan(), asked) == item


@pytest.mark.parametrize(
    ("asked", "told"), [("a", "More than one item"), *((none, "from 1 to 6") for none in ("0", "7", "nothing", ""))]
)
def test_an_item_that_is_not_found_is_told(asked: str, told: str) -> None:
    with pytest.raises(Failure, match=told):
        find_item(plan(), asked)


# The rehearsal


def test_a_plain_rehearsal_tells_each_items_times(program: Program) -> None:
    ran = lead(program, "--rehearse", "--at", "19:00")
    assert ran.status == 0, ran.err
    lines = ran.out.splitlines()
    assert (lines[0], lines[1].split("  ")[0]) == ("A short evening", "19:00-19:05")
    assert lines[2].startswith("19:05-19:18   13   2  A first card")
    assert "2 before, 5 + 1 + 5" in lines[2]
    assert "23 minutes; the end is at 19:23." in ran.out
    assert "in this order: 'How was it?'. That saves 5 minutes." in ran.out, "what begins cannot be left out"
    assert [line.endswith("may be left out") for line in lines[1:4]] == [False, False, True]
    assert ran.out.endswith("No item looks rushed.\n")
    assert "secret" not in ran.out
    assert [path.name for path in program.home.iterdir()] == ["evening.yaml"], "nothing else"
    later = lead(program, "--rehearse", "--at", "9.30", "--from", "A first").out
    assert later.splitlines()[1].startswith("09:30-09:43")
    assert "Welcome" not in later


@pytest.mark.parametrize("at", ["24:00", "7", "19:60", "soon", "19,00", "1:2", "-1:30", "1９:00", "12:30:00", ""])
@pytest.mark.parametrize(
    "command", ["lead evening.yaml --rehearse", "lead evening.yaml --ready", "lead evening", "print plan evening"]
)
def test_an_invalid_time_is_refused_everywhere(program: Program, command: str, at: str) -> None:
    assert_refused(program.run(*command.split(), "--at", at), 2, "such as 19:00.")


@pytest.mark.parametrize(
    ("at", "begins"),
    [("19:00", "19:00"), ("19.00", "19:00"), ("7:05", "07:05"), ("07.05", "07:05"), (" 0:00", "00:00")],
)
@pytest.mark.sample(2)
def test_rehearsal_and_print_read_times_alike(program: Program, at: str, begins: str) -> None:
    assert lead(program, "--rehearse", "--at", at).out.splitlines()[1].startswith(f"{begins}-")
    assert program.run("print", "plan", "evening.yaml", "--at", at, "-o", "sheet.pdf").status == 0
    assert begins in PdfReader(program.home / "sheet.pdf").pages[0].extract_text()


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("", "needs a terminal"),
        ("--ready --rehearse", "--rehearse"),
        ("--ready --at 19:00", "--at"),
        ("--ready --speed 5", "--speed"),
        ("--ready --theme dark", "--theme"),
        ("--ready --anew", "--anew"),
        ("--ready --from 2", "--from"),
        ("--rehearse --anew", "--anew"),
        ("--ready --keep-times times.csv", "--keep-times"),
        ("--rehearse --keep-times times.csv", "--keep-times"),
        ("--speed 60", "--speed"),
        ("--ready --left Ana", "give both"),
        ("--ready --right Ben", "give both"),
        ("--ready --left Ana --right=", "give both"),
    ],
)
def test_what_cannot_be_led_so_is_refused(program: Program, options: str, named: str) -> None:
    assert_refused(lead(program, *options.split()), 2, named)


REGROUP = Item(ItemKind.REGROUP, "Questions", 5, may_drop=1)
NO_DROP = "No item may be left out; 'may_drop' says which one goes first when you are late."
NO_QUESTIONS = "Nothing is for questions; a regroup or a break would take them."
SETTLE = "its minutes are those of the turns, with none to read the card and to settle."
LAND = "the second turn begins right after the first; a minute of 'change' lets it land."
SAT = "by then people will have sat for 70 minutes without a break."


def card(dialogue: str = "mirror", turn: int = 5, change: int = 1, minutes: int = 13) -> Item:
    return Item(ItemKind.PRACTICE, "A card", minutes, practice=practice(1, dialogue, turn, change))


@pytest.mark.parametrize(
    ("items", "told"),
    [
        *(([card(), REGROUP], []), ([card(turn=LEAST_SHORT), REGROUP], [])),
        ([card("full", LEAST_WHOLE - 1), REGROUP], [(0, "4 minutes a turn; 'In full' takes 5 at least.")]),
        ([card("mirror", LEAST_SHORT - 1), REGROUP], [(0, "2 minutes a turn; 'In short' takes 3 at least.")]),
        ([card(change=0, minutes=10), REGROUP], [(0, SETTLE), (0, LAND)]),
        ([card()], [(None, NO_DROP), (None, NO_QUESTIONS)]),
        ([card(minutes=35), card(minutes=35), REGROUP], [(1, SAT)]),
        ([card(minutes=35), Item(ItemKind.BREAK, "Break", 10), card(minutes=35), REGROUP], []),
    ],
)
def test_every_cause_of_tight_time_is_told(items: list[Item], told: list[tuple[int | None, str]]) -> None:
    found = list(tight_spots(plan(items=tuple(items))))
    assert found == [(item, said if item is None else f"{item + 1} 'A card': {said}") for item, said in told]


@pytest.mark.parametrize("name", ["evening", "half-day", "couple-day"])
def test_a_shipped_plan_lacks_only_its_contacts(name: str, program: Program) -> None:
    ran = program.run("lead", name, "--ready")
    wanting = [line for line in ran.out.splitlines() if line.startswith("FIX")]
    assert len(wanting) == 1
    assert "add local contacts to a copy of" in wanting[0]


# One couple


@pytest.mark.parametrize("names", [(), ("Ana", "Ben")], ids=["nameless", "named"])
@pytest.mark.parametrize("second", [False, True])
def test_who_speaks_is_said_by_one_name(names: tuple[str, ...], second: bool) -> None:
    made = open_plan("couple-day")
    couple = with_names(made, *names) if names else made
    plan, words = couple.plan, couple.deck.words
    speaks, listens = (names or (WORDS.lead_first, WORDS.lead_second))[:: -1 if second else 1]
    sentence = filled(WORDS.lead_starts, name=speaks)
    if not names:
        sentence = filled(WORDS.lead_starter, name=speaks, value=made.plan.starts_other if second else made.plan.starts)
    assert starting(plan, words, second=second) == sentence
    turn = tell_cue(plan, words, next(cue for cue in plan.cues if cue.part is CuePart.FIRST), swapped=second)
    assert isinstance(turn, TurnShown)
    assert (turn.speaks, turn.listens) == (
        filled(WORDS.chip_speaks, name=speaks),
        filled(WORDS.chip_listens, name=listens),
    )


def test_a_run_goes_on_with_other_names_or_none() -> None:
    made = open_plan("couple-day")
    assert identity(with_names(made, "Ana", "Ben").plan) == identity(made.plan)
