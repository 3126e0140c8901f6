"""Before an evening: the note, the names, and the first screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import SystemRandom

from cardtui.presenter.date_names import day_name, meet_line
from cardtui.presenter.evening_setup import OLD, days_since, plan_for, remember_names
from cardtui.presenter.evening_view import EveningView
from cardtui.presenter.help_views import HelpView, HowView, PageView, TextView, habits_card, how_it_works, title_card
from cardtui.presenter.history_views import PathView
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.placeholders import Placeholders
from cardtui.presenter.scene import Page, Row
from cardtui.presenter.session import Session
from cardtui.presenter.settings_views import NamesView, SettingsView
from cardtui.presenter.turn_scene import PRACTICED
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.position import Appointment, Position
from cardtui.text.local_time import evening_of

SEEDS = 2**32


def open_first_view(navigation: Navigation) -> None:
    """Show the first thing this pair should see."""
    store = navigation.session.store
    navigation.session.end_finished_evening()
    settings = store.settings()
    if not settings.noted:
        navigation.instead(NoteView(navigation))
        return
    named = remember_names(navigation.options, settings)
    if named != settings:
        store.keep_settings(named)
    if not named.named:
        ask_names(navigation)
        return
    opened = store.open_evening()
    if opened is None and not named.begun and not named.taught:
        navigation.instead(FirstHowView(navigation))
    elif opened is None and navigation.options.today:
        start(navigation, EveningShape.TODAY)
    elif opened is None and not named.begun and named.appointment is None and navigation.session.deck is not None:
        start(navigation, EveningShape.EVENING)
    else:
        navigation.instead(StartView(navigation))


def ask_names(navigation: Navigation) -> None:
    """Ask for the names before the first evening, with a way back to the note."""
    navigation.instead(
        NamesView(navigation, lambda: open_first_view(navigation), lambda: navigation.instead(NoteView(navigation)))
    )


def start(navigation: Navigation, shape: EveningShape) -> None:
    """Begin an evening of that shape and show it."""
    session = navigation.session
    if session.deck is None:
        navigation.show(TextView(navigation, navigation.words.start_title, (navigation.words.deck_gone,)))
        return
    # `secrets` would give an equivalent number, but imports OpenSSL: 1.7 ms of every start.
    seed = SystemRandom().randrange(SEEDS)
    practiced = len(session.path()) >= PRACTICED
    settings = session.settings_for(shape)
    plan = plan_for(navigation.options, settings, session.deck, shape, seed, practiced=practiced)
    session.begin(plan)
    navigation.instead(EveningView(navigation))


def go_on(navigation: Navigation) -> None:
    """Continue the open evening."""
    navigation.session.resume()
    navigation.words = navigation.open_words
    navigation.instead(EveningView(navigation))


class NoteView(PageView):
    """What this is for and what it is not for, once, before the first card."""

    def scene(self) -> Page:
        """The note, and the way to plain text, if there is one."""
        words, navigation = self.words, self.navigation
        plain = (Row(("p",), words.note_plain, navigation.leave_for_plain_text),) if words.note_plain else ()
        return Page(
            title=words.note_title,
            prose=(*words.note, *(each.text for each in plain)),
            top=title_card(navigation.session.suits),
            rows=(Row(("enter", "1"), words.note_go_on, self._read),),
            hidden=self.behind_esc(*plain, navigation.quit_row),
        )

    def _read(self) -> None:
        self.navigation.change_settings(noted=True)
        open_first_view(self.navigation)


class FirstHowView(PageView):
    """How it works, once, before the first card."""

    def scene(self) -> Page:
        """The turn in four lines, and the four habits."""
        return Page(
            title=self.words.how_title,
            prose=how_it_works(self.navigation),
            top=habits_card(self.words),
            rows=(
                Row(("enter", "1"), self.words.how_go_on, self._begin),
                Row(("2", "b"), self.words.names_title, lambda: ask_names(self.navigation)),
            ),
            hidden=self.behind_esc(self.navigation.quit_row),
        )

    def _begin(self) -> None:
        self.navigation.change_settings(taught=True)
        open_first_view(self.navigation)


class StartView(PageView):
    """The first screen from the second time on. It names no card and no past event: someone may be looking on."""

    def scene(self) -> Page:
        """The rows."""
        words, navigation = self.words, self.navigation
        session = navigation.session
        opened = session.store.open_evening()
        is_old = _days_away(session) >= OLD
        evening = partial(self._begin, EveningShape.EVENING)
        going_on = self._go_on_line, partial(go_on, navigation)
        today = words.today_first if opened is not None and self._waits(opened.position) else words.start_today
        rows = [
            Row(("enter", "1"), *((words.start_evening, evening) if opened is None or is_old else going_on)),
            Row(("2",), today, partial(self._begin, EveningShape.TODAY)),
            Row(("3",), words.start_own, partial(self._begin, EveningShape.OWN)),
            Row(("4", "g"), words.start_path, lambda: navigation.show(PathView(navigation))),
            Row(("5",), words.start_settings, lambda: navigation.show(SettingsView(navigation))),
            Row(("6",), words.how_title, lambda: navigation.show(HowView(navigation))),
        ]
        if opened is not None:
            rows.append(Row(("7",), *(going_on if is_old else (words.start_new, evening))))

        def show_help() -> None:
            navigation.show(HelpView(navigation, words.help_title, words.help_lines))

        help_row = Row(("?",), words.key_help, show_help, short=words.foot_help)
        return Page(
            title=words.start_title,
            prose=(*self._greeting(), *(self._open_lines(opened.position) if opened is not None else ())),
            top=title_card(session.suits),
            rows=tuple(rows),
            hidden=self.behind_esc(help_row, navigation.quit_row),
            changes_at=meeting[1] if (meeting := session.meeting) is not None else None,
        )

    def _greeting(self) -> Iterator[str]:
        """A word to those who meant to come another time."""
        words, settings = self.words, self.navigation.session.store.settings()
        if settings.appointment is not None:
            said = {Appointment.TOMORROW: words.start_tomorrow, Appointment.THIS_WEEK: words.start_this_week}
            since, now = settings.appointed, self.navigation.session.now()
            if since is not None and days_since(since, now) < 1:  # they are here sooner than they said
                said = {}
            yield self.navigation.line(said.get(settings.appointment, words.start_appointment))

    def _open_lines(self, opened: Position) -> Iterator[str]:
        """The lines about the open evening."""
        words, navigation, now = self.words, self.navigation, self.navigation.session.now()
        if (meeting := navigation.session.meeting) is not None:
            plan, until = meeting
            yield meet_line(words, Placeholders.of(words, plan), until, now)
        if self._waits(opened):
            yield navigation.line(words.today_open)
        if navigation.options.differs_from(opened.plan):
            yield navigation.line(words.start_options)

    def _waits(self, opened: Position) -> bool:
        """Whether ``today`` was requested while an evening is open, which it leaves open."""
        return self.navigation.options.today and opened.plan.shape is not EveningShape.TODAY

    @property
    def _go_on_line(self) -> str:
        opened, now = self.navigation.session.store.open_evening(), self.navigation.session.now()
        if opened is None or _days_away(self.navigation.session) < 1:
            return self.words.start_go_on
        day = day_name(self.words, evening_of(now), evening_of(opened.last_at))
        return self.navigation.line(self.words.start_go_on_day, day=day)

    def _begin(self, shape: EveningShape) -> None:
        if self.navigation.session.ended_by(shape) is None:
            start(self.navigation, shape)
        else:
            self.navigation.show(ReplaceView(self.navigation, shape))


def _days_away(session: Session) -> int:
    """Days since the open evening was left, if one is open."""
    opened = session.store.open_evening()
    return days_since(opened.last_at, session.now()) if opened is not None else 0


class ReplaceView(PageView):
    """A new evening would end the open one: the only question whose answer could lose a place."""

    def __init__(self, navigation: Navigation, shape: EveningShape) -> None:
        super().__init__(navigation)
        self._shape = shape

    def scene(self) -> Page:
        """Continue, or begin the new one."""
        words, navigation = self.words, self.navigation
        likely = [
            (words.start_go_on, partial(go_on, navigation)),
            (words.replace_yes, partial(start, navigation, self._shape)),
        ]
        first, second = reversed(likely) if _days_away(navigation.session) >= OLD else likely
        rows = (Row(("enter", "1"), *first), Row(("2",), *second))
        back = Row(("b", "esc"), words.page_return, navigation.close)
        return Page(title=words.replace_title, prose=(navigation.line(words.replace_ask),), rows=(*rows, back))
