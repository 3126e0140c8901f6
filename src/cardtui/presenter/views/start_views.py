"""Before an evening: the note, the names, and the first screen."""

from __future__ import annotations

from random import SystemRandom

from msgspec.structs import replace

from cardtui.presenter.navigation import Navigation
from cardtui.presenter.play_options import plan_for, remember_names
from cardtui.presenter.scene import Page, Row
from cardtui.presenter.views.evening_view import EveningView
from cardtui.presenter.views.history_views import PathView
from cardtui.presenter.views.names_view import NamesView
from cardtui.presenter.views.page_views import PageView, TextView
from cardtui.presenter.views.settings_views import SettingsView
from cardtui.rules.plan import EveningShape

SEEDS = 2**32


def open_guide(guide: Navigation) -> None:
    """Show the first thing this pair should see."""
    keeper = guide.table.keeper
    guide.table.put_away()
    settings = keeper.settings()
    if not settings.noted:
        guide.instead(NoteView(guide))
        return
    named = remember_names(guide.options, settings)
    if named != settings:
        keeper.keep_settings(named)
    if not named.named:
        guide.instead(NamesView(guide, lambda: open_guide(guide)))
        return
    opened = guide.table.open_position()
    if opened is None and guide.options.today:
        start(guide, EveningShape.TODAY)
    elif opened is None and not named.begun and named.appointment is None and guide.table.deck is not None:
        start(guide, EveningShape.EVENING)
    else:
        guide.instead(StartView(guide))


def start(guide: Navigation, shape: EveningShape) -> None:
    """Begin an evening of that shape and show it."""
    table = guide.table
    if table.deck is None:
        guide.show(TextView(guide, guide.words.start_title, (guide.words.deck_gone,)))
        return
    # `secrets` would give the same number, and import OpenSSL for it: 1.7 ms of every start.
    seed = SystemRandom().randrange(SEEDS)
    plan = plan_for(guide.options, table.settings_for(shape), table.deck, shape, seed)
    table.begin(plan)
    guide.instead(EveningView(guide))


def go_on(guide: Navigation) -> None:
    """Go on with the evening that is open."""
    guide.table.resume()
    guide.instead(EveningView(guide))


class NoteView(PageView):
    """What this is for and what it is not for, once, before the first card."""

    def scene(self) -> Page:
        """The note."""
        row = Row(("enter", "1"), self.words.note_go_on, self._read)
        leave = Row(("q",), self.words.key_quit, self.guide.leave)
        hidden = (leave, self.esc_row((leave,)))
        return Page(title=self.words.note_title, prose=self.words.note, rows=(row,), hidden=hidden)

    def _read(self) -> None:
        keeper = self.guide.table.keeper
        keeper.keep_settings(replace(keeper.settings(), noted=True))
        open_guide(self.guide)


class StartView(PageView):
    """The first screen from the second time on. It names no card and no past event: someone may be looking on."""

    def scene(self) -> Page:
        """The rows."""
        words, guide = self.words, self.guide
        settings = guide.table.keeper.settings()
        opened = guide.table.open_position()
        prose: list[str] = []
        if settings.appointment is not None:
            prose.append(guide.line(words.start_appointment))
        waits = opened is not None and guide.options.today and opened.plan.shape is not EveningShape.TODAY
        if waits:
            prose.append(guide.line(words.today_open))
        if opened is not None and guide.options.differs_from(opened.plan):
            prose.append(guide.line(words.start_options))
        on = (
            Row(("enter", "1"), words.start_go_on, self._go_on)
            if opened is not None
            else Row(("enter", "1"), words.start_evening, lambda: start(guide, EveningShape.EVENING))
        )
        today = words.today_first if waits else words.start_today
        rows = [
            on,
            Row(("2",), today, lambda: start(guide, EveningShape.TODAY)),
            Row(("3",), words.start_own, lambda: self._new(EveningShape.OWN)),
            Row(("4", "g"), words.start_path, lambda: guide.show(PathView(guide))),
            Row(("5",), words.start_settings, lambda: guide.show(SettingsView(guide))),
        ]
        if opened is not None:
            rows.append(Row(("6",), words.start_new, lambda: self._new(EveningShape.EVENING)))
        hidden: tuple[Row, ...] = (
            Row(("?",), words.key_help, self._help, short=words.foot_help),
            Row(("q",), words.key_quit, guide.leave),
        )
        hidden = (*hidden, self.esc_row(hidden))
        return Page(title=words.start_title, prose=tuple(prose), rows=tuple(rows), hidden=hidden)

    def _help(self) -> None:
        self.guide.show(TextView(self.guide, self.words.help_title, self.words.help_lines))

    def _new(self, shape: EveningShape) -> None:
        if self.guide.table.open_position() is None:
            start(self.guide, shape)
        else:
            self.guide.show(ReplaceView(self.guide, shape))

    def _go_on(self) -> None:
        go_on(self.guide)


class ReplaceView(PageView):
    """A new evening would end the one that is open: the one question whose answer could lose a place."""

    def __init__(self, guide: Navigation, shape: EveningShape) -> None:
        super().__init__(guide)
        self._shape = shape

    def scene(self) -> Page:
        """Go on, or begin the new one."""
        words, guide = self.words, self.guide
        rows = (
            Row(("enter", "1"), words.start_go_on, lambda: go_on(guide)),
            Row(("2",), words.replace_yes, lambda: start(guide, self._shape)),
        )
        back = Row(("esc",), words.page_return, guide.close, short=words.page_return)
        return Page(title=words.replace_title, prose=(guide.line(words.replace_ask),), rows=rows, hidden=(back,))
