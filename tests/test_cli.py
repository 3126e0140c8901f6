"""The command line, as in a couple's shell: help, options, decks, save files, and what is remembered."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

import pytest

from cardtui.cli import cli
from cardtui.commands.shared.failures import MISTAKE, run
from cardtui.save.store import Store
from cardtui.workshop.run import begin
from cardtui.workshop.run_clock import RunClock
from cardtui.workshop.run_file import RunFile
from decks import write_suit
from program import LONGEST, Program, Within, assert_refused
from shipped_words import WORDS, filled
from workshop.plans import plan

FIRST_RUN = ["", "Ana", "Ben", "", ""]
"""The note, the names, how it works, settled."""

TREE = "What do you like about a tree?"

ROUND = ["", "", "1", "", "", "", "1", ""]
"""Both partners' turns in the dialogue `mirror`."""

GOOD_NIGHT = WORDS.night_title


# Help and completion


def test_help_names_commands_and_options_of_play(program: Program) -> None:
    ran = program.run("--help")
    assert ran.status == 0
    for name in (*cli.commands, "--deck", "--left", "--minutes", "--plain"):
        assert f"\n  {name} " in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "Exit status" in ran.out
    assert re.fullmatch(r"cardtui \S+\n", program.run("--version").out)


LOADED = """
import sys
print(*{".".join(name.split(".")[:count]) for name in sys.modules for count in (1, 2)}, file=sys.stderr)
"""
DRAWS = {"textual", "rich", "asyncio"}
PRINTS = {"fpdf", "fontTools", "PIL", "uharfbuzz", "cardtui.print"}
IMPORTS = {
    "--help": DRAWS | PRINTS | {"yaml", "sqlite3", "msgspec", "platformdirs", "difflib", "pathlib"},
    "print --help": DRAWS | PRINTS - {"cardtui.print"},
    "check": DRAWS | PRINTS | {"sqlite3"},
    **dict.fromkeys(("decks", "where", "forget", "lead evening --rehearse", "lead evening"), DRAWS),
    **dict.fromkeys(
        ("export --format markdown", "path", "export", "--plain --theme dark", "today"),
        DRAWS | PRINTS | {"cardtui.lint"},
    ),
    "--plain": DRAWS | {"cardtui.lint", "yaml"},
}
"""Per command: packages that it must not import, since they are slow."""


@pytest.mark.parametrize("command", IMPORTS)
@pytest.mark.sample(6)
def test_what_is_not_needed_is_not_imported(program: Program, command: str) -> None:
    code = f"from cardtui.cli import main\nmain({command.split()}){LOADED}"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        input=b"\n",
        env=program.environment,
        capture_output=True,
        timeout=LONGEST,
        check=True,
    )
    loaded = set(ended.stderr.decode().split())
    assert "cardtui.cli" in loaded
    assert not loaded & IMPORTS[command]


@pytest.mark.parametrize(
    ("words", "offers"),
    [
        *(("cardtui to", "today"), ("cardtui --wi", "--without"), ("cardtui --without mo", "money")),
        *(("cardtui today --without work,mo", "work,money"), ("cardtui --theme l", "light")),
        *(("cardtui --suit Cre", "Create"), ("cardtui play --dialogue f", "full")),
        *(("cardtui --deck st", "starter"), ("cardtui check st", "starter")),
        ("cardtui export --format m", "markdown"),
    ],
)
def test_shells_complete_commands_options_values(program: Program, words: str, offers: str) -> None:
    count = len(words.split()) - 1
    program.environment |= {"_CARDTUI_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)}
    ran = program.run()
    assert ran.status == 0
    assert f"plain,{offers}" in ran.out.splitlines()


@pytest.mark.parametrize(
    "words", [{}, {"COMP_WORDS": "cardtui ", "COMP_CWORD": "one"}, {"_CARDTUI_COMPLETE": "nonsense"}]
)
def test_a_shell_that_asks_wrongly_is_told(program: Program, words: dict[str, str]) -> None:
    program.environment |= {"_CARDTUI_COMPLETE": "bash_complete"} | words
    assert_refused(program.run(), 2, "Invalid _CARDTUI_COMPLETE")


# Playing


def test_a_first_evening_is_played_and_the_second_starts_at_once(program: Program) -> None:
    # The first evening opens with an appreciation; then one card; the close, without another appreciation.
    deck = str(write_suit(program.home / "trees.yaml", TREE))
    ran = program.play(*FIRST_RUN, *ROUND, "", "", *ROUND, "2", "2", "", options=("--deck", deck))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.index(WORDS.note_title) < ran.out.index(WORDS.names_left) < ran.out.index(f"{WORDS.kind_gratitude}.")
    assert GOOD_NIGHT in ran.out
    remembered = program.export()
    assert remembered["open"] is None
    (evening,) = remembered["evenings"]
    (card,) = evening["cards"]
    assert (evening["deck"], card["id"]) == (deck, "card-0")

    second = program.play("", "", "", "q", options=("--deck", deck))
    assert second.status == 0
    assert WORDS.note_title not in second.out
    assert f"[enter] {WORDS.start_evening}" in second.out
    assert program.export()["open"]["stage"] == "speak"


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


def test_with_no_save_even_an_endless_answer_is_not_written(program: Program) -> None:
    ran = program.run("--no-save", typed="x" * 3_000_000 + "\n\n\n\n\n")
    assert ran.status == 0
    assert ran.out.count(f"\n{WORDS.not_kept[0].upper()}{WORDS.not_kept[1:]}.\n") == 1
    assert WORDS.plain_one_key in ran.out
    assert WORDS.settle_title in ran.out
    assert list(program.home.iterdir()) == []


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
        (["--minutes", "soon"], ["--minutes", "from 1 to 1440"]),
        (["--depth", "4"], ["--depth", "from 1 to 3"]),
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
        (["explain", "closed-openning"], ["Did you mean 'closed-opening'?"]),
        (["trees.yaml"], ["cardtui --deck trees.yaml"]),
        (["today", "trees.yaml"], ["--deck trees.yaml"]),
        (["--left", "Ana", "today", "check"], ["cardtui check"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_option_is_told_with_what_was_meant(program: Program, arguments: list[str], words: list[str]) -> None:
    write_suit(program.home / "trees.yaml", TREE)
    ran = program.run(*arguments)
    assert_refused(ran, 2, *words)
    assert "\x1b" not in ran.err


def test_suits_are_found_however_bytes_spell_them(program: Program) -> None:
    composed, apart = (unicodedata.normalize(form, "Küche") for form in ("NFC", "NFD"))  # type: ignore[arg-type]
    write_suit(program.home / apart, TREE, name=apart)
    program.play(*FIRST_RUN, options=("--deck", composed, "--suit", composed.upper(), "--cards", "1"))
    # The folder was packed here and unpacked on a machine that spells its name differently.
    (program.home / apart).rename(program.home / composed)
    played = program.play("", *ROUND, *ROUND, *ROUND)
    assert TREE in played.out
    for asked in (composed, apart):
        assert program.run("check", asked).status == 0
        path = program.run("path", "--deck", asked, "--save", str(program.save)).out
        assert path == f"{composed}\n  {TREE}\n", played


# Decks


def test_a_broken_or_missing_deck_is_refused(program: Program) -> None:
    deck = write_suit(program.home / "trees.yaml", TREE)
    deck.write_text(deck.read_text().replace("depth: 1", "depth: 9").replace("kind:", "kin:"))
    ran = program.play(options=("--deck", "trees.yaml"))
    assert_refused(ran, 1, "trees.yaml:7:5: error[", "cardtui check trees.yaml")
    met = program.run("path", "--deck", "trees.yaml", "--save", str(program.save))
    assert_refused(met, 2, "trees.yaml:7:5: error[", "cardtui check trees.yaml")
    assert_refused(program.play(options=("--deck", "nope.yaml")), 1, "nope.yaml")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        *((f"print {what} trees.yaml", "is a suit, no plan;") for what in ("plan", "page", "stems")),
        ("print cards trees.yaml", "'cardtui print cards --deck trees.yaml' prints it."),
        ("lead trees.yaml --ready", "'cardtui --deck trees.yaml' plays it"),
        *((f"lead {other}.yaml --ready", "so it is no plan of a workshop.") for other in ("other", "dialogues")),
        ("--deck dialogues.yaml --plain", "dialogues.yaml has no cards; the deck is the folder that it lies in."),
        *((f"{begun} plan.yaml", "To lead it: cardtui lead plan.yaml") for begun in ("--deck", "path --deck", "")),
        ("--deck plans --plain", "plans/one.yaml is a plan, no deck."),
    ],
)
def test_a_file_of_another_kind_is_told_as_what_it_is(program: Program, command: str, told: str) -> None:
    write_suit(program.home / "trees.yaml", TREE)
    for name, text in (("dialogues", "dialogues: {}"), ("other", "a: b"), ("plan", "plan: Lunch\nagenda: []")):
        program.write(f"{name}.yaml", f"{text}\n")
    program.write("plans/one.yaml", "plan: Lunch\nagenda: []\n")
    ran = program.run(*command.split())
    assert told in ran.err
    # It would find no problem, or tell the same again.
    assert "cardtui check" not in ran.err


def test_an_evening_keeps_its_deck_and_words_in_any_folder(program: Within) -> None:
    deck = write_suit(program.home / "here" / "trees.yaml", TREE)
    program.folder = deck.parent
    program.play("", "", "", options=("--left", "Ana", "--right", "Ben", "--deck", "trees.yaml"))
    program.folder = program.home
    assert TREE in program.play("", *ROUND, "").out
    other = write_suit(program.home / "other" / "trees.yaml", TREE).parent
    (other / "words.yaml").write_text('chip_speaks: "{name} spricht"\n')
    going_on = program.play("", "", "q", options=("--deck", "other"))
    assert filled(WORDS.chip_speaks, name="Ben") in going_on.out
    assert "Ben spricht" in program.play("7", "2", "", "", options=("--deck", "other")).out


def test_an_evening_can_end_well_without_its_deck(program: Program) -> None:
    deck = write_suit(program.home / "trees.yaml", TREE)
    first = program.play("", "", "", *ROUND, "", "", options=("--left", "Ana", "--right", "Ben", "--deck", str(deck)))
    assert first.out.rstrip().endswith(f"> \n\n{WORDS.parting_kept}")
    deck.unlink()
    on = program.play("", "", "", "1", "", "c", "2", "")
    assert on.status == 0
    assert GOOD_NIGHT in on.out
    assert program.export()["evenings"][0]["cards"][0]["id"] == "card-0"


# Save files


def test_a_synced_folder_warns_once_but_is_used(program: Program) -> None:
    save = program.home / "Dropbox" / "save.db"
    save.parent.mkdir()
    first = program.run("--save", str(save), typed="\n")
    assert first.status == 0
    assert "Dropbox" in first.err
    assert program.run("--save", str(save), typed="\n").err == ""
    assert "Dropbox" in program.run("where", "--save", str(save)).err


@pytest.mark.parametrize("arguments", [(), ("forget", "--yes"), ("forget",), ("restore", "--yes")])
def test_a_second_window_is_told_about_the_first(program: Program, arguments: tuple[str, ...]) -> None:
    with Store.open(program.save):
        told = program.run(*arguments, "--save", str(program.save), typed="y\n")
    assert_refused(told, 2, "It is already open in another window.", "type fg")
    assert str(program.save) not in told.err
    assert program.save.exists()


# Remembered things


@pytest.fixture
def _after_one_card(program: Program) -> None:
    deck = write_suit(program.home / "trees.yaml", TREE)
    names = ("--left", "Ana", "--right", "Ben", "--deck", str(deck))
    program.play("", "", "", *ROUND, "", "", *ROUND, "2", "2", "1", "", options=names)


@pytest.mark.usefixtures("_after_one_card")
def test_path_lists_cards_with_the_words_of_known_decks(program: Program) -> None:
    bare = program.run("path", "--save", str(program.save))
    assert bare.out == f"Trees\n  {filled(WORDS.plain_heart, value='card-0')}\n"
    told = program.run("path", "--save", str(program.save), "--deck", "trees.yaml")
    assert told.out == f"Trees\n  {filled(WORDS.plain_heart, value=TREE)}\n"


def test_path_lists_a_renamed_card_once(program: Program) -> None:
    deck = write_suit(program.home / "trees.yaml", TREE)
    names = ("--left", "Ana", "--right", "Ben", "--deck", str(deck))
    program.play("", "", "", *ROUND, "", "", *ROUND, "2", "2", "", options=names)
    deck.write_text(deck.read_text().replace("id: card-0", "id: any-tree\n    aliases: [card-0]"))
    program.play("", "", "", *ROUND, "2", "2", "1", "", options=names)
    assert len(program.export()["evenings"]) == 2
    told = program.run("path", "--save", str(program.save), "--deck", "trees.yaml")
    assert told.out == f"Trees\n  {filled(WORDS.plain_heart, value=TREE)}\n"


def test_where_nothing_is_remembered_it_is_said(program: Program) -> None:
    assert program.run("path", "--save", str(program.save)).out == f"{WORDS.path_empty}\n"
    ran = program.run("forget", "--save", str(program.save), "--yes")
    assert (ran.status, ran.out) == (0, f"There is nothing to erase at {program.save}.\n")


def test_forget_also_erases_a_cut_off_workshop(program: Program) -> None:
    run = "data/cardtui/workshop/run-0123456789abcdef.json"
    runs = [program.write(f"{run}{more}", "{}") for more in ("", ".lock", ".new", ".ready", ".ready.new")]
    named = program.run("where").out.splitlines()
    assert all(f"{run}  (of a workshop that is not over)" in named for run in runs)
    ran = program.run("forget", "--yes")
    assert (ran.status, ran.out.splitlines()) == (0, [f"erased {run}" for run in runs])
    assert not runs[0].parent.exists()


def test_forget_leaves_a_workshop_that_is_being_led(program: Program) -> None:
    led, other = (program.home / f"data/cardtui/workshop/run-{name * 16}.json" for name in "ab")
    file = RunFile(led, plan())
    assert file.hold()
    for kept in (file, RunFile(other, plan())):
        kept.keep(begin(plan()), RunClock())
    ran = program.run("forget", "--yes")
    assert (ran.status, ran.out) == (0, f"erased {other}\n")
    assert "A workshop is being led now" in ran.err
    assert not RunFile(led, plan()).hold(), "nor is it open to a second projector"
    file.forget()


@pytest.mark.usefixtures("_after_one_card")
@pytest.mark.parametrize(
    ("answer", "typed", "status", "told"),
    [
        ([], "\n", 0, "Nothing was erased."),
        ([], "", 2, "Nothing was erased. With --yes"),
        ([], "y\n", 0, "erased {}"),
        (["--yes"], "", 0, "erased {}"),
    ],
)
def test_forget_erases_all_once_it_may(program: Program, answer: list[str], typed: str, status: int, told: str) -> None:
    ran = program.run("forget", "--save", str(program.save), *answer, typed=typed)
    assert ran.status == status
    assert told.format(program.save) in ran.out + ran.err
    assert answer or str(program.save) in ran.out, "it is asked with the names of the files"
    assert program.save.exists() is told.startswith("Nothing")
    assert program.save.exists() or {file.name for file in program.home.iterdir()} == {"trees.yaml"}


def test_where_names_every_file_one_a_line(program: Program) -> None:
    ran = program.run("where")
    folder = program.home / "data" / "cardtui"
    assert ran.status == 0
    names = ("save.db", "save.db-journal", "save.db.lock", "decks", "workshop", "plans")
    for path in (program.channel, *(folder / name for name in names)):
        assert f"\n{path}  (" in f"\n{ran.out}"
    assert not folder.exists()


# Internal errors


@pytest.mark.parametrize(
    ("raised", "status", "told"),
    [(KeyError("Ana"), MISTAKE, "KeyError"), (OSError(28, "No space left", "/home/Ana/save.db"), 2, "No space left")],
)
def test_what_goes_wrong_is_one_sentence_without_any_value(
    capsys: pytest.CaptureFixture[str], raised: Exception, status: int, told: str
) -> None:
    def stumble() -> None:
        raise raised

    assert run(stumble) == status
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert told in said.err
    assert "Ana" not in said.err
