"""Settings: what the pair chooses for their evenings. Each row shows what is chosen; its number changes it, or asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from msgspec.structs import replace

from cardtui.deck.card import DEPTHS
from cardtui.deck.topics import TOPICS, untagged
from cardtui.deck.words import fill
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.page_views import Pages, PageView
from cardtui.presenter.scene import Page, Row
from cardtui.presenter.scene_builder import way_line
from cardtui.rules.evening_plan import EVENING_LENGTHS
from cardtui.save.records import Settings

WAYS = ("mirror", "full")
THEMES = ("", "dark", "light", "contrast")

T = TypeVar("T")


def following(values: Sequence[T], value: T) -> T:
    """The value after ``value``, round and round; the first one if it is not among them."""
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]


class SettingsView(PageView):
    """The settings; every change is kept at once."""

    @property
    def _settings(self) -> Settings:
        return self.navigation.session.store.settings()

    def _keep(self, settings: Settings) -> None:
        self.navigation.session.store.keep_settings(settings)

    def scene(self) -> Page:
        """A row for each setting, with what the command line asked for this time, where that is something else."""
        words, now = self.words, self._settings
        rows: tuple[tuple[str, Callable[[], None]], ...] = (
            (words.settings_minutes, partial(self._change, minutes=following(EVENING_LENGTHS, now.minutes))),
            (words.settings_depth, self._depth),
            (words.settings_dialogue, self._dialogue),
            (words.settings_suits, self._suits),
            (words.settings_without, self._topics),
            (words.settings_names, self._names),
            (words.settings_theme, self._theme),
            (words.settings_still, partial(self._change, still=not now.still)),
            (words.settings_spread, partial(self._change, spread=not now.spread)),
        )
        chosen, in_force = self._values(now), self._values(self._in_force(now))
        if (cards := self.navigation.options.cards) is not None:
            in_force[0] = words.settings_cards_1 if cards == 1 else fill(words.settings_cards, {"count": str(cards)})
        told = zip(rows, chosen, in_force, strict=True)
        opened = self.navigation.session.store.open_evening() is not None
        return Page(
            title=words.settings_title,
            prose=(self.navigation.line(words.settings_open),) if opened else (),
            rows=(
                *(
                    Row((str(digit),), self._line(text, *values), act)
                    for digit, ((text, act), *values) in enumerate(told, start=1)
                ),
                self.back_row(words.page_done),
            ),
        )

    def _line(self, text: str, value: str, in_force: str) -> str:
        line = self.navigation.line(text, value=value)
        return line if in_force == value else self.navigation.line(self.words.settings_run, value=line, name=in_force)

    def _in_force(self, now: Settings) -> Settings:
        """The settings as they hold for this run."""
        asked = self.navigation.options
        return replace(
            now,
            minutes=asked.minutes or now.minutes,
            depth=asked.depth or now.depth,
            dialogue=asked.dialogue or now.dialogue,
            suits=asked.suits or now.suits,
            without=asked.without or now.without,
            left=now.left if asked.left is None else asked.left,
            right=now.right if asked.right is None else asked.right,
            theme=self.navigation.look_for_now or now.theme,
            still=self.navigation.is_still or now.still,
        )

    def _values(self, chosen: Settings) -> list[str]:
        """What is chosen, in words, row by row."""
        words, deck = self.words, self.navigation.session.deck
        dialogue = deck.dialogues.get(chosen.dialogue) if deck is not None else None
        suits = ", ".join(name for name in chosen.suits if deck is None or name in {suit.name for suit in deck.suits})
        topics = ", ".join(str(getattr(words, f"topic_{topic}", topic)) for topic in chosen.without)
        return [
            str(chosen.minutes),
            getattr(words, f"depth_{chosen.depth}"),
            dialogue.title if dialogue is not None else chosen.dialogue,
            suits or words.settings_all,
            topics or words.settings_none,
            " · ".join(filter(None, (chosen.left, chosen.right))) or words.settings_none,
            self._look(chosen.theme),
            words.settings_motion_off if chosen.still else words.settings_motion_on,
            words.settings_spread_on if chosen.spread else words.settings_spread_off,
        ]

    def _change(self, **change: object) -> None:
        self._keep(replace(self._settings, **change))

    def _depth(self) -> None:
        texts = {depth: str(getattr(self.words, f"settings_depth_{depth}")) for depth in DEPTHS}
        self._choose_one(self.words.settings_depth_title, texts, "depth")

    def _dialogue(self) -> None:
        deck = self.navigation.session.deck
        known = deck.dialogues if deck is not None else {}
        texts = {name: way_line(self.words, known[name], self.navigation.line) for name in WAYS if name in known}
        self._choose_one(self.words.settings_dialogue_title, texts, "dialogue")

    def _theme(self) -> None:
        names = (*THEMES, *self.navigation.more_looks())
        self._choose_one(self.words.settings_theme_title, {name: self._look(name) for name in names}, "theme")

    def _look(self, name: str) -> str:
        return str(getattr(self.words, f"theme_{name or 'auto'}", name))  # Textual's are called as they are there

    def _choose_one(self, title: str, texts: Mapping[Any, str], field: str) -> None:
        if not texts:  # a deck that is gone has no dialogues
            return
        now = getattr(self._settings, field)
        self.navigation.show(
            ChoiceView(self.navigation, title, texts, now, lambda value: self._change(**{field: value}))
        )

    def _suits(self) -> None:
        deck = self.navigation.session.deck
        names = [suit.name for suit in deck.suits] if deck is not None else []
        self.navigation.show(
            TogglesView(
                self.navigation,
                self.words.settings_suits_title,
                [(name, name) for name in names],
                lambda name: not set(self._settings.suits) & set(names) or name in self._settings.suits,
                lambda name: self._keep(_toggled_suit(self._settings, name, names)),
                keeps_one=self.words.settings_one_suit,
            )
        )

    def _topics(self) -> None:
        self.navigation.show(
            TogglesView(
                self.navigation,
                self.words.settings_without_title,
                [(topic, getattr(self.words, f"topic_{topic}")) for topic in TOPICS],
                lambda topic: topic not in self._settings.without,
                lambda topic: self._keep(_toggled_topic(self._settings, topic)),
                self._untouched(),
            )
        )

    def _untouched(self) -> tuple[str, ...]:
        """That topics cannot be relied on in this deck, if so."""
        deck = self.navigation.session.deck
        found = untagged(deck.suits) if deck is not None else None
        if found is None:
            return ()
        return (self.navigation.line(self.words.filter_untagged, count=str(found.cards), all=str(found.total)),)

    def _names(self) -> None:
        from cardtui.presenter.names_view import NamesView  # the opening shows the settings, too

        self.navigation.show(NamesView(self.navigation, self.navigation.close, self.navigation.close))


class ChoiceView(PageView):
    """What a setting may be, each in a sentence; the one that holds is Enter's."""

    def __init__(
        self,
        navigation: Navigation,
        title: str,
        texts: Mapping[Any, str],
        now: object,
        choose: Callable[[Any], None],
    ) -> None:
        super().__init__(navigation)
        self._title = title
        self._texts = texts
        self._now = now
        self._choose = choose
        self._pages = Pages([*texts].index(now) if now in texts else 0)

    def scene(self) -> Page:
        """A row for each."""
        items = [Row((), text, partial(self._choose_and_go, value)) for value, text in self._texts.items()]
        rows = self._pages.rows(items, self.words.page_more, self.words.page_first)
        now = self._texts.get(self._now)
        rows = tuple(replace(row, keys=("enter", *row.keys)) if row.text == now else row for row in rows)
        back = Row(("b", "esc"), self.words.page_return, self.navigation.close)
        return Page(title=self._title, rows=(*rows, back))

    def _choose_and_go(self, value: object) -> None:
        self._choose(value)
        self.navigation.close()


class TogglesView(PageView):
    """A list of things that are in or out."""

    def __init__(
        self,
        navigation: Navigation,
        title: str,
        items: Sequence[tuple[str, str]],
        is_in: Callable[[str], bool],
        toggle: Callable[[str], None],
        prose: tuple[str, ...] = (),
        keeps_one: str = "",
    ) -> None:
        """``keeps_one``: what is said where the last one would be taken out; without it that is possible."""
        super().__init__(navigation)
        self._keeps_one = keeps_one
        self._was_last = False
        self._title = title
        self._items = items
        self._is_in = is_in
        self._toggle = toggle
        self._prose = prose
        self._pages = Pages()

    def scene(self) -> Page:
        """A row for each, saying whether it is in."""
        rows = [Row((), f"{text}: {self._word(name)}", partial(self._press, name)) for name, text in self._items]
        done = self.back_row(self.words.page_done)
        prose = (*self._prose, self._keeps_one) if self._was_last else self._prose
        return Page(
            title=self._title,
            prose=prose,
            rows=(*self._pages.rows(rows, self.words.page_more, self.words.page_first), done),
        )

    def _press(self, name: str) -> None:
        others = any(self._is_in(other) for other, _ in self._items if other != name)
        self._was_last = bool(self._keeps_one) and self._is_in(name) and not others
        if not self._was_last:
            self._toggle(name)

    def _word(self, name: str) -> str:
        return self.words.settings_in if self._is_in(name) else self.words.settings_out


def _toggled_suit(settings: Settings, name: str, names: Sequence[str]) -> Settings:
    """Take a suit in or out; all in is kept as "all"."""
    chosen = (set(settings.suits) & set(names) or set(names)) ^ {name}
    kept = tuple(each for each in names if each in chosen)
    return replace(settings, suits=() if len(kept) == len(names) else kept)


def _toggled_topic(settings: Settings, topic: str) -> Settings:
    left_out = set(settings.without) ^ {topic}
    return replace(settings, without=tuple(each for each in TOPICS if each in left_out))
