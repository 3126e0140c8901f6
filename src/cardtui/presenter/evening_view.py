"""The evening as a view: the position as a scene, its choices, and the asides that are not moves."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from cardtui.presenter.evening_scene import SceneBuilder
from cardtui.presenter.evening_setup import idle_filters
from cardtui.presenter.help_views import HelpView, MenuView, TextView
from cardtui.presenter.history_views import PathView
from cardtui.presenter.navigation import View
from cardtui.presenter.placeholders import Placeholders
from cardtui.presenter.scene import Page, Row, Talk
from cardtui.presenter.settings_views import NamesView
from cardtui.presenter.turn_scene import stage_at
from cardtui.rules.move import Aside, Choice
from cardtui.rules.position import (
    Agreeing,
    Answering,
    Away,
    Doing,
    EmpathyVerdict,
    Ended,
    InTurn,
    MirrorVerdict,
    Naming,
    Pausing,
    Place,
    Position,
    Returned,
    Settling,
    SummaryVerdict,
)


class EveningView(View):
    """The open evening as a view. Ending the evening leaves the program."""

    @property
    def _position(self) -> Position:
        position = self.navigation.session.position
        assert position is not None
        return position

    @property
    def _told(self) -> Talk | Page:
        navigation = self.navigation
        return SceneBuilder(navigation.words, self._choose, navigation.session, self._position).build()

    def scene(self) -> Talk | Page:
        """The scene of the position; Esc opens the list of everything else."""
        scene = self._told
        if isinstance(scene, Page) and self._begins:
            scene = replace(scene, prose=(*scene.prose, *self._idle_filters()))
        esc = Row(
            ("esc",),
            self.words.key_esc,
            lambda: self.navigation.show(MenuView(self.navigation, scene.hidden)),
        )
        return replace(scene, hidden=(*scene.hidden, esc))

    @property
    def _begins(self) -> bool:
        place = self._position.place
        return isinstance(place, Settling) and place.then is None

    def _idle_filters(self) -> Iterator[str]:
        navigation = self.navigation
        deck = navigation.session.deck
        if deck is not None:
            for line, values in idle_filters(self._position.plan, deck, navigation.options, navigation.words):
                yield navigation.line(line, **values)

    def place(self) -> object:
        """The position: after any change in it, the same key a moment later is a slip."""
        return self._position

    def hint(self, key: str) -> str:
        """Who chooses, if only one of the two can; otherwise where the choices are shown."""
        words = self.words
        position = self._position
        place = position.place
        placeholders = Placeholders.of(words, position.plan)
        rows = self._told.rows
        if any("enter" in row.keys for row in rows):
            return words.key_hint
        if isinstance(place, Away):
            return words.away_hint
        if not isinstance(place, InTurn):
            return words.own_hint
        if isinstance(place, Answering):
            return placeholders.line(words.answer_hint, place.turn.speaker)
        line = words.verdict_hint_2 if len(rows) == 2 else words.verdict_hint_3  # noqa: PLR2004
        return placeholders.line(line, place.turn.speaker)

    def _choose(self, choice: Choice) -> None:
        navigation, words = self.navigation, self.words
        match choice.what:
            case Aside.BACK:
                navigation.session.back()
            case Aside.FEELINGS:
                navigation.show(TextView(navigation, words.feelings_title, words.feelings_more))
            case Aside.NAMES:
                navigation.show(NamesView(navigation, navigation.close, navigation.close))
            case Aside.PATH:
                navigation.show(PathView(navigation))
            case Aside.HELP:
                lines = (self._why(self._position.place), *words.help_lines)
                navigation.show(HelpView(navigation, words.help_title, lines))
            case Aside.QUIT:
                navigation.leave()
            case _:
                navigation.session.do(choice)
                if isinstance(self._position.place, Ended):
                    navigation.leave()

    def _why(self, place: Place) -> str:
        """Why this stage exists, in terms of the four habits: slow down, attend, feel with, express."""
        words = self.words
        match place:
            case Settling() | Agreeing() | Naming():
                return words.why_settle
            case Doing():
                return words.why_do
            case MirrorVerdict() | SummaryVerdict() | EmpathyVerdict():
                return words.why_verdict
            case Pausing() | Away() | Returned():
                return words.why_time_out
            case _ if isinstance(place, InTurn):
                text: str = getattr(words, f"why_{stage_at(place)}")
                return text
            case _:
                return words.why_rest
