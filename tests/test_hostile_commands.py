"""Commands with an attacker's file names, save files and decks: the output is our lines, and plain text."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from decks import write_suit
from hostile_saves import hostile_save
from hostile_texts import HOSTILE, MARKUP, SEQUENCES, assert_inert
from program import Program, Ran
from shipped_words import WORDS

Run = Callable[..., Ran]

FILE_NAMES = {
    "a sequence and a line": "a\x1b[31m\nerased PWNED\u202e\x9b2J",
    "a clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "a command of a workflow": "::error file=PWNED::x",
    "markup": "[@click=app.quit]PWNED[link=x]",
    "no text": os.fsdecode(b"caf\xe9\x1b\x9b"),
    "hidden": "a\u200b\u202eb" + "".join(chr(0xE0000 + ord(sign)) for sign in "PWNED"),
}


@pytest.fixture
def run(program: Program) -> Run:
    """Runs a command, on a system without a runtime folder; all its output is UTF-8 without terminal commands."""
    del program.environment["XDG_RUNTIME_DIR"]

    def run_and_look(*arguments: str) -> Ran:
        ran = program.run(*arguments)
        for said in (ran.out, ran.err):
            assert_inert(said, lines=True, data="--format" not in arguments and "export" in arguments)
            assert not [line for line in said.splitlines() if line.startswith("erased PWNED")], said
        return ran

    return run_and_look


@pytest.mark.parametrize("name", FILE_NAMES.values(), ids=FILE_NAMES)
@pytest.mark.sample(2)
def test_a_deck_file_name_is_shown_and_not_obeyed(run: Run, tmp_path: Path, name: str) -> None:
    deck = write_suit(tmp_path / f"{name}.yaml", "What of {trees}?", "\x1b[31mPWNED")
    for style in ("text", "json", "github"):
        status, out, _ = run("check", deck.name, "--format", style)
        assert status == 1
        assert "control-character" in out
        assert not re.search(r"(?m)^(::error file=PWNED|##\[)", out), out
    for arguments in (("check", "."), ("new", deck.name), ("import", deck.name), ("import", name), ("check", name)):
        assert run(*arguments)[0] in (0, 1, 2)
    for option in ("--deck", "--suit", "--without", "--dialogue", "--theme", "--minutes", "--lefd"):
        assert run(f"{option}={name}")[0] in (1, 2)
    assert run("explain", name)[0] == 2
    for arguments in ((name,), (deck.name,), ("today", deck.name)):
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert len(err.splitlines()) <= 2
    assert run("--plain", "--no-save", "--deck", deck.name).status == 1
    deck.rename(tmp_path / f"{name}.txt")
    assert run("import", f"{name}.txt")[0] in (0, 2)


@pytest.mark.parametrize("name", FILE_NAMES.values(), ids=FILE_NAMES)
@pytest.mark.sample(2)
def test_decks_and_completion_obey_nothing(run: Run, program: Program, name: str) -> None:
    for each in (name, "trees"):
        write_suit(program.home / "data" / "cardtui" / "decks" / f"{each}.yaml", "What of trees?")
    status, out, _ = run("decks")
    assert (status, len(out.splitlines())) == (0, len(run("decks")[1].splitlines()))
    assert "Trees" in out
    program.environment |= {"_CARDTUI_COMPLETE": "bash_complete", "COMP_WORDS": "cardtui --deck ", "COMP_CWORD": "2"}
    status, out, _ = run()
    assert status == 0
    assert {"plain,trees", "plain,starter"} <= set(out.splitlines())
    assert all(line.startswith(("plain,", "file,")) for line in out.splitlines())


@pytest.mark.parametrize("name", [name for name in FILE_NAMES if name != "no text"])
def test_a_save_file_name_is_one_line_anywhere(run: Run, tmp_path: Path, name: str) -> None:
    save = tmp_path / f"{FILE_NAMES[name]}.db"
    option = ("--save", str(save))
    assert run("forget", *option)[0] == 0
    hostile_save(save, "x")
    lines = len(run("where")[1].splitlines())
    status, out, _ = run("where", *option)
    assert status == 0
    assert len(out.splitlines()) - lines in (0, 1)
    status, out, _ = run("forget", "--yes", *option)
    assert status == 0
    assert all(line.startswith(f"erased {tmp_path}") for line in out.splitlines())
    save.write_text("Dear diary")
    for command in ("path", "export", "forget"):
        _, _, err = run(command, *option)
        assert len(err.splitlines()) <= 2


STORABLE = [name for name in HOSTILE if name != "lone surrogates"]


@pytest.mark.parametrize(
    "name", [name for name in STORABLE if name in SEQUENCES or name in MARKUP] + ["marks upon marks"]
)
@pytest.mark.sample(3)
def test_a_save_files_words_are_output_as_text(run: Run, tmp_path: Path, name: str) -> None:
    text = HOSTILE[name]
    option = ("--save", str(hostile_save(tmp_path / "save.db", text)))
    status, out, _ = run("path", *option)
    assert (status, len(out.splitlines())) == (0, 2)
    status, out, _ = run("export", *option)
    assert status == 0
    exported = json.loads(out)
    (evening,) = exported["evenings"]
    assert evening["deck"] == text
    assert {(card["id"], card["suit"]) for card in evening["cards"]} == {(text[:64], text)}
    status, out, _ = run("export", "--format", "markdown", *option)
    assert status == 0
    assert [line[:2] for line in out.splitlines() if line] == ["# ", "##", "- ", "##", "- "]


def test_a_nontext_deck_path_is_told_before_play(program: Program) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    write_suit(program.home / name, "What of trees?")
    ran = program.play("", "", "", "", options=("--deck", name, "--left", "Ana", "--right", "Ben"))
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert "bytes that are no text" in ran.err


@pytest.mark.parametrize("deck", ["/a\0b", "/" + "x/" * 50_000, "\x1b]0;x\x07"], ids=["null", "long", "title"])
@pytest.mark.sample(1)
def test_a_save_naming_no_real_deck_can_end_well(program: Program, deck: str) -> None:
    hostile_save(program.save, "Tree?", deck=deck)
    ran = program.play("", "", "c", "2", "")
    assert ran.status == 0, ran.err
    assert WORDS.parting_night in ran.out or WORDS.parting_day in ran.out


@pytest.mark.parametrize("value", ["a" * 300, "x/" * 3000, "9" * 5000, "-1", "1e3", "²", "", " ", "\udcff"])
@pytest.mark.sample(4)
def test_odd_arguments_are_refused_in_a_sentence(run: Run, value: str) -> None:
    for arguments in (
        (value,),
        ("today", value),
        ("restore", f"./{value}"),
        ("lead", "evening", "--ready", "--from", value),
        ("lead", "evening", "--rehearse", "--from", value),
        ("explain", value),
        ("print", "stems", value),
        *(("--no-save", f"{option}={value}") for option in ("--minutes", "--cards", "--depth", "--seed", "--theme")),
    ):
        status, out, err = run(*arguments)
        assert (status, out) == (2, ""), arguments
        assert "refused an operation" not in err
        assert len(err.splitlines()) <= 2
