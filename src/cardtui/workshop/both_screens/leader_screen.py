"""The screen of a leader, on the wall as on the console: a view of the run, and over it what the leader opened."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from cardtui.faces.screen.column import ENTER, Paragraph, Sheet
from cardtui.faces.screen.lines import NumberedRow, clickable
from cardtui.faces.screen.sized_screen import SMALLEST, Area, SizedScreen
from cardtui.presenter.scene import Page, Row
from cardtui.text.layout import drawable
from cardtui.workshop.both_screens.leader_pages import Agenda
from cardtui.workshop.run_schedule import AgendaLine

NOW, POINTED, DROPPED = "●", "▸", "–    "

LEADER_KEYS = {"enter": "enter", "space": "space", "escape": "esc", "backspace": "backspace"}
LEADER_KEYS |= {name: name for name in ("left", "right", "up", "down", "pageup", "pagedown")}
"""What the pages of a leader call keys that are no character."""


def numbered(rows: Sequence[Row], start: int = 0) -> list[NumberedRow]:
    """Rows with their numbers; the one that Enter takes stands out."""
    return [NumberedRow(row, number, ENTER in row.keys) for number, row in enumerate(rows, start=start)]


def with_times(title: str, now: str, end: str) -> list[Content]:
    """A heading with the time of day and the end, and ever shorter: the end gives way first, then the time of day."""
    heads = [Content.styled(title, Sheet.STRONG)]
    for said in filter(None, (now and f"   {now}", end and f" · {end}")):
        heads.insert(0, Content.assemble(heads[0], said))
    return heads


class AgendaTable(Sheet):
    """The agenda, around the item that is pointed at, with what can be done below it."""

    _agenda: Agenda | None = None

    def tell(self, agenda: Agenda) -> None:
        """Show it as it is now."""
        self._agenda = agenda
        self._rows = [*numbered(agenda.rows), *numbered(agenda.items, start=len(agenda.rows))]
        self.show_lines()

    def to_show(self, size: Size) -> list[Content]:
        """See `Lines.to_show`."""
        agenda, width, height = self._agenda, max(2, size.width), size.height
        if agenda is None:
            return []
        below = [line for each in self._rows[: len(agenda.rows)] for line in self._row_block(each, width, cut=True)]
        hint = Content(agenda.hint).truncate(width, ellipsis=True)
        room = max(1, height - 2 - len(below))
        first = max(0, min(agenda.pointed - room // 2, len(agenda.lines) - room))
        times = [(agenda.planned, agenda.actual), *((_planned(line), _actual(line)) for line in agenda.lines)]
        planned, actual = (max(map(len, column)) for column in zip(*times, strict=True))
        title = max(0, width - planned - actual - 6) + 2
        heads = with_times(agenda.title, agenda.now, agenda.ends)
        texts = [next((each for each in heads if each.cell_length <= title), heads[-1].truncate(title))]
        for index, line in enumerate(agenda.lines):
            sign = POINTED if index == agenda.pointed else NOW if line.is_now else " "
            text = Content.assemble(f"{sign} {index + 1:>2}  ", line.title).truncate(title, ellipsis=True)
            text = text.stylize(self.STRONG) if sign.strip() else text
            texts.append(text.stylize("strike", 6) if line.is_dropped else text)
        head, *lines = (
            Content.assemble(text.pad_right(title - text.cell_length), f"  {one:>{planned}}  {other:>{actual}}")
            for text, (one, other) in zip(texts, times, strict=True)
        )
        shown = [clickable(line, number) for number, line in enumerate(lines, start=len(agenda.rows))]
        gap = [Content()] if len(shown) < room else []
        return [head, *shown[first : first + room], *gap, hint, *below][:height]


def _planned(line: AgendaLine) -> str:
    return f"{line.planned} {line.minutes:>3}"


def _actual(line: AgendaLine) -> str:
    """What became of an item, or will as things are: a time that is only expected has no minutes."""
    if line.is_dropped:
        return DROPPED
    return f"{line.began} {line.took:>3}" if line.began and not line.expected else f"{line.expected}    "


class LeaderScreen(SizedScreen[None]):
    """A view, a sheet for pages, and the agenda; one of them is seen."""

    def __init__(self, view: Widget, too_small: str, smallest: tuple[int, int] = SMALLEST) -> None:
        super().__init__(too_small, smallest)
        self._view, self.sheet, self._agenda = view, Sheet(id="sheet"), AgendaTable(id="agenda")

    def compose(self) -> ComposeResult:
        """All of them are there from the start; only what is shown changes."""
        yield Area(self._view, self.sheet, self._agenda, id="leader")
        yield Static(id="too-small", markup=False)

    def open(self, opened: object) -> None:
        """Show what was opened, a page or the agenda; else the view."""
        self._view.display = not isinstance(opened, Page | Agenda)
        self.sheet.display = isinstance(opened, Page)
        self._agenda.display = isinstance(opened, Agenda)
        match opened:
            case Page():
                page = drawable(opened)
                prose = [Paragraph(Content(text)) for text in (*page.prose, page.hint) if text]
                self.sheet.fill(with_times(page.title, page.head.left, page.head.right), prose, numbered(page.rows))
            case Agenda():
                self._agenda.tell(drawable(opened))
