"""Starting a deck, as in a writer's shell: new and import. They never overwrite a file or leave half of one."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.files.source import SIZE_LIMIT, Source
from cardtui.deck.opened_deck import open_shipped_deck
from cardtui.deck.topics import TOPICS
from cardtui.lint.deck_writer import plan_to_start_from, suit_to_start_from
from cardtui.lint.plan_advice import advise_on_plan
from cardtui.workshop.plan_file import read_plan
from cardtui.workshop.plan_locations import PlanDeck
from deck.deckfiles import SUIT
from lint.checked_cards import advice_on, reading_of
from program import Program, assert_refused


def files(program: Program) -> set[str]:
    return {path.name for path in program.home.iterdir()}


# new


def test_a_new_suit_checks_plays_and_shows_all_there_is(program: Program) -> None:
    ran = program.run("new", "kitchen-table.yaml")
    assert (ran.status, ran.err) == (0, "")
    assert files(program) == {"kitchen-table.yaml", "suit.schema.json"}
    text = (program.home / "kitchen-table.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=suit.schema.json\n")
    shown = ("suit: Kitchen table\n", "kind: question\n", "kind: step\n", "kind: story\n", "{partner}", *TOPICS)
    assert [part for part in shown if part not in text] == []
    assert max(map(len, text.splitlines())) <= 110
    assert program.run("check", "--strict", "kitchen-table.yaml").out == "1 suit, 3 cards: no problems\n"
    assert program.run("--deck", "kitchen-table.yaml", "--no-save", "--plain", typed="").status == 0
    assert json.loads((program.home / "suit.schema.json").read_text(encoding="utf-8"))["type"] == "object"
    assert program.run("new", "garden").status == 0, "a name without an ending gets one"
    assert "error" not in program.run("check", ".").out, "they get on with each other"
    assert "garden.yaml" in files(program)


def test_new_suits_of_any_names_have_ids_of_their_own() -> None:
    names = [
        "台所",
        "散歩",
        "2台所",
        "2散歩",
        "kitchen 台所",
        "kitchen 散歩",
        "🙂",
        "🙃",
        *("a" * 40 + end for end in "bc"),
    ]
    texts = [suit_to_start_from(Path(f"{name}.yaml")) for name in names]
    assert len({name for text in texts for name in re.findall("- id: (\\S+)", text)}) == 3 * len(names)
    assert [reading_of(text).problems for text in texts] == [()] * len(names)
    assert "- id: kuche-free-morning" in suit_to_start_from(Path("Küche.yaml"))


@pytest.mark.parametrize("name", ["dialogues", "words"])
def test_new_copies_dialogues_and_words(name: str, program: Program) -> None:
    (program.home / "deck").mkdir()
    assert program.run("new", f"deck/{name}.yaml").status == 0
    copied = program.home / "deck" / f"{name}.yaml"
    assert copied.read_bytes() == (shipped_deck() / f"{name}.yaml").read_bytes()
    assert program.run("check", f"deck/{name}.yaml").status == 0
    assert (program.home / "deck" / f"{name}.schema.json").exists()


def test_a_new_plan_checks_and_wants_only_its_contacts(program: Program) -> None:
    ran = program.run("new", "plan", "over-lunch.yaml")
    assert (ran.status, ran.err) == (0, "")
    assert files(program) == {"over-lunch.yaml", "plan.schema.json"}
    assert program.run("check", "--strict", "over-lunch.yaml").out == "1 plan: no problems\n"
    (wanted,) = [line for line in program.run("lead", "over-lunch.yaml", "--ready").out.splitlines() if "FIX" in line]
    assert "dots in place of a name" in wanted
    text = (program.home / "over-lunch.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=plan.schema.json\n")
    assert re.findall(r"^\w.*:", text, re.MULTILINE)[0] == "contacts:"
    assert "plan: Over lunch\n" in text


def test_a_new_plan_in_a_deck_shows_a_card_of_that_deck(program: Program) -> None:
    (program.home / "mine" / "plans").mkdir(parents=True)
    assert program.run("new", "mine/kitchen.yaml").status == 0
    assert program.run("new", "plan", "mine/plans/lunch.yaml").status == 0
    assert "card: kitchen-free-morning" in (program.home / "mine" / "plans" / "lunch.yaml").read_text(encoding="utf-8")
    assert "no problems" in program.run("check", "--strict", "mine").out


def test_a_new_plan_needs_a_deck_without_errors(program: Program) -> None:
    program.write("our deck/connect.yaml", SUIT.replace("depth: 1", "depth: 9"))
    ran = program.run("new", "plan", "our deck/plans/lunch.yaml")
    assert_refused(ran, 1, "'our deck' has errors")
    (way_out,) = re.findall("'cardtui (check .*)' shows", ran.err)
    assert "bad-depth" in program.run(*shlex.split(way_out)).out
    assert not (program.home / "our deck" / "plans").exists()


def test_a_new_plan_shows_an_easy_card_if_there_is_one() -> None:
    deck = open_shipped_deck()
    cards = {card.id: card for suit in deck.suits for card in suit.cards}
    deepest_first = sorted(cards.values(), key=lambda card: -card.depth)
    for dealt, depth in ((deepest_first, 1), (deepest_first[:1], 3)):
        small = replace(deck, suits=(replace(deck.suits[0], cards=tuple(dealt)),))
        (shown,) = re.findall(r"^ +card: (\S+)", plan_to_start_from(Path("plan.yaml"), small), re.MULTILINE)
        assert cards[shown].depth == depth


@pytest.mark.parametrize(
    "name",
    [
        *("kitchen.yaml", "no.yaml", "2024.yml", "a: b.yaml", "#1.yaml", "谁.yaml", "-.yaml", "'q'.yaml"),
        *("a\nb: {c}.yaml", "a\x1b[2J.yaml", "\u202eb.yaml"),
    ],
)
def test_new_files_have_no_problem_under_any_name(name: str) -> None:
    text = suit_to_start_from(Path(name))
    assert (reading_of(text).problems, advice_on(text)) == ((), [])
    deck = open_shipped_deck()
    plan = Source(Path("plan.yaml"), plan_to_start_from(Path(name), deck))
    found = read_plan(plan, lambda name, plan: PlanDeck("x", deck))
    assert (found.problems, advise_on_plan(found)) == ((), [])


@pytest.mark.parametrize("words", [("plan",), ("plan", "plan", "x.yaml")])
def test_the_word_plan_alone_asks_for_a_name(words: tuple[str, ...], program: Program) -> None:
    assert_refused(program.run("new", *words), 2, "cardtui new plan NAME.yaml")
    assert files(program) == set()


@pytest.mark.parametrize("command", [("new",), ("new", "plan"), ("import", "list.txt")])
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("there.yaml", "is there already"),
        ("folder.yaml", "is a folder"),
        ("nowhere/kitchen.yaml", "there is no folder nowhere"),
        ("there.yaml/kitchen.yaml", "there is no folder there.yaml"),
        ("kitchen.txt", "ends with .yaml"),
        ("k" * 300 + ".yaml", "cannot be written"),
        ("", "a path is empty"),
        ("subfolder/", "is meant for a folder"),
    ],
)
def test_a_refused_write_is_told(command: tuple[str, ...], path: str, reason: str, program: Program) -> None:
    program.write("there.yaml", "mine: yes\n")
    program.write("list.txt", "What of rain?\n")
    (program.home / "folder.yaml").mkdir()
    before = files(program)
    assert_refused(program.run(*command, path), 2, reason)
    assert (files(program), (program.home / "there.yaml").read_text()) == (before, "mine: yes\n")


def test_a_file_made_meanwhile_is_not_overwritten(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardtui.commands.shared.new_files.refuse_existing", lambda path, way_out: None)
    path = program.write("kitchen.yaml", "mine: yes\n")
    assert_refused(program.run("new", "kitchen.yaml"), 2, "is there already")
    assert path.read_text() == "mine: yes\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(program: Program) -> None:
    (program.home / "folder").mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    assert_refused(program.run("new", "folder/kitchen.yaml"), 2, "cannot be written")


# import


def test_a_list_makes_a_suit_and_guesses_are_told(program: Program) -> None:
    program.write("a list/kitchen.txt", "1. What do you like about rain?\n\n# later\nTell {partner} about a door.\n")
    ran = program.run("import", "a list/kitchen.txt")
    assert ran.status == 0
    closing = "a list/kitchen.yaml: 2 cards; 1 line skipped: heading (line 3). Now: cardtui check 'a list/kitchen.yaml'"
    assert closing in ran.out
    assert ran.err.splitlines() == [
        "cardtui: Line 1: began with the mark of a list, which was left out.",
        "cardtui: The kind of 2 and the depth of 2 are guesses; read each card and set them.",
    ]
    assert program.run("check", "a list/kitchen.yaml").status == 0


def test_a_longer_list_moves_no_id(program: Program) -> None:
    program.write("list.txt", "What made you smile today?\nWhere is home for you?\n")
    assert program.run("import", "list.txt").status == 0
    program.write("list.txt", "What made your partner smile today?\nWhere is home for you?\n")
    assert_refused(program.run("import", "list.txt"), 2, "prompts that are in it keep their ids")
    ran = program.run("import", "list.txt", "longer.yaml")
    assert "Line 2: keeps the id that this prompt has in 'list.yaml'" in ran.err
    text = (program.home / "longer.yaml").read_text(encoding="utf-8")
    assert re.findall("- id: (.*)", text) == ["what-made-your-partner-smile-today", "home"]


def test_a_list_is_found_however_its_name_is_spelled(program: Program) -> None:
    program.write("Ku\u0308che.json", '["What of rain?"]')
    assert program.run("import", "K\u00fcche.json").status == 0
    assert "K\u00fcche" in (program.home / "K\u00fcche.yaml").read_text(encoding="utf-8")


def test_a_list_may_come_and_go_through_pipes(program: Program) -> None:
    ran = program.run("import", "-", "-", typed="What of rain?\n")
    assert ran.status == 0
    assert ran.out.startswith("# yaml-language-server: $schema=suit.schema.json\nsuit: Our suit\n")
    assert files(program) <= {"data"}
    assert program.run("import", "-", typed="What of rain?\n").status == 2
    assert program.run("import", "-", "rain.yaml", typed=b"\xc3\xa9\nWhat of \xff?\n").status == 2
    assert "rain.yaml" not in files(program)


@pytest.mark.parametrize(
    ("name", "to", "content", "said"),
    [
        ("list.txt", "rain.yaml", b"\xc3\xa9\nWhat of \xff?\n", "Line 2: this is not UTF-8 (byte 0xff)"),
        ("list.yaml", "rain.yaml", b"suit: Rain\n", "no list of prompts"),
        ("list.txt", "rain.yaml", b"a" * (SIZE_LIMIT + 1), "4 MB"),
        ("list.txt", "rain.yaml", b"%s\n" % (b"a" * 190) * (SIZE_LIMIT // 200), "divide it"),
        *(
            (name, "rain.yaml", b"Rain?\n", "")
            for name in ("nowhere.txt", "folder", "folder/list.txt", "x.txt/list.txt")
        ),
        *(("list.txt", f"{name}.yaml", b"Rain?\n", f"{name}.yaml") for name in ("words", "dialogues")),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_list_that_is_none_or_has_no_place_is_told(
    program: Program, name: str, to: str, content: bytes, said: str
) -> None:
    (program.home / "folder").mkdir()
    program.write(name if name.startswith("list") else "x.txt", content)
    before = files(program)
    assert_refused(program.run("import", name, to), 2, said)
    assert files(program) == before


def test_file_output_is_always_utf_8(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.environment |= {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    assert program.run("schema").out == (shipped_deck() / "suit.schema.json").read_text(encoding="utf-8")
