"""The screen of an evening: the card between the two, or the deck with a page beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.reactive import reactive
from textual.widgets import Static

from cardtui.faces.evening.breath import Breath
from cardtui.faces.evening.playing_card import PlayingCard
from cardtui.faces.evening.shelves import WIDE, Shelves
from cardtui.faces.evening.table import TableScreen, deck, pile
from cardtui.faces.screen.column import ENTER, Column, NumberedRow, Paragraph, Sheet
from cardtui.faces.screen.head_line import HeadLine
from cardtui.faces.screen.key_bar import KeyBar
from cardtui.faces.screen.lines import LongText
from cardtui.faces.screen.sized_screen import Area
from cardtui.faces.screen.themes import SHAPES
from cardtui.presenter.scene import CardBack, CardFace, Half, Page, Row, Saying, Scene, Shelf, Talk, Tone
from cardtui.rules.evening_plan import Seat
from cardtui.rules.next_card import SPREAD
from cardtui.text.layout import drawable

MARGIN, DECK = 4, 30
"""Cells beside small cards: at the edges, and for the deck where it lies there too."""

DEAL = 0.22
"""Seconds that a card takes from the deck to its place."""


class EveningScreen(TableScreen[None]):
    """Draws one scene. What is on it was decided before; here it only finds its place."""

    scene: reactive[Scene | None] = reactive(None, layout=False, repaint=False)
    sign: reactive[str] = reactive("", layout=False, repaint=False)

    def __init__(self, scene: Scene | None, sign: str, *, still: bool, too_small: str) -> None:
        super().__init__(too_small)
        self.still = still
        self._rows: tuple[Row, ...] = ()
        self._highlighted: int | None = None
        self._touched: int | None = None
        self._dealt: CardFace | None = None
        self._breath = Breath(self, self._draw)
        # What is there from the start is drawn with the first frame, and not once more when it comes.
        self.set_reactive(EveningScreen.scene, scene)
        self.set_reactive(EveningScreen.sign, sign)
        self._columns = {seat: Column(id=seat) for seat in Seat}
        self._card = PlayingCard(id="card", classes="top -down")
        self._shared_card, self._words = PlayingCard(id="shared-card", classes="top -down"), Column(id="words")
        self._backs = [PlayingCard(id=f"back-{number}", classes="-down") for number in range(1, SPREAD + 1)]
        self._deck_top = PlayingCard(classes="top -down")
        self._pile, self._deck = pile("pile", self._card), deck(self._deck_top)
        self._spread = Area(*self._backs, id="spread")
        self._shared = Area(pile("shared-pile", self._shared_card), self._words, id="shared")
        self._head, self._sheet, self._shelves, self._keys = (
            HeadLine(),
            Sheet(id="sheet"),
            Shelves(id="shelves"),
            KeyBar(),
        )
        left, right = self._columns.values()
        talk = left, self._pile, self._spread, right, self._shared
        self._parts = self._head, self._deck, self._shelves, *talk, self._sheet, self._keys

    def compose(self) -> ComposeResult:
        """At first what is seen: each widget costs time. Later only contents change, or which parts are shown."""
        self._draw()
        yield Area(*(part for part in self._parts if part.display), id="table")
        yield Static(id="too-small", markup=False)

    # What changes

    def watch_scene(self, old: Scene | None, new: Scene | None) -> None:
        """Draw another scene. A card on its way is there, for each of its steps would be painted before this."""
        self.app.animator.force_stop_animation(self._face_up, "offset")
        self._turn_up(self._face_up.face)
        self._touched = _touched(old, new)
        if _choices(old) != _choices(new):
            self._highlighted = None
            for part in self._all_texts:
                part.scroll_to_top()
        if not (_breathes(old) and _breathes(new)):
            self._breathe_again()
        self._draw()
        if isinstance(new, Page) and new.dealt and new.face != self._dealt:
            self._dealt = new.face
            if old is not None and not self.still:
                self._deal()

    def on_mount(self) -> None:
        """Breathe, if the evening goes on there."""
        self._breathe_again()
        self.call_after_refresh(self._mount_others)

    def _mount_others(self) -> None:
        table = self.query_one("#table")
        for before, part in pairwise(self._parts):
            if not part.is_attached:
                table.mount(part, after=before)

    def watch_sign(self) -> None:
        """Draw another sign."""
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size."""
        super().on_resize(event)
        self._draw()

    # The highlight

    @property
    def _texts(self) -> list[LongText]:
        """Those that are seen."""
        within = {self._card: self._pile, self._shared_card: self._shared, self._words: self._shared}
        return [text for text in self._all_texts if text.display and within.get(text, text).display]

    @property
    def _all_texts(self) -> tuple[LongText, ...]:
        return *self._columns.values(), self._words, self._sheet, self._card, self._shared_card

    @property
    def _face_up(self) -> PlayingCard:
        """The card on the table: between the two, or above the words for both."""
        return self._shared_card if self._shared.display else self._card

    @property
    def row_here(self) -> Row | None:
        """The row that Enter takes, if the highlight was moved."""
        return self._rows[self._highlighted] if self._highlighted is not None else None

    def has_key(self, key: str) -> bool:
        """Whether that key does something of its own here."""
        return any(key in row.keys for row in self._rows)

    def move(self, by: int) -> None:
        """Scroll a text that goes on below, and then move the highlight."""
        count = len(self.scene.rows) if isinstance(self.scene, Talk | Page) else 0
        if count <= 1 or (by > 0 and any(part.hides_text for part in self._texts)):
            self.scroll_text(by)
            return
        here = self._here
        if here is None:
            here = -1 if by > 0 else count
        self._highlighted = (here + by) % count
        self._draw()

    def scroll_text(self, lines: int) -> None:
        """Show text that did not fit, so many lines further down (or up)."""
        for part in self._texts:
            part.scroll_text(lines)

    def on_mouse_scroll_down(self) -> None:
        """Scroll."""
        self.scroll_text(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll."""
        self.scroll_text(-1)

    @property
    def _here(self) -> int | None:
        """The number of the row that Enter takes; None where two rows are equals, until the highlight is moved."""
        if self._highlighted is not None:
            return self._highlighted
        return next((number for number, row in enumerate(self._rows) if ENTER in row.keys), None)

    # Drawing

    def _draw(self) -> None:
        scene = drawable(self.scene)
        if not isinstance(scene, Talk | Page):
            return
        self._rows = (*scene.rows, *scene.hidden)
        rows = [NumberedRow(row, number, number == self._here) for number, row in enumerate(scene.rows)]
        barred = [NumberedRow(row, number, here=False) for number, row in enumerate(scene.hidden, start=len(rows))]
        laid_out = [tile.key for shelf in _shelves(scene) for tile in shelf.tiles]
        tiles = [each for each in rows if each.row.key in laid_out]
        is_few = self._has_room_for(len(laid_out))
        self._lay_table(scene, few=is_few)
        self._show_cards(scene, rows)
        self._shelves.fill(scene.title if isinstance(scene, Page) else "", _shelves(scene), [*tiles, *barred])
        if len(rows) == 1 and scene.face is not None and self.has_class("-low"):  # where lines are scarce
            barred += [each for each in rows if ENTER in each.row.keys]
            rows = [each for each in rows if ENTER not in each.row.keys]
        if isinstance(scene, Talk):
            self._head.fill(scene.head, scene.rail, scene.reached, scene.habit)
        else:
            self._head.fill(scene.head)
        if isinstance(scene, Page) and not scene.halves:
            self._fill_page(scene, rows, tiles, few=is_few)
        else:
            self._fill_halves(scene, rows)
        note = scene.note if isinstance(scene, Talk) else ""
        self._keys.fill(note=note, hint=scene.hint, sign=drawable(self.sign), rows=barred)

    def _has_room_for(self, tiles: int) -> bool:
        """Whether so many small cards fit beside each other, with the deck at their left where it lies there too."""
        return 0 < tiles * (WIDE + 1) <= self.size.width - MARGIN - DECK * self.has_class("-high")

    def _lay_table(self, scene: Talk | Page, *, few: bool) -> None:
        """Show what belongs to a talk, to a card for both, to a page, or to small cards.

        A class of the screen would do it too, but each one that comes or goes costs the styles of all that is on it.
        """
        backs, path = bool(_backs(scene)), bool(_shelves(scene))
        between = backs or scene.face is not None
        both = between and not scene.halves
        left, right = self._columns.values()
        left.display, right.display = (between and not both) or path, between and not both
        self._pile.display, self._spread.display = between and not both and not backs, backs
        self._shared.display, self._shelves.display = both, path
        self.is_page = self._sheet.display = not between and not path
        self._deck.display = self.is_page or (few and self.has_class("-high"))
        self.update_classes({"-path": path, "-few": few, **self.classes_at(*self.size)}, animate=False)

    def _show_cards(self, scene: Talk | Page, rows: Sequence[NumberedRow]) -> None:
        """One face up or down on the pile, or several side by side, and what lies on the deck."""
        if backs := _backs(scene):
            for card, back, row in zip_longest(self._backs, backs, rows[: len(backs)]):
                card.display = back is not None
                if back is not None:
                    card.lie_down(back, row)
        elif scene.face is not None:
            self._face_up.turn_up(scene.face)
        if isinstance(scene, Page) and scene.top is not None and not self.has_class("-narrow"):
            self._deck_top.turn_up(scene.top)
        else:
            self._deck_top.turn_down()

    def _fill_page(self, page: Page, rows: Sequence[NumberedRow], tiles: Sequence[NumberedRow], *, few: bool) -> None:
        """What is not for one of the two alone. few: whether the small cards stand for themselves."""
        for column in self._columns.values():
            column.fill(())
        first, *prose = page.prose if page.shelves else (page.title, *page.prose)
        rows = [each for each in rows if each not in tiles]
        if few and self.has_class("-high"):
            rows = [*(replace(each, row=replace(each.row, short="")) for each in tiles), *rows]
        elif tiles:  # room for the words of one alone
            here = next((each for each in tiles if each.here), None)
            rows = [_enter(here), *rows] if here else rows
            told = here.number if here else self._touched
            prose = [each.row.text for each in tiles if each.number == told] or prose
        target = self._words if self._shared.display else self._columns[Seat.LEFT] if page.shelves else self._sheet
        title = [Content.styled(first, target.STRONG)] if first else []
        target.fill(title, [Paragraph(Content(text)) for text in prose], rows)

    def _fill_halves(self, scene: Talk | Page, rows: Sequence[NumberedRow]) -> None:
        acts = next((half.seat for half in scene.halves if half.floor), None) or _spoken_to(scene.halves)
        for half in scene.halves:
            own = [each for each in rows if (each.row.who or acts) is half.seat]
            self._fill_half(half, own, scene.breath if isinstance(scene, Talk) and half.floor else "")

    def _fill_half(self, half: Half, rows: Sequence[NumberedRow], breath: str) -> None:
        column = self._columns[half.seat]
        chips = [self._chip(half, name) for name in (half.chip, half.short_chip)]
        sayings = [_paragraph(saying, half) for saying in half.sayings]
        if breath:
            dot = "" if self.still else f"{self._breath.dot} "
            sayings.insert(0, Paragraph(Content.styled(f"{dot}{breath}", "$quiet"), gives_way=True))
        column.fill(chips, sayings, rows)

    def _chip(self, half: Half, name: str) -> Content:
        name = f"{SHAPES[0]} {name}" if half.seat is Seat.LEFT else f"{name} {SHAPES[1]}"
        if half.floor:
            return Content.styled(f" {name.upper()} ", f"$on-{half.seat} on ${half.seat} $filled-style")
        return Content.styled(name, f"${half.seat} $strong-style")

    # What moves

    def _breathe_again(self) -> None:
        if _breathes(self.scene) and not self.still:
            self._breath.begin()
        else:
            self._breath.stop()

    def _deal(self) -> None:
        card = self._face_up
        card.add_class("-down")
        card.show_lines()
        card.offset = Offset(-4, 2)
        dealt = card.face
        card.animate("offset", Offset(0, 0), duration=DEAL, on_complete=lambda: self._turn_up(dealt))

    def _turn_up(self, dealt: CardFace | None) -> None:
        if dealt is not None and self._face_up.face == dealt:  # else another one was dealt meanwhile
            self._face_up.turn_up(dealt)


def _backs(scene: Talk | Page) -> Sequence[CardBack]:
    return scene.backs if isinstance(scene, Page) else ()


def _shelves(scene: Talk | Page) -> Sequence[Shelf]:
    return scene.shelves if isinstance(scene, Page) else ()


def _choices(scene: Scene | None) -> object:
    """What stays the same as long as the highlight may stay where it was."""
    match scene:
        case Talk():
            return tuple(half.chip for half in scene.halves), tuple(row.keys for row in scene.rows)
        case Page():
            return scene.title, scene.face, scene.shelves and scene.prose, tuple(row.keys for row in scene.rows)
        case _:
            return None


def _touched(old: Scene | None, new: Scene | None) -> int | None:
    """The number of the row that has just got a heart, or lost it."""
    if not (isinstance(old, Page) and isinstance(new, Page) and old.title == new.title):
        return None
    pairs = enumerate(zip(old.rows, new.rows, strict=False))
    return next((number for number, (before, after) in pairs if before.marked != after.marked), None)


def _enter(each: NumberedRow) -> NumberedRow:
    """The row of a small card, as what Enter does."""
    return NumberedRow(
        replace(each.row, keys=(ENTER,), text=each.row.short, short="", marked=False), each.number, here=True
    )


def _breathes(scene: Scene | None) -> bool:
    return isinstance(scene, Talk) and bool(scene.breath)


def _spoken_to(halves: Sequence[Half]) -> Seat:
    return next((half.seat for half in halves if half.sayings), Seat.LEFT)


def _paragraph(saying: Saying, half: Half) -> Paragraph:
    bright = saying.tone is Tone.SAY or half.floor
    return Paragraph(Content.styled(saying.text, "" if bright else "$quiet"), saying.tone is Tone.HINT)
