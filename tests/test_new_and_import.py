"""Starting a deck, as in a writer's shell: new and import. They never overwrite a file or leave half of one."""

from __future__ import annotations

import json
import os
import stat

import pytest

from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.files.source import SIZE_LIMIT
from program import Program, Ran


def files(program: Program) -> set[str]:
    return {path.name for path in program.home.iterdir()}


def is_one_clear_sentence(ran: Ran, status: int) -> bool:
    return ran.status == status and ran.err.startswith("cardtui: ") and "Traceback" not in ran.err and ran.out == ""


# new


def test_a_new_suit_checks_and_plays_at_once(program: Program) -> None:
    ran = program.run("new", "kitchen-table.yaml")
    assert (ran.status, ran.err) == (0, "")
    assert files(program) == {"kitchen-table.yaml", "suit.schema.json"}
    assert program.run("check", "--strict", "kitchen-table.yaml").out == "1 suit, 3 cards: no problems\n"
    assert program.run("--deck", "kitchen-table.yaml", "--no-save", "--plain", typed="").status == 0
    first = (program.home / "kitchen-table.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=suit.schema.json"
    assert json.loads((program.home / "suit.schema.json").read_text(encoding="utf-8"))["type"] == "object"
    assert program.run("new", "garden").status == 0, "a name without an ending gets one"
    assert "error" not in program.run("check", ".").out, "they get on with each other"
    assert "garden.yaml" in files(program)


@pytest.mark.parametrize("name", ["dialogues", "words"])
def test_new_copies_dialogues_and_words(name: str, program: Program) -> None:
    assert program.run("new", f"deck/{name}.yaml").status == 2  # there is no such folder
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
    wanted = [line for line in program.run("lead", "over-lunch.yaml", "--ready").out.splitlines() if "FIX" in line]
    assert len(wanted) == 1
    assert "dots in place of a name" in wanted[0]


def test_a_new_plan_in_a_deck_shows_a_card_of_that_deck(program: Program) -> None:
    (program.home / "mine" / "plans").mkdir(parents=True)
    assert program.run("new", "mine/kitchen.yaml").status == 0
    assert program.run("new", "plan", "mine/plans/lunch.yaml").status == 0
    assert "card: kitchen-free-morning" in (program.home / "mine" / "plans" / "lunch.yaml").read_text(encoding="utf-8")
    assert "no problems" in program.run("check", "--strict", "mine").out


def test_the_word_plan_alone_asks_for_a_name(program: Program) -> None:
    for words in (("plan",), ("plan", "plan", "x.yaml")):
        ran = program.run("new", *words)
        assert ran.status == 2
        assert "cardtui new plan NAME.yaml" in ran.err
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
        ("words.txt", "ends with .yaml"),
    ],
)
def test_a_refused_write_is_told(command: tuple[str, ...], path: str, reason: str, program: Program) -> None:
    program.write("there.yaml", "mine: yes\n")
    program.write("list.txt", "What of rain?\n")
    (program.home / "folder.yaml").mkdir()
    before = files(program)
    ran = program.run(*command, path)
    assert is_one_clear_sentence(ran, 2), ran
    assert reason in ran.err
    assert (files(program), (program.home / "there.yaml").read_text()) == (before, "mine: yes\n")


def test_a_file_made_meanwhile_is_not_overwritten(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardtui.commands.shared.new_files.refuse_existing", lambda path, way_out: None)
    path = program.write("kitchen.yaml", "mine: yes\n")
    assert "is there already" in program.run("new", "kitchen.yaml").err
    assert path.read_text() == "mine: yes\n"


def test_a_folder_that_cannot_be_written_is_told(program: Program) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    folder = program.home / "folder"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert is_one_clear_sentence(program.run("new", "folder/kitchen.yaml"), 2)


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
    program.write(
        "list.txt", "What made your partner smile today?\nWhere is home for you?\nWhat made you smile today?\n"
    )
    again = program.run("import", "list.txt")
    assert is_one_clear_sentence(again, 2)
    assert "prompts that are in it keep their ids" in again.err
    ran = program.run("import", "list.txt", "longer.yaml")
    assert (
        "Line 1: the id 'made-smile-today' would fit another prompt, too, so that this one got a longer one." in ran.err
    )
    assert "Lines 2, 3: keeps the id that this prompt has in 'list.yaml'" in ran.err
    (program.home / "list.yaml").unlink()
    text = (program.home / "longer.yaml").read_text(encoding="utf-8")
    ids = [line.partition("id: ")[2] for line in text.splitlines() if "- id:" in line]
    assert ids == ["what-made-your-partner-smile-today", "home", "made-smile-today"]
    assert program.run("check", "longer.yaml").status == 0


def test_import_reads_a_json_list(program: Program) -> None:
    program.write("Ku\u0308che.json", '[{"question": "What of rain?"},\n"What of snow?", 7]')
    ran = program.run("import", "K\u00fcche.json")
    assert ran.status == 0
    assert "2 cards; 1 line skipped: no words (line 2)." in ran.out
    assert "K\u00fcche" in (program.home / "K\u00fcche.yaml").read_text(encoding="utf-8")


def test_a_suit_never_replaces_words_or_dialogues(program: Program) -> None:
    program.write("words.txt", "What of rain?\n")
    assert is_one_clear_sentence(program.run("import", "words.txt"), 2)
    assert files(program) == {"words.txt"}


def test_the_next_command_can_be_pasted(program: Program) -> None:
    program.write("my list.txt", "What of rain?\n")
    assert "Now: cardtui check 'my list.yaml'\n" in program.run("import", "my list.txt").out


def test_a_csv_with_bom_and_crlf_is_read(program: Program) -> None:
    program.write("list.csv", b'\xef\xbb\xbfprompt;depth;stem\r\n"What of rain; and snow?";1;I like\xe2\x80\xa6\r\n')
    assert program.run("import", "list.csv", "rain.yaml").status == 0
    text = (program.home / "rain.yaml").read_text(encoding="utf-8")
    assert "    depth: 1\n    prompt: What of rain; and snow?\n    stem: I like…\n" in text


def test_a_list_may_come_and_go_through_pipes(program: Program) -> None:
    ran = program.run("import", "-", "-", typed="What of rain?\n")
    assert ran.status == 0
    assert ran.out.startswith("# yaml-language-server: $schema=suit.schema.json\nsuit: Our suit\n")
    assert files(program) <= {"data"}
    assert program.run("import", "-", typed="What of rain?\n").status == 2
    assert program.run("import", "-", "rain.yaml", typed=b"\xc3\xa9\nWhat of \xff?\n").status == 2
    assert "rain.yaml" not in files(program)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.txt", b"\xc3\xa9\nWhat of \xff?\n", "Line 2: this is not UTF-8 (byte 0xff)"),
        ("list.txt", b"", "no prompt"),
        ("list.yaml", b"suit: Rain\n", "no list of prompts"),
        ("list.txt", b"%s\n" % (b"a" * 190) * (SIZE_LIMIT // 200), "divide it"),
        ("list.txt", b"a" * (SIZE_LIMIT + 1), "4 MB"),
    ],
    ids=["not utf-8", "empty", "yaml", "too many", "too big"],
)
@pytest.mark.sample(3)
def test_a_non_list_is_refused_and_writes_nothing(name: str, content: bytes, said: str, program: Program) -> None:
    program.write(name, content)
    ran = program.run("import", name, "rain.yaml")
    assert ran.status == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert (ran.out, files(program)) == ("", {name})


@pytest.mark.parametrize(
    ("name", "to"),
    [
        *((name, "rain.yaml") for name in ("nowhere.txt", "folder", "nowhere/list.txt", "list.txt/list.txt")),
        *(("list.txt", f"{name}.yaml") for name in ("words", "dialogues")),
    ],
)
def test_a_list_that_cannot_be_read_or_has_no_place_is_told(name: str, to: str, program: Program) -> None:
    (program.home / "folder").mkdir()
    program.write("list.txt", "What of rain?\n")
    ran = program.run("import", name, to)
    assert is_one_clear_sentence(ran, 2), ran
    assert files(program) == {"folder", "list.txt"}


def test_file_output_is_always_utf_8(program: Program) -> None:
    program.environment |= {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    assert 'symbol: "◇"' in program.run("import", "-", "-", typed="What of rain?\n").out
    assert program.run("schema").out == (shipped_deck() / "suit.schema.json").read_text(encoding="utf-8")
