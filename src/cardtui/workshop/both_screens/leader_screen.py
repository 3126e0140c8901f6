"""The screen of a leader, on the wall as on the console: a view of the run, and over it what the leader opened."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cardtui.faces.screen.column import ENTER, NumberedRow, Paragraph, Sheet, clickable
from cardtui.faces.screen.sized_screen import Area, SizedScreen
from cardtui.presenter.scene import Page, Row
from cardtui.text.layout import drawable
from cardtui.workshop.both_screens.leader_pages import Agenda, Opened
from cardtui.workshop.run_times import AgendaLine

NOW, POINTED, DROPPED = "●", "▸", "–    "

_NAMED = {"escape": "esc", "enter": "enter", "space": "space", "backspace": "backspace"}
_NAMED |= {name: name for name in ("left", "right", "up", "down", "pageup", "pagedown")}


def leader_key(event: events.Key) -> str | None:
    """The leader's name for a key; None for keys that mean nothing here."""
    if event.key in _NAMED:
        return _NAMED[event.key]
    character = event.character
    return character if character is not None and len(character) == 1 and character.isprintable() else None


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

    def __init__(self) -> None:
        super().__init__(id="agenda")
        self._agenda: Agenda | None = None

    def tell(self, agenda: Agenda) -> None:
        """Show it as it is now."""
        self._agenda = agenda
        items = [line.row for line in agenda.lines if line.row is not None]
        self._rows = [*numbered(agenda.rows), *numbered(items, start=len(agenda.rows))]
        self.show_lines()

    def _lines(self, width: int, height: int) -> list[Content]:
        agenda = self._agenda
        if agenda is None:
            return []
        below = [line for each in self._rows[: len(agenda.rows)] for line in self._row_block(each, width, cut=True)]
        hint = Content(agenda.hint).truncate(width, ellipsis=True)
        room = max(1, height - 2 - len(below))
        first = max(0, min(agenda.pointed - room // 2, len(agenda.lines) - room))
        planned = max(len(agenda.planned), *(len(_planned(line)) for line in agenda.lines))
        actual = max(len(agenda.actual), *(len(_actual(line)) for line in agenda.lines))
        title = max(0, width - planned - actual - 6)
        heads = with_times(agenda.title, agenda.now, agenda.ends)
        head = next((each for each in heads if each.cell_length <= title + 2), heads[-1].truncate(title + 2))
        lines = [self._columns(head, agenda.planned, agenda.actual, (title + 2, planned, actual))]
        for index, line in enumerate(agenda.lines[first : first + room], start=first):
            sign = POINTED if index == agenda.pointed else NOW if line.is_now else " "
            text = Content.assemble(f"{sign} {index + 1:>2}  ", line.title).truncate(title + 2, ellipsis=True)
            text = text.stylize(self.STRONG) if sign.strip() else text
            text = text.stylize("strike", 6) if line.is_dropped else text
            shown = self._columns(text, _planned(line), _actual(line), (title + 2, planned, actual))
            lines.append(clickable(shown, len(agenda.rows) + index))
        return [*lines, hint, *below]

    def _columns(self, text: Content, planned: str, actual: str, widths: tuple[int, int, int]) -> Content:
        title, first, second = widths
        return Content.assemble(text.pad_right(title - text.cell_length), f"  {planned:>{first}}  {actual:>{second}}")


def _planned(line: AgendaLine) -> str:
    return f"{line.planned} {line.minutes:>3}"


def _actual(line: AgendaLine) -> str:
    """What became of an item, or will as things are: a time that is only expected has no minutes."""
    if line.is_dropped:
        return DROPPED
    return f"{line.began} {line.took:>3}" if line.began and not line.expected else f"{line.expected}    "


class LeaderScreen(SizedScreen[None]):
    """A view, a sheet for pages, and the agenda; one of them is seen."""

    def __init__(self, view: Widget, too_small: str) -> None:
        super().__init__(too_small)
        self._view, self._sheet, self._agenda = view, Sheet(id="sheet"), AgendaTable()

    def compose(self) -> ComposeResult:
        """All of them are there from the start; only what is shown changes."""
        yield Area(self._view, self._sheet, self._agenda, id="leader")
        yield Static(id="too-small", markup=False)

    def open(self, opened: Opened | None) -> None:
        """Show what was opened; None for the view."""
        self._view.display = opened is None
        self._sheet.display = isinstance(opened, Page)
        self._agenda.display = isinstance(opened, Agenda)
        match drawable(opened):
            case Page() as page:
                prose = [Paragraph(Content(text)) for text in (*page.prose, page.hint) if text]
                self._sheet.fill(with_times(page.title, page.head.left, page.head.right), prose, numbered(page.rows))
            case Agenda() as agenda:
                self._agenda.tell(agenda)

    def scroll_text(self, lines: int) -> None:
        """Show text that did not fit, so many lines further down (or up)."""
        self._sheet.scroll_text(lines)
