"""Hostile text does not break the full screen: no sequence is obeyed, nothing is displaced, nothing is lost."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcswidth, wcwidth

from cardtui.faces.screen.sized_screen import SMALLEST
from cardtui.presenter.scene import Form, Page, Scene, Talk
from cardtui.rules.position import Position
from cardtui.text.invisible import is_blank, visible
from cardtui.text.layout import LONGEST, balanced, cells, drawable, is_plain, wrap
from costs import growth
from easel import assert_in_shape, paint
from every_view import pages
from hostile_texts import ENDLESS, HOSTILE, assert_inert, dressed
from parts import squeezed
from scenes import every_position, tell

SIZES = [SMALLEST, (60, 18), (80, 24), (120, 40)]
POSITIONS = every_position()


@cache
def scenes(text: str, *, words: bool = False) -> dict[str, Scene]:
    """Every scene that can show the text, by name. words: the deck's words are hostile, too."""
    found: dict[str, Scene] = {}
    if "\ud800" not in text:  # half a character cannot come from a file or a save file
        found = {name: scene for name, scene in pages(text, words=words) if not isinstance(scene, Form)}
    return found | {name: tell(dressed(position, text)) for name, position in POSITIONS.items()}


def a_fifth(found: dict[str, Scene], name: str) -> list[Scene]:
    """Every fifth scene, with a different start for each text, so that texts and scenes mix."""
    return list(found.values())[list(HOSTILE).index(name) % 5 :: 5]


def widest(text: str) -> int:
    """The cells of a text on the widest terminal, of those whose ways of counting we know."""
    each = sum(max(0, wcwidth(sign)) for sign in text)  # without joined signs, like older terminals; so does pyte
    return max(each, cell_len(text), wcswidth(text))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("words", [False, True], ids=["cards", "words"])
@pytest.mark.sample(8)
def test_no_text_leaves_its_place_or_gives_orders(name: str, *, words: bool) -> None:
    for number, scene in enumerate(a_fifth(scenes(HOSTILE[name], words=words), name)):
        assert isinstance(scene, Talk | Page)
        picture = paint(scene, SIZES[number % len(SIZES)])
        assert_in_shape(picture)
        assert words or picture.clickable().keys() >= set(range(len(scene.rows))), picture.text


@pytest.mark.long
@pytest.mark.parametrize("size", [*SIZES, (100, 30), (200, 60), (53, 19)])
@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_leaves_its_place_at_any_size(name: str, size: tuple[int, int]) -> None:
    for words in (False, True):
        for scene in scenes(HOSTILE[name], words=words).values():
            assert_in_shape(paint(scene, size))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.sample(5)
def test_a_prompt_is_shown_to_the_letter_where_it_can_be(name: str) -> None:
    scene = scenes(HOSTILE[name])["offer"]
    assert isinstance(scene, Page)
    assert scene.face is not None
    shown = squeezed(paint(scene, (120, 40)).part("card"))
    text = drawable(scene).face.text  # type: ignore[union-attr]
    assert squeezed(text)[:200] in shown


def test_prose_is_never_markup() -> None:
    text = "[/] [bold]Ana[/] [@click=app.quit]here[/]"
    assert squeezed(text) in squeezed(paint(Page(title=text, prose=(text, text))).part("sheet"))


@pytest.mark.parametrize("name", ENDLESS)
@pytest.mark.long
def test_only_the_start_of_endless_text_is_read(name: str) -> None:
    def paint_it(position: Position) -> None:
        wrap.cache_clear()
        balanced.cache_clear()
        assert_in_shape(paint(tell(position), (80, 24)))

    for place in ("offer", "mirror", "night", "own"):
        paint_it(dressed(POSITIONS[place], ENDLESS[name]))
    text = ENDLESS[name][:60_000]
    # Built before painting: a name is cleaned whole, once.
    speaking = {part: dressed(POSITIONS["speak"], part) for part in (text, text[: len(text) // 10])}
    assert growth(lambda part: paint_it(speaking[part]), text) < 5


# The parts


ANY = st.text(
    st.one_of(st.characters(), st.sampled_from("\u200d\ufe0f\u0301🏽👩❤谁 x\x1b\x9b\u202e🇩🏴\U000e0041")), max_size=80
)


@given(ANY, st.integers(2, 60))
@example("\u200d\u200d🎉\ufe0f👩🏽", 2)
@example("谁" * 9, 3)
def test_wrapped_lines_hold_all_of_any_text(text: str, width: int) -> None:
    text = drawable(text)
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)
    assert balanced(text, width * 2)


@given(ANY)
def test_no_terminal_uses_more_cells_than_counted(text: str) -> None:
    # Terminals show code points that are not yet assigned in Unicode in one cell or two.
    text = drawable("".join(sign for sign in text if unicodedata.category(sign) != "Cn"))
    assert widest(text) <= cells(text)


@given(ANY)
def test_any_text_is_made_visible_for_good(text: str) -> None:
    shown = visible(text)
    assert_inert(shown)
    assert visible(shown) == shown
    assert is_blank(text) or not is_blank(shown)


def test_all_agree_on_the_cells_of_plain_letters() -> None:
    plain = [
        sign for sign in map(chr, range(0xFFFF)) if is_plain(sign) and unicodedata.category(sign) not in ("Cc", "Cn")
    ]
    assert len(plain) > 1000
    assert all(wcwidth(sign) == cell_len(sign) == cells(sign) == 1 for sign in plain)


def test_what_is_drawn_of_a_text_has_an_end() -> None:
    assert len(drawable("x" * 1_000_000)) == LONGEST + 1
    assert drawable("x" * 1_000_000).endswith("…")
