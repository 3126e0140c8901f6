"""PDFs of the writer, read by another library."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cardtui.print.document import BLACK, Document, Layout, Measure, Paper, Style, Text
from cardtui.print.fonts import FontUnfit, faces_for
from cardtui.print.line_breaks import runs_right_to_left
from cardtui.print.pdf import PdfWriter, printed
from print.documents import DOCUMENTS, texts
from print.fonts import make_font
from program import SOURCE


def line(text: str, style: Style = Style.PLAIN) -> Layout:
    """A layout that is one line of text."""

    def lay(paper: Paper, measure: Measure) -> Document:
        right_to_left = runs_right_to_left(text)
        width = measure.width(text, style, 12, right_to_left=right_to_left)
        return Document("One line", "en", paper, ((Text(50, 50, text, style, 12, width, BLACK, right_to_left),),))

    return lay


@pytest.fixture
def places() -> list[tuple[Path, int]]:
    """The fonts of the system: for a test to fill."""
    return []


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch, places: list[tuple[Path, int]]) -> list[Sequence[str]]:
    """The characters for which the system was asked for fonts."""
    asked: list[Sequence[str]] = []
    # `append` returns None.
    monkeypatch.setattr("cardtui.print.fonts.system_fonts", lambda characters: asked.append(characters) or places)
    return asked


def fonts(reader: PdfReader) -> Iterator[tuple[str, Any]]:
    """The name and descriptor of every font of every page."""
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            yield str(inner["/BaseFont"]), inner["/FontDescriptor"].get_object()


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.sample(2)
def test_a_pdf_has_its_pages_text_and_fonts(name: str, paper: Paper) -> None:
    content, document = printed(DOCUMENTS[name], paper)
    reader = PdfReader(BytesIO(content), strict=True)
    assert len(reader.pages) == len(document.pages)
    for page, laid in zip(reader.pages, document.pages, strict=True):
        assert (page.mediabox.width, page.mediabox.height) == pytest.approx(document.size, abs=0.01)
        seen = page.extract_text().replace(" ", "").replace("\n", "")
        for text in texts(laid):
            assert text.text.replace(" ", "") in seen
    for font, descriptor in fonts(reader):
        assert font.startswith("/MPDFAA+")
        assert "/FontFile2" in descriptor
    assert reader.metadata.title == document.title
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    assert len(content) < 100_000 + 8_000 * len(document.pages)


def test_standard_output_gets_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cardtui", "print", "plan", "evening", "--paper", "a4", "-o", "-"]
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        changed = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(SOURCE), "HOME": str(tmp_path)}
        ran = subprocess.run(command, cwd=tmp_path, env=os.environ | changed, capture_output=True, check=True)
        assert ran.stderr == b""
        made.append(ran.stdout)
    assert PdfReader(BytesIO(made[0]), strict=True).pages
    assert made[0] == made[1]
    assert list(tmp_path.iterdir()) == []


def test_letters_are_kerned_and_scale_with_size() -> None:
    with PdfWriter(faces_for("AVTo")) as writer:
        kerned = writer.width("AVATo", Style.PLAIN, 100)
        assert kerned < sum(writer.width(letter, Style.PLAIN, 100) for letter in "AVATo") - 5
        assert writer.width("AVATo", Style.PLAIN, 50) == pytest.approx(kerned / 2)


# Fonts


def test_suits_hebrew_greek_cyrillic_are_built_in() -> None:
    content, _ = printed(line("♥ ♦ ♣ ♠ ● ☼ ✎ שלום λόγος слово Việt ǧ"), Paper.A4)
    assert {font.partition("+")[2] for font, _ in fonts(PdfReader(BytesIO(content)))} == {
        "SourceSerif4",
        "DejaVuSansBook",
    }


def test_characters_no_font_has_are_named_with_their_scripts() -> None:
    with pytest.raises(FontUnfit, match=r": あ \(U\+3042\) 木 \(U\+6728\) 、 \(U\+3001\) \(Han, Hiragana\)\."):
        printed(line("あa、木"), Paper.A4)


def test_system_is_asked_only_for_what_is_missing(tmp_path: Path, places: list[Any], asked: list[Any]) -> None:
    places += [(tmp_path / "gone.ttf", 0), (make_font(tmp_path / "one.ttf", "あ"), 0)]
    content, _ = printed(line("あ♥a"), Paper.A4)
    assert asked == [["あ"]]
    assert "/MPDFAA+Squares" in {font for font, _ in fonts(PdfReader(BytesIO(content)))}
    assert "あ" in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_two_fonts_of_the_system_may_be_needed(tmp_path: Path, places: list[Any]) -> None:
    places += [(make_font(tmp_path / f"{number}.ttf", letter), 0) for number, letter in enumerate("あ木")]
    content, _ = printed(line("あ木"), Paper.A4)
    assert [font for font, _ in fonts(PdfReader(BytesIO(content)))].count("/MPDFAA+Squares") == 2


def test_a_given_font_is_used_before_system_fonts(tmp_path: Path, asked: list[Any]) -> None:
    content, _ = printed(line("あ"), Paper.A4, make_font(tmp_path / "own.ttf", "あ"))
    assert asked == []
    assert "あ" in PdfReader(BytesIO(content)).pages[0].extract_text()


UNFIT: dict[str, Callable[[Path], object]] = {
    "missing.ttf": lambda path: None,
    "folder.ttf": Path.mkdir,
    "text.ttf": lambda path: path.write_text("I am no font."),
    "cut-off.ttf": lambda path: path.write_bytes(make_font(path, "あ").read_bytes()[:300]),
    "no-outlines.ttf": lambda path: make_font(path, "あ", outlines=False),
    "forbidden.ttf": lambda path: make_font(path, "あ", may_be_embedded=False),
    "known-by-its-ending.pdf": lambda path: make_font(path, "あ"),
}
"""How to make each."""


@pytest.mark.parametrize("name", UNFIT)
def test_a_font_that_cannot_be_used_is_told(name: str, tmp_path: Path) -> None:
    UNFIT[name](tmp_path / name)
    with pytest.raises(FontUnfit, match=name):
        printed(line("あ"), Paper.A4, tmp_path / name)


# From right to left


@pytest.mark.parametrize(
    ("text", "as_it_stands"),
    [
        ("שלום Ana עולם", ["עולם", "Ana", "שלום"]),
        ("Ana שלום, עולם Ben", ["Ana", "עולם", "שלום", "Ben"]),
        ("שעה 19:30 כאן", ["כאן", "19:30", "שעה"]),
    ],
)
def test_words_of_two_directions_stand_in_their_order(text: str, as_it_stands: list[str]) -> None:
    content, _ = printed(line(text), Paper.A4)
    found: dict[str, float] = {}

    def visit(part: str, _: Any, matrix: list[float], *font: object) -> None:
        found.setdefault(part.strip(" ,"), matrix[4])

    PdfReader(BytesIO(content)).pages[0].extract_text(visitor_text=visit)
    assert sorted(as_it_stands, key=lambda word: found[word]) == as_it_stands
