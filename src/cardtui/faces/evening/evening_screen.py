"""The screen of an evening: the card between the partners, or the deck with a page beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from cardtui.faces.evening.breath import Breath
from cardtui.faces.evening.playing_cards import WIDE, PlayingCard, Shelves, pile
from cardtui.faces.screen.column import ENTER, Column, Paragraph, Sheet
from cardtui.faces.screen.footer import KeyFooter
from cardtui.faces.screen.head_line import HeadLine
from cardtui.faces.screen.lines import Lines, NumberedRow
from cardtui.faces.screen.sized_screen import Area, SizedScreen
from cardtui.faces.screen.themes import SHAPES
from cardtui.presenter.scene import CardFace, Half, Page, Row, Saying, Scene, Talk, Tone
from cardtui.rules.evening_arc import SPREAD
from cardtui.rules.evening_plan import Seat
from cardtui.text.layout import drawable

MARGIN, DECK = 4, 30
"""Cells beside small cards: at the edges, and for the deck if it is shown too."""

_NO_PAGE = Page(title="")


class EveningScreen(SizedScreen[None]):
    """Draws one scene. The presenter decided its content; this only places it."""

    scene: reactive[Scene | None] = reactive(None, layout=False, repaint=False)
    sign: reactive[str] = reactive("", layout=False, repaint=False)
    is_page = True

    def __init__(self, scene: Scene | None, sign: str, *, still: bool, too_small: str) -> None:
        super().__init__(too_small)
        self.still = still
        self._rows: tuple[Row, ...] = ()
        self._highlighted: int | None = None
        self._touched: int | None = None
        self._dealt: CardFace | None = None
        self._breath = Breath(self, self._draw)
        # The initial content is drawn with the first frame, not again on mount.
        self.set_reactive(EveningScreen.scene, scene)
        self.set_reactive(EveningScreen.sign, sign)
        self._columns = {seat: Column(id=seat) for seat in Seat}
        self._card = PlayingCard(id="card", classes="top -down")
        self._shared_card, self._words = PlayingCard(id="shared-card", classes="top -down"), Column(id="words")
        self._backs = [PlayingCard(id=f"back-{number}", classes="-down") for number in range(1, SPREAD + 1)]
        self._deck_top = PlayingCard(classes="top -down")
        self._pile, self._deck = pile(self._card, id="pile"), pile(self._deck_top, id="deck")
        self._spread = Area(*self._backs, id="spread")
        self._shared = Area(pile(self._shared_card, id="shared-pile"), self._words, id="shared")
        self._head, self._sheet, self._keys = HeadLine(id="head"), Sheet(id="sheet"), KeyFooter(id="keys")
        self._shelves = Shelves(id="shelves")
        left, right = self._columns.values()
        talk = left, self._pile, self._spread, right, self._shared
        self._parts = self._head, self._deck, self._shelves, *talk, self._sheet, self._keys
        self._all_texts: tuple[Lines, ...] = left, right, self._words, self._sheet, self._card, self._shared_card

    def compose(self) -> ComposeResult:
        """First only what is visible: each widget costs time. Later only contents and visibility change."""
        self._draw()
        yield Area(*(part for part in self._parts if part.display), id="table")
        yield Static(id="too-small", markup=False)

    # Changes

    def watch_scene(self, old: Scene | None, new: Scene | None) -> None:
        """Draw another scene. A moving card goes to its place at once, since each of its steps delays the drawing."""
        self._face_up.arrive()
        self._touched = _touched(old, new)
        if _choices(old) != _choices(new):
            self._highlighted = None
            for part in self._all_texts:
                part.scroll_to_top()
        if not (_breath_of(old) and _breath_of(new)):
            self._breathe_again()
        self._draw()
        if isinstance(new, Page) and new.dealt and new.face != self._dealt:
            self._dealt = new.face
            if old is not None and not self.still:
                self._face_up.slide_from_deck()

    def on_mount(self) -> None:
        """Start the breath if the evening resumes there."""
        self._breathe_again()
        self.call_after_refresh(self._mount_others)

    def _mount_others(self) -> None:
        table = self.query_one("#table")
        for before, part in pairwise(self._parts):
            if not part.is_attached:
                table.mount(part, after=before)

    def watch_sign(self) -> None:
        """Draw the changed sign."""
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Redraw at the new size."""
        super().on_resize(event)
        self._draw()

    # The highlight

    @property
    def _texts(self) -> list[Lines]:
        """The texts that are visible."""
        within = {self._card: self._pile, self._shared_card: self._shared, self._words: self._shared}
        return [text for text in self._all_texts if text.display and within.get(text, text).display]

    @property
    def _face_up(self) -> PlayingCard:
        """The card on the table: between the partners, or above the words for both."""
        return self._shared_card if self._shared.display else self._card

    @property
    def row_here(self) -> Row | None:
        """The row that Enter takes, if the highlight was moved."""
        return self._rows[self._highlighted] if self._highlighted is not None else None

    def has_key(self, key: str) -> bool:
        """Whether that key has its own action here."""
        return any(key in row.keys for row in self._rows)

    def move(self, by: int) -> None:
        """Scroll a text that continues below, then move the highlight."""
        count = len(self.scene.rows) if isinstance(self.scene, Talk | Page) else 0
        if count <= 1 or (by > 0 and any(part.hidden for part in self._texts)):
            self.scroll_text(by)
            return
        here = self._here
        if here is None:
            here = -1 if by > 0 else count
        self._highlighted = (here + by) % count
        self._draw()

    def scroll_text(self, lines: int) -> None:
        """Scroll text that did not fit down (or up) by that many lines."""
        for part in self._texts:
            part.scroll_text(lines)

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self.scroll_text(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self.scroll_text(-1)

    @property
    def _here(self) -> int | None:
        """The number of the row that Enter takes; None if no row has Enter, until the highlight is moved."""
        if self._highlighted is not None:
            return self._highlighted
        return next((number for number, row in enumerate(self._rows) if ENTER in row.keys), None)

    # Drawing

    def _draw(self) -> None:
        scene = drawable(self.scene)
        if not isinstance(scene, Talk | Page):
            return
        page = scene if isinstance(scene, Page) else _NO_PAGE
        self._rows = (*scene.rows, *scene.hidden)
        rows = [NumberedRow(row, number, number == self._here) for number, row in enumerate(scene.rows)]
        barred = [NumberedRow(row, number, here=False) for number, row in enumerate(scene.hidden, start=len(rows))]
        laid_out = [tile.key for shelf in page.shelves for tile in shelf.tiles]
        tiles = [each for each in rows if each.row.key in laid_out]
        # A few small cards fit side by side, with the deck at their left if it is shown too.
        is_few = 0 < len(laid_out) * (WIDE + 1) <= self.size.width - MARGIN - DECK * self.has_class("-high")
        self._lay_table(scene, page, few=is_few)
        self._show_cards(scene.face, page, rows)
        self._shelves.fill(page.title, page.shelves, [*tiles, *barred])
        if len(rows) == 1 and scene.face is not None and self.has_class("-low"):  # when lines are scarce
            barred += [each for each in rows if ENTER in each.row.keys]
            rows = [each for each in rows if ENTER not in each.row.keys]
        rail = (scene.rail, scene.reached, scene.habit) if isinstance(scene, Talk) else ()
        self._head.fill(scene.head, *rail)
        if scene.halves:
            self._fill_halves(scene.halves, rows, _breath_of(scene))
        else:
            self._fill_page(page, rows, tiles, few=is_few)
        note = scene.note if isinstance(scene, Talk) else ""
        self._keys.fill(note=note, hint=scene.hint, sign=drawable(self.sign), rows=barred)

    def _lay_table(self, scene: Talk | Page, page: Page, *, few: bool) -> None:
        """Show the parts for a talk, a card for both, a page, or small cards.

        A class on the screen would do the same, but each added or removed one recomputes the styles of everything on
        it.
        """
        backs, path = bool(page.backs), bool(page.shelves)
        between = backs or scene.face is not None
        both = between and not scene.halves
        left, right = self._columns.values()
        left.display, right.display = (between and not both) or path, between and not both
        self._pile.display, self._spread.display = between and not both and not backs, backs
        self._shared.display, self._shelves.display = both, path
        self.is_page = self._sheet.display = not between and not path
        self._deck.display = self.is_page or (few and self.has_class("-high"))
        self.update_classes({"-path": path, "-few": few, **self.classes_at(*self.size)}, animate=False)

    def _show_cards(self, face: CardFace | None, page: Page, rows: Sequence[NumberedRow]) -> None:
        """One card face up or down on the pile, or several side by side, and the top of the deck."""
        if page.backs:
            for card, back, row in zip_longest(self._backs, page.backs, rows[: len(page.backs)]):
                card.display = back is not None
                if back is not None:
                    card.lie_down(back, row)
        elif face is not None:
            self._face_up.turn(face)
        self._deck_top.turn(None if self.has_class("-narrow") else page.top)

    def _fill_page(self, page: Page, rows: Sequence[NumberedRow], tiles: Sequence[NumberedRow], *, few: bool) -> None:
        """Fill the parts that are for both. few: whether the small cards are shown as rows."""
        for column in self._columns.values():
            column.fill(())
        first, *prose = page.prose if page.shelves else (page.title, *page.prose)
        rows = [each for each in rows if each not in tiles]
        if few and self.has_class("-high"):
            rows = [*(replace(each, row=replace(each.row, short="")) for each in tiles), *rows]
        elif tiles:  # space for the words of one card
            here = next((each for each in tiles if each.here), None)
            rows = [_enter(here), *rows] if here else rows
            told = here.number if here else self._touched
            prose = [each.row.text for each in tiles if each.number == told] or prose
        target = self._words if self._shared.display else self._columns[Seat.LEFT] if page.shelves else self._sheet
        title = [Content.styled(first, target.STRONG)] if first else []
        target.fill(title, [Paragraph(Content(text)) for text in prose], rows)

    def _fill_halves(self, halves: Sequence[Half], rows: Sequence[NumberedRow], breath: str) -> None:
        """Fill what is said to each partner; rows go to the one who has the floor, or else is addressed."""
        acting = [half for half in halves if half.floor] or [half for half in halves if half.sayings]
        acts = acting[0].seat if acting else Seat.LEFT
        for half in halves:
            chips = [_chip(half, name) for name in (half.chip, half.short_chip)]
            sayings = [_paragraph(saying, half) for saying in half.sayings]
            if breath and half.floor:
                dot = "" if self.still else f"{self._breath.dot} "
                sayings.insert(0, Paragraph(Content.styled(f"{dot}{breath}", "$quiet"), gives_way=True))
            own = [each for each in rows if (each.row.who or acts) is half.seat]
            self._columns[half.seat].fill(chips, sayings, own)

    def _breathe_again(self) -> None:
        """Start a slow breath if the scene has one; else end it."""
        self._breath.stop()
        if _breath_of(self.scene) and not self.still:
            self._breath.start()


def _choices(scene: Scene | None) -> object:
    """The highlight keeps its place while this stays the same."""
    match scene:
        case Talk():
            return tuple(half.chip for half in scene.halves), tuple(row.keys for row in scene.rows)
        case Page():
            return scene.title, scene.face, scene.shelves and scene.prose, tuple(row.keys for row in scene.rows)
        case _:
            return None


def _touched(old: Scene | None, new: Scene | None) -> int | None:
    """The number of the row that has just gained or lost a heart."""
    if not (isinstance(old, Page) and isinstance(new, Page) and old.title == new.title):
        return None
    pairs = enumerate(zip(old.rows, new.rows, strict=False))
    return next((number for number, (before, after) in pairs if before.marked != after.marked), None)


def _enter(each: NumberedRow) -> NumberedRow:
    """The row of a small card, as an Enter row."""
    row = replace(each.row, keys=(ENTER,), text=each.row.short, short="", marked=False)
    return NumberedRow(row, each.number, here=True)


def _breath_of(scene: Scene | None) -> str:
    return scene.breath if isinstance(scene, Talk) else ""


def _chip(half: Half, name: str) -> Content:
    name = f"{SHAPES[0]} {name}" if half.seat is Seat.LEFT else f"{name} {SHAPES[1]}"
    if half.floor:
        return Content.styled(f" {name.upper()} ", f"$on-{half.seat} on ${half.seat} $filled-style")
    return Content.styled(name, f"${half.seat} $strong-style")


def _paragraph(saying: Saying, half: Half) -> Paragraph:
    bright = saying.tone is Tone.SAY or half.floor
    return Paragraph(Content.styled(saying.text, "" if bright else "$quiet"), saying.tone is Tone.HINT)
