"""The console's screen: the state of the run, the notes, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.column import Column, Paragraph
from cardtui.faces.screen.footer import KeyFooter
from cardtui.faces.screen.head_line import HeadLine
from cardtui.faces.screen.large_text import LargeText, LetterSize
from cardtui.faces.screen.sized_screen import Area
from cardtui.presenter.scene import Head
from cardtui.text.layout import drawable
from cardtui.workshop.both_screens.leader_screen import numbered
from cardtui.workshop.console.console_controller import ConsoleNotes
from cardtui.workshop.projector.wall import Wall
from cardtui.workshop.room_scene import Quiet


class ConsoleFooter(KeyFooter):
    """The keys at the bottom."""

    shown_keys = "esc", "enter", "space", "?"
    order = "enter", "space", "?", "esc"


class ConsoleClock(LargeText):
    """The time left."""

    sizes = (LetterSize.MEDIUM,)


class ConsoleView(Area):
    """All that a leader has to know at one moment."""

    def __init__(self) -> None:
        self._head, self._keys = HeadLine(id="head"), ConsoleFooter(id="keys")
        self._now, self.notes, self._next = Column(id="now"), Column(id="notes"), Column(id="next")
        self._preview = Wall(Quiet(), None, is_preview=True)
        self._clock, self._says = ConsoleClock(id="clock"), Column(id="says")
        self._told: object = None
        above = self._head, self._now, self._clock, self._says
        super().__init__(*above, self.notes, self._next, self._preview, self._keys, id="console")

    def tell(self, sight: ConsoleNotes, *, from_the_top: bool) -> None:
        """Set the text. from_the_top: even if it is unchanged, since the old text may have been scrolled."""
        # Most seconds change only the clocks; to lay out everything else as well takes three times as long. The actions
        # of rows are new objects each time.
        others = replace(sight, glance=replace(sight.glance, clock=""), preview_clock=None, rows=())
        told, self._told = self._told, (others, [(row.keys, row.text, row.short, row.marked) for row in sight.rows])
        self._clock.fill(sight.glance.clock)
        self._preview.resemble(Size(*sight.wall))
        self._preview.show(sight.preview, sight.preview_clock)
        if told == self._told and not from_the_top:
            return
        sight = drawable(sight)
        seen, words = sight.glance, sight.labels
        self._head.fill(Head(seen.head, sight.gone or seen.saved), (seen.now,))
        self._keys.fill(note="", hint=sight.hint, sign="", rows=numbered(sight.rows))
        title = Content.styled(f"{seen.place}  {seen.item}", Column.STRONG)
        signs = " · ".join(sign.upper() for sign in seen.signs)
        pace = Content.styled(f"{seen.ends} · {seen.pace}", Column.STRONG if seen.drops else "")
        lines = (Content(seen.part), pace, Content.styled(signs, Column.STRONG))
        self._now.fill([title], [Paragraph(line) for line in lines if line])
        self._says.fill([Content(seen.clock_says)])
        notes = enumerate(seen.notes or (words.console_no_notes,))
        strong = (Content.styled(text, Column.STRONG if place < seen.safety else "") for place, text in notes)
        self.notes.fill([], [Paragraph(text) for text in strong])
        self._next.fill([], list(self._coming(sight)))
        self.set_class(sight.looks_ahead, "-ahead")

    def _coming(self, sight: ConsoleNotes) -> Iterator[Paragraph]:
        """What comes next, and last what the wall shows anyway."""
        seen, words = sight.glance, sight.labels
        first = (seen.next, *seen.coming) if seen.next else seen.coming
        told = (
            (words.console_drop, seen.drops),
            (words.console_next, (*first[:2], seen.then)),
            (words.console_then, first[2:]),
            (words.console_room, seen.room),
        )
        width = max(Content(label).cell_length for label, _ in told) + 2
        for label, texts in told:
            for index, text in enumerate(filter(None, texts)):
                name = Content.styled("" if index else label, "$quiet")
                gives_way = label in (words.console_room, words.console_then)
                yield Paragraph(Content(text), gives_way, name.pad_right(width - name.cell_length))
