"""The commands for whoever writes a deck, as their shell runs them: check, explain, new, import, schema, decks."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from cardtui.cards.codes import CODES
from cardtui.cards.finding import shipped_deck
from cardtui.cards.source import SIZE_LIMIT
from cardtui.commands.beginning import new
from cardtui.commands.saying import Failure
from program import Program, Ran

HEAD = 'suit: Trees\nsymbol: "♣"\nabout: Trees.\nlanguage: en\ncards:\n'
CARD = "  - id: {id}\n    kind: step\n    depth: 1\n    prompt: {prompt}\n"
CLOSED = "'Do you…' can be answered with yes or no alone; ask with what, which, when or how, or for a moment"
ADVISED = HEAD + CARD.format(id="a-tree", prompt="Do you like trees?")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def written(program: Program, name: str, text: str | bytes) -> Path:
    path = program.home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def files(program: Program) -> set[str]:
    return {path.name for path in program.home.iterdir()}


def is_one_clear_sentence(ran: Ran, status: int) -> bool:
    return ran.status == status and ran.err.startswith("cardtui: ") and "Traceback" not in ran.err and ran.out == ""


# check


def test_advice_is_told_with_its_place_and_does_not_fail_unless_asked(program: Program) -> None:
    written(program, "trees.yaml", ADVISED)
    ran = program.run("check", "trees.yaml")
    assert ran.status == 0
    assert ran.out.splitlines() == [
        f"trees.yaml:9:13: warning[closed-opening]: {CLOSED}",
        "   9 |     prompt: Do you like trees?",
        "     |             ^^^^^^",
        "1 warning in 1 file",
        "'cardtui explain closed-opening' tells more; there is a page for every code.",
    ]
    assert program.run("check", "--strict", "trees.yaml").status == 1


def test_errors_and_advice_come_together_in_the_order_of_their_places(program: Program) -> None:
    text = ADVISED.replace("depth: 1", "depth: 7") + CARD.format(id="A Tree", prompt="Is it tall?")
    written(program, "trees.yaml", text)
    ran = program.run("check", "trees.yaml")
    assert ran.status == 1
    found = re.findall(r"trees.yaml:(\d+):\d+: (\w+)\[([\w-]+)\]", ran.out)
    assert found == [
        ("8", "error", "bad-depth"),
        ("9", "warning", "closed-opening"),
        ("10", "error", "bad-id"),
        ("13", "warning", "closed-opening"),
    ]
    assert "2 errors, 2 warnings in 1 file" in ran.out


def test_advice_is_in_every_format(program: Program) -> None:
    written(program, "trees.yaml", ADVISED)
    (found,) = json.loads(program.run("check", "trees.yaml", "--format", "json").out)["problems"]
    assert (found["line"], found["column"], found["end_column"]) == (9, 13, 19)
    assert (found["severity"], found["code"]) == ("warning", "closed-opening")
    ran = program.run("check", "trees.yaml", "--format", "github")
    assert ran.out.startswith("::warning file=trees.yaml,line=9,col=13,title=closed-opening::'Do you…'")


def test_the_shipped_deck_has_no_problem_and_no_warning(program: Program) -> None:
    ran = program.run("check", "--strict", str(shipped_deck()))
    assert (ran.status, ran.out) == (0, "5 suits, 240 cards: no problems\n")


def test_single_files_that_are_decks_are_never_taken_for_one(program: Program) -> None:
    for name in ("kitchen", "garden"):
        text = HEAD.replace("Trees", name) + CARD.format(id="same", prompt="Look at a tree.")
        written(program, f"data/cardtui/decks/{name}.yaml", text)
        written(program, f"decks/{name}.yaml", text)
    for names in ((), ("kitchen",), ("decks/kitchen.yaml", "decks/garden.yaml")):
        assert program.run("check", "--folders", *names).status == 0


def test_a_deck_and_one_of_its_files_are_counted_and_told_once(program: Program) -> None:
    written(program, "deck/trees.yaml", ADVISED)
    assert "1 warning in 1 file" in program.run("check", "deck", "deck/trees.yaml").out
    written(program, "deck/trees.yaml", HEAD + CARD.format(id="a-tree", prompt="Look at a tree."))
    assert program.run("check", "deck", "deck/trees.yaml", "deck").out == "1 suit, 1 card: no problems\n"


def test_no_path_writes_to_the_terminal_what_it_likes(program: Program) -> None:
    name = "e\x1b[31m\x9b\nX.yaml"
    written(program, name, "suit: [\n")
    for style in ("text", "json", "github"):
        out = program.run("check", name, "--format", style).out
        assert not set(out) & {"\x1b", "\x9b"}, style
    assert json.loads(program.run("check", name, "--format", "json").out)["problems"][0]["path"] == name
    written(program, "a\ncardtui: fine.txt", "What of rain?\n")
    ran = program.run("import", "a\ncardtui: fine.txt")
    assert ran.status == 0
    assert all(line.startswith("cardtui: The kind") for line in ran.err.splitlines())
    assert not any(line.startswith("cardtui: fine") for line in ran.out.splitlines())


def test_a_hook_names_files_and_the_whole_deck_around_them_is_looked_over(program: Program) -> None:
    written(program, "deck/a.yaml", HEAD + CARD.format(id="a-tree", prompt="Look at a tree."))
    written(program, "deck/b.yaml", HEAD.replace("Trees", "More") + CARD.format(id="a-tree", prompt="Plant a seed."))
    assert program.run("check", "deck/a.yaml", "deck/b.yaml").status == 0
    ran = program.run("check", "--folders", "deck/a.yaml", "deck/b.yaml")
    assert ran.status == 1
    assert ran.out.count("duplicate-id") == 2  # once where it is, once in the line about explain
    assert "deck/b.yaml:6:9: error[duplicate-id]" in ran.out


def test_the_hook_for_pre_commit_runs_a_command_that_there_is(program: Program) -> None:
    import yaml

    (hook,) = yaml.safe_load((Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text())
    assert hook["language"] == "python"
    assert re.search(hook["files"], "deck/connect.yaml")
    assert hook["require_serial"] is True
    assert re.search(hook["files"], "our/decks/kitchen/food.yml")
    assert not re.search(hook["files"], ".github/workflows/ci.yaml")
    written(program, "deck/trees.yaml", ADVISED)
    command, *options = hook["entry"].split()
    assert command == "cardtui"
    assert program.run(*options, "deck/trees.yaml").status == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-utf8"),
        (ADVISED.encode("utf-16"), "not-utf8"),
        (b"suit: Caf\xe9\n", "not-utf8"),
        (b"", "empty-file"),
        (b"a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nsuit: [*c, *c]\n", "yaml-alias"),
        (b"suit: " + b"[" * 1000, "too-deep"),
        (b"suit: " + b"[" * 100_000, "too-deep"),
        (b"suit: \x1b[2J\n", "control-character"),
    ],
)
def test_a_bad_file_gets_a_clear_error_at_once(content: bytes, code: str, program: Program) -> None:
    written(program, "bad.yaml", content)
    ran = program.run("check", "bad.yaml")
    assert ran.status == 1
    assert f"error[{code}]" in ran.out
    assert "\x1b" not in ran.out
    assert ran.err == ""


def test_a_mark_and_windows_line_ends_are_no_mistake(program: Program) -> None:
    text = HEAD + CARD.format(id="a-tree", prompt="Look at a tree.")
    written(program, "trees.yaml", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert program.run("check", "trees.yaml").out == "1 suit, 1 card: no problems\n"


def test_a_file_of_100_mb_is_refused_unread(program: Program) -> None:
    os.truncate(written(program, "large.yaml", b""), 100_000_000)
    ran = program.run("check", "large.yaml")
    assert ran.status == 1
    assert "error[too-big]: at most 4 MB are read; this file has 100.0 MB" in ran.out


def test_what_is_not_there_is_in_no_report_taken_for_good(program: Program) -> None:
    written(program, "trees.yaml", HEAD + CARD.format(id="a-tree", prompt="Look at a tree."))
    ran = program.run("check", "trees.yaml", "nix.yaml")
    assert ran.status == 2
    assert ran.out == "1 suit, 1 card: no problems in what is there\n"
    assert "nix.yaml" in ran.err
    ran = program.run("check", "trees.yaml", "nix.yaml", "--format", "json")
    assert (ran.status, json.loads(ran.out)["errors"]) == (2, 1)
    assert program.run("check", "nix.yaml", "--format", "github").out.startswith("::error file=nix.yaml")


def test_words_that_have_lost_a_name_are_told(program: Program) -> None:
    written(program, "deck/words.yaml", "chip_speaks: spricht\n")
    written(program, "deck/trees.yaml", HEAD + CARD.format(id="a-tree", prompt="Look at a tree."))
    for path in ("deck", "deck/words.yaml"):
        assert "deck/words.yaml:1:14: warning[missing-brace]" in program.run("check", path).out


# explain


@pytest.mark.parametrize("asked", ["unknown-key", "[unknown-key]", "Unknown-Key"])
def test_a_page_is_shown_for_a_code(asked: str, program: Program) -> None:
    ran = program.run("explain", asked)
    assert ran.status == 0
    assert ran.out.startswith("unknown-key\n\n")
    assert "error[unknown-key]: " in ran.out
    assert "```" not in ran.out


def test_without_a_code_all_are_listed_with_what_they_mean(program: Program) -> None:
    ran = program.run("explain")
    assert ran.status == 0
    for code in CODES:
        assert re.search(rf"^  {code} +\S.*\.$", ran.out, re.MULTILINE), code


def test_several_pages_can_be_asked_for(program: Program) -> None:
    ran = program.run("explain", "[tab]", "bad-id")
    assert ran.status == 0
    assert ran.out.startswith("tab\n")
    assert "\n\n\nbad-id\n" in ran.out


def test_a_code_that_there_is_not_is_told_with_the_nearest(program: Program) -> None:
    ran = program.run("explain", "closed-openning")
    assert ran.status == 2
    assert "Did you mean 'closed-opening'?" in ran.err


# new


def test_a_new_suit_can_be_checked_and_played_at_once(program: Program) -> None:
    ran = program.run("new", "kitchen-table.yaml")
    assert (ran.status, ran.err) == (0, "")
    assert files(program) == {"kitchen-table.yaml", "suit.schema.json"}
    assert program.run("check", "--strict", "kitchen-table.yaml").out == "1 suit, 3 cards: no problems\n"
    assert program.run("--deck", "kitchen-table.yaml", "--no-save", "--plain", typed="").status == 0
    first = (program.home / "kitchen-table.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=suit.schema.json"
    assert json.loads((program.home / "suit.schema.json").read_text(encoding="utf-8"))["type"] == "object"


def test_two_new_suits_in_one_folder_get_on(program: Program) -> None:
    for name in ("deck/one.yaml", "deck/two.yaml"):
        (program.home / "deck").mkdir(exist_ok=True)
        assert program.run("new", name).status == 0
    ran = program.run("check", "deck")
    assert "error" not in ran.out


def test_a_name_without_an_ending_gets_one(program: Program) -> None:
    assert program.run("new", "kitchen").status == 0
    assert "kitchen.yaml" in files(program)


@pytest.mark.parametrize("name", ["dialogues", "words"])
def test_dialogues_and_words_are_copied_to_be_translated(name: str, program: Program) -> None:
    assert program.run("new", f"deck/{name}.yaml").status == 2  # there is no such folder
    (program.home / "deck").mkdir()
    assert program.run("new", f"deck/{name}.yaml").status == 0
    copied = program.home / "deck" / f"{name}.yaml"
    assert copied.read_bytes() == (shipped_deck() / f"{name}.yaml").read_bytes()
    assert program.run("check", f"deck/{name}.yaml").status == 0
    assert (program.home / "deck" / f"{name}.schema.json").exists()


@pytest.mark.parametrize("command", [("new",), ("import", "list.txt")])
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("there.yaml", "is there already"),
        ("folder.yaml", "is a folder"),
        ("nowhere/kitchen.yaml", "there is no folder nowhere"),
        ("there.yaml/kitchen.yaml", "there is no folder there.yaml"),
        ("kitchen.txt", "ends with .yaml"),
        ("k" * 300 + ".yaml", "cannot be written"),
        ("", "Give the file a name"),
        ("subfolder/", "is meant for a folder"),
        ("words.txt", "ends with .yaml"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is(
    command: tuple[str, ...], path: str, reason: str, program: Program
) -> None:
    written(program, "there.yaml", "mine: yes\n")
    written(program, "list.txt", "What of rain?\n")
    (program.home / "folder.yaml").mkdir()
    before = files(program)
    ran = program.run(*command, path)
    assert is_one_clear_sentence(ran, 2), ran
    assert reason in ran.err
    assert files(program) == before
    assert (program.home / "there.yaml").read_text() == "mine: yes\n"


def test_what_came_there_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardtui.commands.beginning.is_there", lambda path: False)
    (tmp_path / "kitchen.yaml").write_text("mine: yes\n")
    with pytest.raises(Failure, match="is there already"):
        new(str(tmp_path / "kitchen.yaml"))
    assert (tmp_path / "kitchen.yaml").read_text() == "mine: yes\n"


def test_a_full_disk_leaves_no_half_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Failure, match="No space left on device"):
        new(str(tmp_path / "kitchen.yaml"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(program: Program) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    folder = program.home / "folder"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert is_one_clear_sentence(program.run("new", "folder/kitchen.yaml"), 2)


# import


def test_a_list_becomes_a_suit_beside_it_and_what_is_guessed_is_told(program: Program) -> None:
    written(program, "lists/kitchen.txt", "1. What do you like about rain?\n\n# later\nTell {partner} about a door.\n")
    ran = program.run("import", "lists/kitchen.txt")
    assert ran.status == 0
    assert "lists/kitchen.yaml: 2 cards. Now: cardtui check lists/kitchen.yaml" in ran.out
    assert ran.err.splitlines() == [
        "cardtui: Line 1: began with the mark of a list, which was left out.",
        "cardtui: Line 3: began with '#' and became a comment.",
        "cardtui: The kind of 2 and the depth of 2 are guesses; read each card and set them.",
    ]
    assert program.run("check", "lists/kitchen.yaml").status == 0


def test_a_spreadsheet_with_a_mark_and_windows_line_ends_is_read(program: Program) -> None:
    written(program, "list.csv", b'\xef\xbb\xbfprompt;depth;stem\r\n"What of rain; and snow?";1;I like\xe2\x80\xa6\r\n')
    assert program.run("import", "list.csv", "rain.yaml").status == 0
    text = (program.home / "rain.yaml").read_text(encoding="utf-8")
    assert "    depth: 1\n    prompt: What of rain; and snow?\n    stem: I like…\n" in text


def test_a_suit_never_takes_the_place_of_words_or_dialogues(program: Program) -> None:
    written(program, "words.txt", "What of rain?\n")
    assert is_one_clear_sentence(program.run("import", "words.txt"), 2)
    assert files(program) == {"words.txt"}


def test_the_next_command_can_be_pasted(program: Program) -> None:
    written(program, "my list.txt", "What of rain?\n")
    assert "Now: cardtui check 'my list.yaml'\n" in program.run("import", "my list.txt").out


def test_a_list_may_come_and_go_through_pipes(program: Program) -> None:
    ran = program.run("import", "-", "-", typed="What of rain?\n")
    assert ran.status == 0
    assert ran.out.startswith("# yaml-language-server: $schema=suit.schema.json\nsuit: Our suit\n")
    assert files(program) <= {"data"}
    assert program.run("import", "-", typed="What of rain?\n").status == 2
    assert program.run("import", "-", "rain.yaml", typed=b"What of \xff?\n").status == 2
    assert "rain.yaml" not in files(program)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a file of another kind"),
        ("list.txt", b"What of rain?\0\0\n", "null characters"),
        ("list.csv", "prompt\nWhat of rain?\n".encode("utf-16"), "UTF-16"),
        ("list.txt", b"", "no prompt"),
        ("list.csv", b"prompt,depth\n", "no prompt"),
        ("list.yaml", b"suit: Rain\n", "no list of prompts"),
        ("list.csv", b"Frage;Autor\nWas?;A\n", "o column of this table is called 'prompt'"),
        ("list.txt", b"a\n" * (SIZE_LIMIT // 30), "divide it"),
        ("list.txt", b"a" * (SIZE_LIMIT + 1), "4 MB"),
    ],
    ids=["binary", "null", "utf-16", "empty", "only a header", "yaml", "no header", "too many", "too big"],
)
def test_a_list_that_is_none_is_refused_and_nothing_is_written(
    name: str, content: bytes, said: str, program: Program
) -> None:
    written(program, name, content)
    ran = program.run("import", name, "rain.yaml")
    assert ran.status == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""
    assert files(program) == {name}


@pytest.mark.parametrize("name", ["nowhere.txt", "folder", "nowhere/list.txt", "list.txt/list.txt"])
def test_a_list_that_cannot_be_read_is_told(name: str, program: Program) -> None:
    (program.home / "folder").mkdir()
    written(program, "list.txt", "What of rain?\n")
    ran = program.run("import", name, "rain.yaml")
    assert is_one_clear_sentence(ran, 2), ran
    assert "rain.yaml" not in files(program)


def test_what_is_written_as_a_file_is_utf_8_wherever_it_goes(program: Program) -> None:
    program.environment |= {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    assert 'symbol: "◇"' in program.run("import", "-", "-", typed="What of rain?\n").out
    assert program.run("schema").out == (shipped_deck() / "suit.schema.json").read_text(encoding="utf-8")


def test_closed_streams_are_told(program: Program) -> None:
    written(program, "list.txt", "What of rain?\n")
    command = " ".join(program.command("import"))
    for streams in ("- - <&-", "list.txt - >&-"):
        ended = subprocess.run(
            ["sh", "-c", f"{command} {streams}"],
            cwd=program.home,
            env=program.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 2, ended.stderr
        assert "is closed" in ended.stderr


# schema, decks


@pytest.mark.parametrize("name", ["suit", "dialogues", "words"])
def test_the_schema_is_written_as_it_is_shipped(name: str, program: Program) -> None:
    assert program.run("schema", name).out.encode() == (shipped_deck() / f"{name}.schema.json").read_bytes()


def test_decks_counts_suits_kinds_depths_and_topics(program: Program) -> None:
    ran = program.run("decks")
    assert "  cards  question  step  story  easy  open  tender  suit\n" in ran.out
    for suit in ("Connect", "Communicate", "Create", "Repair", "Everyday"):
        assert f"     48        16    16     16    20    18      10  {suit}\n" in ran.out
    assert "    240        80    80     80   100    90      50  all together\n" in ran.out
    assert re.search(r"topics: everyday \d+, appreciation \d+", ran.out)
