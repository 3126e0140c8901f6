from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cardtui.commands.shared.exit_status import MISTAKE, run
from cardtui.save.store import Store
from program import LONGEST, Program, Ran, Within
from shipped_words import WORDS, filled, fixed_part

FIRST_RUN = ["", "Ana", "Ben", "", ""]
"""The note, the names, how it works, settled."""

ROUND = ["", "", "1", "", "", "", "1", ""]
"""Both partners' turns in the dialogue `mirror`."""

GOOD_NIGHT = WORDS.night_title


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Within(tmp_path)


def deck_file(path: Path, suit: str = "Trees", prompt: str = "What do you like about a tree?") -> Path:
    """A suit file with one easy question in the suit that `today` looks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"suit: {suit}\nsymbol: '+'\nabout: Trees.\nlanguage: en\nrole: everyday\ncards:\n"
        f"  - id: tree\n    kind: question\n    depth: 1\n    prompt: {prompt}\n    stem: I like…\n",
        encoding="utf-8",
    )
    return path


def assert_refused(ran: Ran, status: int, *words: str) -> None:
    """One who asked for something wrong gets a sentence on stderr and nothing else."""
    assert ran.status == status
    assert ran.out == ""
    assert ran.err.startswith("cardtui: ")
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


# Help and completion


def test_help_names_commands_and_options_of_play(program: Program) -> None:
    ran = program.run("--help")
    assert ran.status == 0
    for command in ("play", "today", "check", "decks", "path", "export", "forget", "where"):
        assert f"\n  {command} " in ran.out
    for option in (
        *("--deck", "--save", "--no-save", "--left", "--right", "--first", "--minutes", "--cards", "--depth", "--suit"),
        *("--without", "--dialogue", "--seed", "--plain", "--reduced-motion", "--theme"),
    ):
        assert f"\n  {option} " in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "Exit status" in ran.out


@pytest.mark.parametrize("command", ["play", "today", "check", "decks", "path", "export", "forget", "where"])
def test_each_command_has_help(program: Program, command: str) -> None:
    ran = program.run(command, "--help")
    assert ran.status == 0
    assert ran.out.startswith(f"Usage: cardtui {command}")


def test_the_version_is_one_line(program: Program) -> None:
    ran = program.run("--version")
    assert ran.out.startswith("cardtui ")
    assert ran.out.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "offers"),
    [
        ("cardtui to", "today"),
        ("cardtui --wi", "--without"),
        ("cardtui --without mo", "money"),
        ("cardtui today --without work,mo", "work,money"),
        ("cardtui --theme l", "light"),
        ("cardtui --suit Cre", "Create"),
        ("cardtui play --dialogue f", "full"),
        ("cardtui --deck st", "starter"),
        ("cardtui check st", "starter"),
        ("cardtui export --format m", "markdown"),
    ],
)
@pytest.mark.sample(3)
def test_shells_complete_commands_options_values(program: Program, words: str, offers: str) -> None:
    count = len(words.split()) - 1
    asked = {"_CARDTUI_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)}
    ran = program.run(env=program.environment | asked)
    assert ran.status == 0
    assert f"plain,{offers}" in ran.out.splitlines()


# What is imported


LOADED = """
import sys
from cardtui.cli import main
status = main(sys.argv[1:])
names = {name.partition(".")[0] for name in sys.modules} | {".".join(name.split(".")[:2]) for name in sys.modules}
sys.stderr.write(" ".join(sorted(names)))
sys.exit(status)
"""


def loaded(program: Program, *arguments: str) -> set[str]:
    """The top-level packages that a command has imported when it is done, and those just below them."""
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        capture_output=True,
        timeout=LONGEST,
        check=True,
        input=b"\n\n\n\n",
        env=program.environment,
    )
    return set(ended.stderr.decode().split())


def test_help_imports_nothing_only_others_need(program: Program) -> None:
    heavy = {"textual", "rich", "asyncio", "yaml", "sqlite3", "msgspec", "platformdirs", "difflib", "pathlib"}
    assert not loaded(program, "--help") & heavy


@pytest.mark.parametrize(
    "arguments",
    [
        *(["check"], ["decks"], ["export"], ["export", "--format", "markdown"], ["path"], ["where"]),
        *(["--plain", "--theme", "dark"], ["today"]),
    ],
    ids=" ".join,
)
@pytest.mark.sample(1)
def test_only_what_draws_imports_textual(program: Program, arguments: list[str]) -> None:
    assert not loaded(program, *arguments) & {"textual", "rich", "asyncio"}


@pytest.mark.parametrize("arguments", [["--plain"], ["today"], ["path"], ["export"]], ids=" ".join)
@pytest.mark.sample(1)
def test_play_needs_nothing_meant_for_writers(program: Program, arguments: list[str]) -> None:
    assert "cardtui.lint" not in loaded(program, *arguments)
    assert "cardtui.lint" in loaded(program, "explain")


def test_check_imports_no_database(program: Program) -> None:
    assert "sqlite3" not in loaded(program, "check")


# Playing


def test_two_play_a_whole_first_evening_and_a_second_one_begins_with_a_key(program: Program) -> None:
    # The first evening opens with an appreciation; then one card; the close, without another appreciation.
    deck = str(deck_file(program.home / "trees.yaml"))
    ran = program.play(*FIRST_RUN, *ROUND, "", "", *ROUND, "2", "2", "", options=("--deck", deck))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.index(WORDS.note_title) < ran.out.index(WORDS.names_left) < ran.out.index(f"{WORDS.kind_gratitude}.")
    assert GOOD_NIGHT in ran.out
    remembered = program.export()
    assert remembered["open"] is None
    (evening,) = remembered["evenings"]
    (card,) = evening["cards"]
    assert (evening["deck"], card["id"]) == (deck, "tree")

    second = program.play("", "", "", "q", options=("--deck", deck))
    assert second.status == 0
    assert WORDS.note_title not in second.out
    assert f"[enter] {WORDS.start_evening}" in second.out
    assert program.export()["open"]["stage"] == "speak"


def test_the_end_of_input_in_the_middle_leaves_everything_to_go_on_with(program: Program) -> None:
    ran = program.play(*FIRST_RUN, "", "")
    assert ran.status == 0
    assert program.export()["open"]["stage"] == "mirror"
    on = program.play("", "1")
    assert f"[enter] {WORDS.start_go_on}" in on.out
    assert f"[1] {WORDS.verdict_yes}" in on.out


def test_options_may_stand_without_a_command_and_names_given_are_not_asked_for(program: Program) -> None:
    ran = program.play("", "", "", options=("--left", "Ana", "--right", "Ben"))
    assert WORDS.names_left not in ran.out
    assert filled(WORDS.chip_speaks, name="Ana") in ran.out


def test_names_of_any_sort_are_only_text(program: Program) -> None:
    names = ("--left", "[bold]{right}[/] " + "x" * 200, "--right", "\x1b]0;owned\x07Ben")
    ran = program.play("", "", "", "", options=names)
    assert ran.status == 0
    assert "[bold]{right}[/]" in ran.out
    assert "\x1b" not in ran.out
    assert "x" * 25 not in ran.out


def test_today_deals_one_everyday_card(program: Program) -> None:
    deck = deck_file(program.home / "trees.yaml")
    names = ("--left", "Ana", "--right", "Ben", "--save", str(program.save), "--deck", str(deck))
    ran = program.run("today", *names, typed="\n" * 3)
    assert ran.status == 0
    assert "What do you like about a tree?" in ran.out


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (["--plain", "--no-save", "today", "--seed", "1"], ["today", "--plain", "--no-save", "--seed", "1"]),
        (["--left", "today", "--no-save", "today"], ["today", "--left", "today", "--no-save"]),
        (["--no-save", "play"], ["play", "--no-save"]),
        (["--save", "x", "where"], ["where", "--save", "x"]),
        (["--save=x", "export"], ["export", "--save", "x"]),
    ],
    ids=" ".join,
)
def test_options_may_stand_before_their_command(program: Program, arguments: list[str], given: list[str]) -> None:
    assert program.run(*arguments) == program.run(*given)


def test_nothing_is_written_with_no_save(program: Program) -> None:
    ran = program.run("--no-save", typed="\n\n\n\n\n")
    assert ran.status == 0
    assert WORDS.not_kept[1:] in ran.out
    assert list(program.home.iterdir()) == []


def test_bytes_that_are_not_text_do_not_stop_it(program: Program) -> None:
    ran = program.run("--save", str(program.save), typed=b"\n\xe9\xff\nBen\n\xe9\n\n\n")
    assert ran.status == 0
    assert "Traceback" not in ran.err
    assert program.export()["open"] is not None


def test_encodings_lacking_letters_stop_nothing(program: Program) -> None:
    latin = program.environment | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = program.run("--no-save", typed="\n\n\n\n", env=latin)
    assert (ran.status, ran.err) == (0, "")


def test_an_endless_answer_is_read_but_not_kept(program: Program) -> None:
    ran = program.run("--no-save", typed="x" * 3_000_000 + "\n\n\n\n\n")
    assert ran.status == 0
    assert WORDS.plain_one_key in ran.out
    assert WORDS.settle_title in ran.out


def test_with_nothing_to_read_it_says_what_to_do(program: Program) -> None:
    command = f"exec {' '.join(program.command('--no-save'))} <&-"
    ended = subprocess.run(
        ["sh", "-c", command], capture_output=True, env=program.environment, timeout=LONGEST, check=False
    )
    assert ended.returncode == 2
    assert b"start cardtui in a terminal" in ended.stderr


def test_nobody_reading_on_is_a_quiet_end(program: Program) -> None:
    command = f"{' '.join(program.command('decks'))} | true"
    ended = subprocess.run(
        ["sh", "-c", command], capture_output=True, env=program.environment, timeout=LONGEST, check=False
    )
    assert ended.stderr == b""


# Wrong options


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--suit", "Conect"], ["no suit 'Conect'", "Did you mean 'Connect'?", "Everyday"]),
        (["--suit", "connect,Repare"], ["no suit 'Repare'", "Did you mean 'Repair'?"]),
        (["--without", "mony"], ["no topic 'mony'", "Did you mean 'money'?"]),
        (["--dialogue", "ful"], ["no dialogue 'ful'", "Did you mean 'full'?"]),
        (["--theme", "drak"], ["no look 'drak'", "Did you mean 'dark'?"]),
        (["--theme", "nrod"], ["no look 'nrod'", "Did you mean 'nord'?"]),
        (["--minutes", "0"], ["--minutes", "from 1 to 1440"]),
        (["--minutes", "soon"], ["--minutes", "from 1 to 1440"]),
        (["--depth", "4"], ["--depth", "from 1 to 3"]),
        (["--cards", "-1"], ["--cards", "from 1"]),
        (["--minutes", "5", "--cards", "1"], ["both say how long"]),
        (["--cards", "0"], ["from 1 to 1000"]),
        (["today", "--cards", "2"], ["one card"]),
        (["today", "--dialogue", "full"], ["a dialogue of its own"]),
        (["--without", ""], ["--without names no topic"]),
        (["--without", " , "], ["--without names no topic"]),
        (["--suit", ""], ["--suit names no suit"]),
        (["--dialogue", ""], ["no dialogue"]),
        (["--save", "x", "--no-save"], ["cannot both hold"]),
        (["--first", "middle"], ["left", "right"]),
        (["--lefd", "Ana"], ["--lefd", "--left"]),
        (["tody"], ["'tody'", "today"]),
        (["--left", "Ana", "export"], ["cardtui export"]),
        (["today", "nothing"], ["'nothing' is not an option"]),
        (["--left", "a", "\x1b[31m"], ["is not an option"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_option_is_told_in_a_sentence_with_what_was_perhaps_meant(
    program: Program, arguments: list[str], words: list[str]
) -> None:
    ran = program.run(*arguments)
    assert_refused(ran, 2, *words)
    assert "\x1b" not in ran.err


def test_suits_are_found_however_bytes_spell_them(program: Program) -> None:
    composed, apart = (unicodedata.normalize(form, "Küche") for form in ("NFC", "NFD"))  # type: ignore[arg-type]
    deck_file(program.home / apart, suit=apart)
    for asked in (composed, apart):
        ran = program.run("--plain", "--no-save", "--deck", asked, "--suit", asked.upper(), typed="\n")
        assert "There is no" not in ran.err, ran
        assert program.run("check", asked).status == 0
    program.play(*FIRST_RUN, options=("--plain", "--deck", apart, "--suit", composed, "--cards", "1"))
    # The folder has been packed here and unpacked on a machine that spells its name otherwise.
    (program.home / apart).rename(program.home / composed)
    played = program.play("", *ROUND, *ROUND, *ROUND, options=("--plain",))
    assert "What do you like about a tree?" in played.out
    for asked in (composed, apart):
        path = program.run("path", "--deck", asked, "--save", str(program.save)).out
        assert path == f"{composed}\n  What do you like about a tree?\n", played


def test_a_deck_in_the_place_of_a_command_is_told_how_to_play_with_it(program: Program) -> None:
    deck_file(program.home / "trees.yaml")
    assert_refused(program.run("trees.yaml"), 2, "cardtui --deck trees.yaml")


# Decks


def test_a_missing_deck_stops_before_any_question(program: Program) -> None:
    assert_refused(program.play(options=("--deck", "nope.yaml")), 1, "nope.yaml")


def test_a_broken_deck_stops_with_its_first_problems_and_the_way_to_all_of_them(program: Program) -> None:
    deck = deck_file(program.home / "trees.yaml")
    deck.write_text(deck.read_text().replace("depth: 1", "depth: 9").replace("kind:", "kin:"))
    ran = program.play(options=("--deck", "trees.yaml"))
    assert_refused(ran, 1, "trees.yaml:8:5: error[", "cardtui check trees.yaml")


def test_a_folder_without_cards_stops(program: Program) -> None:
    (program.home / "empty").mkdir()
    assert_refused(program.play(options=("--deck", "empty")), 1, "no suit in this folder")


def test_an_open_evening_survives_a_broken_deck(program: Program) -> None:
    program.play(*FIRST_RUN, "")
    before = program.export()
    program.play(options=("--deck", "nope.yaml"))
    assert program.export() == before


def test_an_evening_keeps_its_deck_in_any_folder(program: Program) -> None:
    deck_file(program.home / "here" / "trees.yaml")
    names = ("--left", "Ana", "--right", "Ben", "--save", str(program.save))
    program.run(*names, "--deck", "trees.yaml", typed="\n" * 3, cwd=program.home / "here")
    on = program.play("", *ROUND, "")
    assert "What do you like about a tree?" in on.out


def test_an_evening_can_end_well_without_its_deck(program: Program) -> None:
    deck = deck_file(program.home / "trees.yaml")
    first = program.play("", "", "", *ROUND, "", "", options=("--left", "Ana", "--right", "Ben", "--deck", str(deck)))
    assert first.out.rstrip().endswith(f"> \n\n{WORDS.parting_kept}")
    deck.unlink()
    on = program.play("", "", "", "1", "", "c", "2", "")
    assert on.status == 0
    assert GOOD_NIGHT in on.out
    assert program.export()["evenings"][0]["cards"][0]["id"] == "tree"


def test_decks_lists_what_can_and_cannot_be_dealt(program: Program) -> None:
    own = program.home / "data" / "cardtui" / "decks"
    deck_file(own / "trees.yaml")
    deck_file(own / "broken.yaml").write_text("suit: [")
    ran = program.run("decks")
    assert ran.status == 0
    assert "starter" in ran.out
    assert "      1         1     0      0     1     0       0  Trees" in ran.out
    assert "broken" in ran.out
    assert "cannot be dealt: 1 error in 1 file" in ran.out
    assert str(own) in ran.out


def test_check_only_counts_good_decks(program: Program) -> None:
    deck_file(program.home / "trees.yaml")
    ran = program.run("check", "trees.yaml")
    assert (ran.status, ran.out) == (0, "1 suit, 1 card: no problems\n")


def test_check_reports_every_deck_and_ends_with_one_if_there_are_errors(program: Program) -> None:
    deck_file(program.home / "trees.yaml")
    deck = deck_file(program.home / "more.yaml", suit="More")
    deck.write_text(deck.read_text().replace("kind:", "kin:"))
    ran = program.run("check", "trees.yaml", "more.yaml")
    assert ran.status == 1
    assert "more.yaml:8:5: error[" in ran.out
    assert program.run("check", "more.yaml", "--format", "json").out.startswith('{"format":1,')
    assert program.run("check", "more.yaml", "--format", "github").out.startswith("::error file=more.yaml,line=8")


def test_check_looks_over_the_others_if_one_deck_is_not_there_and_ends_with_two(program: Program) -> None:
    deck_file(program.home / "trees.yaml")
    ran = program.run("check", "nope.yaml", "trees.yaml")
    assert ran.status == 2
    assert "nope.yaml" in ran.err
    assert "1 suit, 1 card" in ran.out


def test_check_alone_checks_all_named_decks(program: Program) -> None:
    deck_file(program.home / "data" / "cardtui" / "decks" / "broken.yaml").write_text("suit: [")
    ran = program.run("check")
    assert ran.status == 1
    assert "broken.yaml:1:" in ran.out


# Save files


def test_a_synced_folder_warns_once_but_is_used(program: Program) -> None:
    save = program.home / "Dropbox" / "save.db"
    save.parent.mkdir()
    first = program.run("--save", str(save), typed="\n")
    assert first.status == 0
    assert "Dropbox" in first.err
    assert program.run("--save", str(save), typed="\n").err == ""
    assert "Dropbox" in program.run("where", "--save", str(save)).err


def test_a_foreign_file_is_refused_and_unchanged(program: Program) -> None:
    program.save.write_text("Dear diary")
    assert_refused(program.play(), 2, "not a save file", "--save")
    assert program.save.read_text() == "Dear diary"


def test_a_newer_file_is_refused_and_unchanged(program: Program) -> None:
    Store.open(program.save).close()
    database = sqlite3.connect(program.save)
    database.execute("PRAGMA user_version = 99")
    database.close()
    before = program.save.read_bytes()
    assert_refused(program.play(), 2, "newer cardtui")
    assert program.save.read_bytes() == before


def test_a_folder_that_is_missing_lets_the_two_play_and_says_that_nothing_is_saved(program: Program) -> None:
    ran = program.run("--save", str(program.home / "gone" / "save.db"), typed="\n\n\n\n\n")
    assert ran.status == 0
    assert fixed_part(WORDS.not_saved_why) in ran.out
    assert WORDS.kind_gratitude in ran.out


def test_a_full_disk_lets_the_two_play_on_and_loses_nothing_that_was_saved(program: Program) -> None:
    program.play(*FIRST_RUN, "")
    before = program.export()

    def fill_the_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    ran = program.run("--save", str(program.save), typed="\n\n1\n", preexec_fn=fill_the_disk)
    assert ran.status == 0
    assert fixed_part(WORDS.not_saved_why) in ran.out
    assert filled(WORDS.chip_thanks, name="Ben") in ran.out
    assert program.export() == before


@pytest.fixture
def window(program: Program) -> Iterator[subprocess.Popen[bytes]]:
    """Another window, which is open with the save file."""
    process = subprocess.Popen(
        program.command("--save", str(program.save)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=program.environment,
    )
    read_until(process, b"> ")
    yield process
    process.kill()
    process.communicate()


def read_until(process: subprocess.Popen[bytes], end: bytes) -> bytes:
    assert process.stdout is not None
    said = b""
    while not said.endswith(end):
        more = os.read(process.stdout.fileno(), 65536)
        assert more, said
        said += more
    return said


@pytest.mark.usefixtures("window")
def test_a_second_window_is_told_about_the_first(program: Program) -> None:
    told = program.play()
    assert_refused(told, 2, "It is already open in another window.", "type fg")
    assert str(program.save) not in told.err


@pytest.mark.usefixtures("window")
def test_reading_works_while_a_window_is_open(program: Program) -> None:
    assert program.export() == {"format": 1, "evenings": [], "open": None}
    assert program.run("path", "--save", str(program.save)).status == 0
    assert program.run("where", "--save", str(program.save)).status == 0


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("answer", [["--yes"], []])
def test_nothing_is_erased_while_a_window_is_open(program: Program, answer: list[str]) -> None:
    assert_refused(program.run("forget", "--save", str(program.save), *answer, typed="y\n"), 2, "another window")
    assert program.save.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_kill_saves_and_exits_by_number(
    program: Program, window: subprocess.Popen[bytes], number: signal.Signals
) -> None:
    assert window.stdin is not None
    window.stdin.write(b"\nAna\nBen\n\n\n\n")
    window.stdin.flush()
    said = b""
    while b"mirrors" not in said:
        said += read_until(window, b"> ")
    window.send_signal(number)
    assert window.wait(LONGEST) == 128 + number
    assert window.stderr is not None
    assert window.stderr.read() == b""
    assert program.export()["open"]["stage"] == "mirror"
    assert program.play().status == 0


# What is remembered


@pytest.fixture
def after_one_card(program: Program) -> Program:
    deck = deck_file(program.home / "trees.yaml")
    names = ("--left", "Ana", "--right", "Ben", "--deck", str(deck))
    program.play("", "", "", *ROUND, "", "", *ROUND, "2", "2", "1", "", options=names)
    return program


def test_path_lists_the_cards_met_with_their_words_where_the_deck_is_known(after_one_card: Program) -> None:
    program = after_one_card
    bare = program.run("path", "--save", str(program.save))
    assert bare.out == f"Trees\n  {filled(WORDS.plain_heart, value='tree')}\n"
    told = program.run("path", "--save", str(program.save), "--deck", "trees.yaml")
    assert told.out == f"Trees\n  {filled(WORDS.plain_heart, value='What do you like about a tree?')}\n"


def test_path_says_so_if_nothing_was_met(program: Program) -> None:
    assert program.run("path", "--save", str(program.save)).out == f"{WORDS.path_empty}\n"


def test_export_writes_markdown_too(after_one_card: Program) -> None:
    ran = after_one_card.run("export", "--save", str(after_one_card.save), "--format", "markdown")
    assert ran.status == 0
    assert "tree" in ran.out


def test_forget_also_erases_a_cut_off_workshop(program: Program) -> None:
    run = program.write("data/cardtui/workshop/run-0123456789abcdef.json", "{}")
    ran = program.run("forget", "--yes")
    assert (ran.status, ran.out) == (0, f"erased {run}\n")
    assert not run.parent.exists()


def test_forget_asks_first_and_defaults_to_no(after_one_card: Program) -> None:
    program = after_one_card
    ran = program.run("forget", "--save", str(program.save), typed="\n")
    assert ran.status == 0
    assert str(program.save) in ran.out
    assert "Nothing was erased." in ran.out
    assert program.save.exists()


def test_forget_without_an_answer_erases_nothing(after_one_card: Program) -> None:
    ran = after_one_card.run("forget", "--save", str(after_one_card.save))
    assert ran.status == 2
    assert "--yes" in ran.err
    assert after_one_card.save.exists()


@pytest.mark.parametrize(("arguments", "typed"), [(["--yes"], ""), ([], "y\n")])
def test_forget_erases_everything_remembered(after_one_card: Program, arguments: list[str], typed: str) -> None:
    program = after_one_card
    ran = program.run("forget", "--save", str(program.save), *arguments, typed=typed)
    assert ran.status == 0
    assert f"erased {program.save}" in ran.out
    assert {file.name for file in program.home.iterdir()} == {"trees.yaml"}


def test_forget_says_so_if_there_is_nothing(program: Program) -> None:
    ran = program.run("forget", "--save", str(program.save), "--yes")
    assert (ran.status, ran.out) == (0, f"There is nothing to erase at {program.save}.\n")


def test_where_names_every_file_one_a_line(program: Program) -> None:
    ran = program.run("where")
    folder = program.home / "data" / "cardtui"
    assert ran.status == 0
    for path in (folder / "save.db", folder / "save.db-journal", folder / "save.db.lock", folder / "decks"):
        assert f"\n{path}  (" in f"\n{ran.out}"
    for path in (program.channel, folder / "workshop", folder / "plans"):
        assert f"\n{path}  (" in f"\n{ran.out}"
    assert not folder.exists()


# Mistakes of our own


def test_a_bug_is_one_sentence_without_any_value(capsys: pytest.CaptureFixture[str]) -> None:
    def stumble() -> None:
        name = "Ana"
        raise KeyError(name)

    assert run(stumble) == MISTAKE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "KeyError" in said.err
    assert "Ana" not in said.err


def test_what_the_system_refuses_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def fill_the_disk() -> None:
        raise OSError(28, "No space left on device", "/home/ana/save.db")

    assert run(fill_the_disk) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "No space left on device" in said
    assert "ana" not in said


@pytest.mark.parametrize(("raised", "status"), [(KeyboardInterrupt, 130), (BrokenPipeError, 141)])
def test_being_interrupted_is_no_mistake(
    capfd: pytest.CaptureFixture[str], raised: type[BaseException], status: int
) -> None:
    def stop() -> None:
        raise raised

    assert in_a_process(lambda: run(stop)) == status
    assert capfd.readouterr().err == ""


def in_a_process(function: Callable[[], int]) -> int:
    """Its result, from a process of its own: the end of a pipe takes stdout away."""
    child = os.fork()
    if child == 0:
        os._exit(function())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
