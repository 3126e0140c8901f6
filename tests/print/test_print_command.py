"""`cardtui print`, as in a facilitator's shell."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from cardtui.commands import print_
from cardtui.print.document import Paper
from print.fonts import make_font
from program import Program, Within, assert_refused
from shipped_words import WORDS

TRANSLATED = Path(__file__).parent.parent / "translated"

EVERYTHING = {
    ("plan", "evening", "--at", "19:00"): "evening-run-sheet.pdf",
    ("slides", "evening"): "evening-slides.pdf",
    ("stems", "Full"): "full-stems.pdf",
    ("stems", "half-day"): "half-day-stems.pdf",
    ("feelings",): "feelings.pdf",
    ("timeout",): "time-out.pdf",
    ("cards", "connect"): "connect-cards.pdf",
    ("cards", "evening"): "evening-cards.pdf",
    ("slip", "half-day"): "half-day-slip.pdf",
}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Within(tmp_path)
    # A computer without fontconfig, and without a country.
    program.environment["PATH"] = str(tmp_path)
    return program


def test_print_alone_names_what_can_be_printed_in_one_line(program: Program) -> None:
    ran = program.run("print")
    assert_refused(ran, 2, "kit", "slip", "'cardtui print --help'")
    assert len(ran.err.splitlines()) == 2
    assert "␊" not in ran.err


@pytest.mark.parametrize("arguments", EVERYTHING, ids=" ".join)
@pytest.mark.long
def test_each_document_gets_its_own_file_name(program: Program, arguments: tuple[str, ...]) -> None:
    ran = program.run("print", *arguments)
    assert (ran.status, ran.err) == (0, "")
    path = program.home / EVERYTHING[arguments]
    pages = len(PdfReader(path).pages)
    assert ran.out.startswith(f"{path.name}: {pages} page{'' if pages == 1 else 's'}, A4.\n")
    assert ("actual size" in ran.out) == (arguments[0] == "cards")
    assert [each.name for each in program.home.glob("*")] == [path.name]


def test_an_existing_file_stays_unless_forced(program: Program) -> None:
    path = program.write("feelings.pdf", "mine")
    path.chmod(0o640)
    assert_refused(program.run("print", "feelings"), 2, "feelings.pdf is there already", "-o", "--force")
    assert path.read_text() == "mine"
    assert program.run("print", "feelings", "--force").status == 0
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in program.home.glob("*")] == ["feelings.pdf"]
    for force in ((), ("--force",)):
        other = program.home / f"{len(force)}.pdf"
        assert program.run("print", "feelings", "-o", str(other), "--paper", "letter", *force).status == 0
        assert other.stat().st_mode & 0o777 == 0o644
        assert PdfReader(other).pages[0].mediabox.width == 612


def test_the_page_is_one_html_file_and_needs_no_extra_package(program: Program) -> None:
    ran = program.run("print", "page", "evening")
    assert (ran.status, ran.err) == (0, "")
    assert [each.name for each in program.home.glob("*")] == ["evening-page.html"]
    assert ran.out.startswith("evening-page.html: ")
    page = (program.home / "evening-page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>\n")
    assert program.run("print", "page", "evening", "-o", "-").out == page
    assert_refused(program.run("print", "page", "evening"), 2, "is there already", "-o", "--force")
    assert_refused(program.run("print", "page", "evening", "-o", "-", "--force"), 2, "--force", "-o -")
    assert program.run("print", "page", "evening", "--force").status == 0


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.sample(1)
def test_a_failed_write_is_said_in_a_sentence(program: Program, force: tuple[str, ...]) -> None:
    assert_refused(program.run("print", "feelings", "-o", "no/such.pdf", *force), 2, "cannot be written", "no folder")
    (program.home / "folder.pdf").mkdir()
    assert_refused(program.run("print", "feelings", "-o", "folder.pdf", *force), 2, "folder.pdf")
    assert list((program.home / "folder.pdf").iterdir()) == []


def cards_on(page: PageObject) -> int:
    kinds = (WORDS.kind_question, WORDS.kind_step, WORDS.kind_story)
    return sum(page.extract_text().count(f"{kind} ·") for kind in kinds)


def test_cards_of_a_plan_fill_a_page_or_are_enough_for_couples(program: Program) -> None:
    assert program.run("print", "cards", "evening").status == 0
    pages = PdfReader(program.home / "evening-cards.pdf").pages
    assert [cards_on(page) for page in pages] == [8, 0], "two sets of four, and their backs"
    assert program.run("print", "cards", "evening", "--couples", "3", "-o", "three.pdf").status == 0
    pages = PdfReader(program.home / "three.pdf").pages
    assert [cards_on(page) for page in pages] == [9, 0, 3, 0]


def test_a_kit_is_one_file_that_says_which_pages_are_what(program: Program) -> None:
    ran = program.run("print", "kit", "half-day", "--couples", "2", "--paper", "letter")
    assert (ran.status, ran.err) == (0, "")
    first, *parts = ran.out.splitlines()
    pages = PdfReader(program.home / "half-day-kit.pdf").pages
    assert first == f"half-day-kit.pdf: {len(pages)} pages, Letter."
    assert len(parts) == 8
    assert parts[0].split(None, 1)[1] == "the run sheet, for you"
    begin, _, end = parts[-1].split()[0].partition("–")
    assert int(end) == len(pages)
    assert cards_on(pages[int(begin) - 1]) == 9
    assert WORDS.print_slip in pages[int(begin) - 2].extract_text()


def test_a_missing_name_is_told_with_what_exists(program: Program) -> None:
    assert_refused(program.run("print", "cards", "conect"), 2, "no suit", "Did you mean 'Connect'?")
    assert_refused(program.run("print", "stems", "ful"), 2, "no dialogue", "Did you mean 'full'?")
    assert_refused(program.run("print", "plan", "evenin"), 2, "no plan", "evening")
    assert_refused(program.run("print", "cards", "gone.yaml"), 2, "no plan file")
    assert_refused(program.run("print", "plan", "evening", "--at", "7pm"), 2, "19:00")
    assert_refused(program.run("print", "feelings", "--deck", "nix"), 1, "no deck")
    program.write(
        "talk.yaml",
        "plan: X\nlanguage: en\nstarts: You.\nagenda:\n  - {kind: talk, title: Talk, minutes: 5, screen: [Hi]}\n",
    )
    assert_refused(program.run("print", "stems", "talk.yaml"), 2, "no practice in the plan talk.yaml")
    assert_refused(program.run("print", "cards", "talk.yaml"), 2, "no card in the plan talk.yaml")
    for document in ("cards", "stems"):
        ran = program.run("print", document, "talk.yaml", "--deck", "starter")
        assert_refused(ran, 2, "talk.yaml is a plan, which has a deck of its own; leave '--deck' out")
    assert_refused(program.run("print", "cards", "evenin", "--deck", "starter"), 2, "no suit 'evenin'")
    program.write("bad.yaml", "plan: X\nagenda: 3\n")
    assert_refused(program.run("print", "plan", "bad.yaml"), 1, "has errors", "cardtui check")


def test_missing_characters_are_named_and_a_given_font_fills_in(program: Program) -> None:
    deck = TRANSLATED / "ja"
    command = ("print", "cards", "--deck", str(deck), "-o", "ja.pdf")
    assert_refused(program.run(*command), 2, "U+3044", "Hiragana", "--font FILE", "Nothing was written")
    assert list(program.home.glob("*")) == []
    texts = "".join(file.read_text(encoding="utf-8") for file in deck.glob("*.yaml"))
    make_font(program.home / "squares.ttf", "".join(sorted({letter for letter in texts if letter > "\u2fff"})))
    ran = program.run(*command, "--font", "squares.ttf")
    assert (ran.status, ran.err) == (0, "")
    assert "最初" in PdfReader(program.home / "ja.pdf").pages[0].extract_text()
    assert_refused(program.run("print", "feelings", "--font", "no.ttf"), 2, "no.ttf cannot be read")


def test_hostile_suits_print_plain_or_are_refused(program: Program) -> None:
    program.write(
        "trees.yaml",
        "suit: '../../T\u00e9'\nsymbol: '+'\nabout: x\nlanguage: en\ncards:\n  - id: a\n    kind: step\n    depth: 1\n"
        '    prompt: "(a\\\\) Tj ET Q {partner} {nb} \\t <</S /JavaScript>> %EOF"\n',
    )
    ran = program.run("print", "cards", "--deck", "trees.yaml", "-o", "trees.pdf")
    assert (ran.status, ran.err) == (0, "")
    reader = PdfReader(program.home / "trees.pdf", strict=True)
    text = " ".join(reader.pages[0].extract_text().split())
    assert f"(a\\) Tj ET Q {WORDS.partner} {{nb}} <</S /JavaScript>> %EOF" in text
    assert set(reader.trailer["/Root"]) == {"/Lang", "/OpenAction", "/PageLayout", "/Pages", "/Type"}
    assert reader.trailer["/Root"]["/OpenAction"][1] == "/FitH"  # type: ignore[index]
    ran = program.run("print", "cards", "../../té", "--deck", "trees.yaml")
    assert ran.status == 0
    assert (program.home / "té-cards.pdf").exists()


def test_without_the_extra_it_says_how_to_get_it(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_, "what_is_missing", lambda needed: f"{min(needed)}. Type: pip install it")
    assert_refused(program.run("print", "feelings"), 2, "To print, cardtui needs fpdf2. Type: pip install it\n")
    assert list(program.home.glob("*")) == []


@pytest.mark.parametrize(
    ("settings", "paper"),
    [
        ({"LANG": "en_US.UTF-8"}, Paper.LETTER),
        ({"LANG": "en_GB.UTF-8"}, Paper.A4),
        ({"LANG": "es_MX"}, Paper.LETTER),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, Paper.A4),
        ({"LC_PAPER": "de_DE.UTF-8", "LC_ALL": "en_CA.UTF-8"}, Paper.LETTER),
        ({"LANG": "C.UTF-8"}, Paper.A4),
        ({}, Paper.A4),
        ({"LANG": "us", "LC_ALL": ""}, Paper.A4),
    ],
)
def test_the_paper_is_that_of_the_country(
    settings: dict[str, str], paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", settings)
    assert print_.usual_paper() is paper
