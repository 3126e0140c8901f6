"""Settings: what the pair chooses for their evenings, in rows whose numbers change it or ask; and their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any, TypeVar

from msgspec.structs import replace

from cardtui.deck.card import DEPTHS
from cardtui.deck.topics import TOPICS, untagged
from cardtui.deck.words import fill
from cardtui.presenter.evening_setup import chosen_suits
from cardtui.presenter.help_views import Pages, PageView
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.placeholders import way_line
from cardtui.presenter.scene import Form, Page, Row
from cardtui.save.settings import OUR_LOOKS, Settings
from cardtui.text.names import LONGEST_NAME, clean_name

EVENING_LENGTHS = (15, 30, 60)
"""Minutes to choose from."""

WAYS = ("mirror", "full")
THEMES = ("", *OUR_LOOKS)

T = TypeVar("T")


def following(values: Sequence[T], value: T) -> T:
    """The value after ``value``, in a cycle; the first one if it is not among them."""
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]


class SettingsView(PageView):
    """The settings; every change is saved at once."""

    @property
    def _settings(self) -> Settings:
        return self.navigation.session.store.settings()

    def scene(self) -> Page:
        """A row for each setting, with the value from the command line if that differs."""
        words, now = self.words, self._settings
        in_force = [value for _, value, _ in self._rows(self._in_force(now))]
        if (cards := self.navigation.options.cards) is not None:
            in_force[0] = words.settings_cards_1 if cards == 1 else fill(words.settings_cards, {"count": str(cards)})
        told = zip(self._rows(now), in_force, strict=True)
        rows = [
            Row((str(digit),), self._line(text, value, this_time), act)
            for digit, ((text, value, act), this_time) in enumerate(told, start=1)
        ]
        opened = self.navigation.session.store.open_evening() is not None
        return Page(
            title=words.settings_title,
            prose=(self.navigation.line(words.settings_open),) if opened else (),
            rows=(*rows, self.back_row(words.page_done)),
        )

    def _line(self, text: str, value: str, in_force: str) -> str:
        line = self.navigation.line(text, value=value)
        return line if in_force == value else self.navigation.line(self.words.settings_run, value=line, name=in_force)

    def _in_force(self, now: Settings) -> Settings:
        """The settings in force for this run."""
        theme, still = self.navigation.look_for_now or now.theme, self.navigation.is_still or now.still
        return replace(self.navigation.options.over(now), theme=theme, still=still)

    def _rows(self, chosen: Settings) -> list[tuple[str, str, Callable[[], None]]]:
        """Each setting: its line, the chosen value in words, and what its number does."""
        words, deck, change = self.words, self.navigation.session.deck, self.navigation.change_settings
        dialogue = deck.dialogues.get(chosen.dialogue) if deck is not None else None
        suits = ", ".join(chosen.suits if deck is None else chosen_suits(chosen, deck.suits))
        topics = ", ".join(str(getattr(words, f"topic_{topic}", topic)) for topic in chosen.without)
        names = " · ".join(filter(None, (chosen.left, chosen.right)))
        motion = words.settings_motion_off if chosen.still else words.settings_motion_on
        spread = words.settings_spread_on if chosen.spread else words.settings_spread_off
        minutes = following(EVENING_LENGTHS, chosen.minutes)
        return [
            (words.settings_minutes, str(chosen.minutes), partial(change, minutes=minutes)),
            (words.settings_depth, getattr(words, f"depth_{chosen.depth}"), self._depth),
            (words.settings_dialogue, dialogue.title if dialogue is not None else chosen.dialogue, self._dialogue),
            (words.settings_suits, suits or words.settings_all, self._suits),
            (words.settings_without, topics or words.settings_none, self._topics),
            (words.settings_names, names or words.settings_none, self._names),
            (words.settings_theme, self._look(chosen.theme), self._theme),
            (words.settings_still, motion, partial(change, still=not chosen.still)),
            (words.settings_spread, spread, partial(change, spread=not chosen.spread)),
        ]

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
        return str(getattr(self.words, f"theme_{name or 'auto'}", name))  # Textual's keep their own names

    def _choose_one(self, title: str, texts: Mapping[Any, str], field: str) -> None:
        if texts:  # a deck that is gone has no dialogues
            self.navigation.show(ChoiceView(self.navigation, title, texts, field))

    def _suits(self) -> None:
        change = self.navigation.change_settings
        names = [suit.name for suit in self.navigation.session.suits]

        def keep(chosen: AbstractSet[str]) -> None:
            """All of them is saved as "all", unless suits of other decks are chosen, too."""
            others = tuple(name for name in self._settings.suits if name not in names)
            is_all = len(chosen) == len(names) and not others
            change(suits=() if is_all else (*others, *(name for name in names if name in chosen)))

        self.navigation.show(
            TogglesView(
                self.navigation,
                self.words.settings_suits_title,
                {name: name for name in names},
                lambda: set(self._settings.suits) & set(names) or set(names),
                keep,
                keeps_one=self.words.settings_one_suit,
            )
        )

    def _topics(self) -> None:
        change = self.navigation.change_settings
        self.navigation.show(
            TogglesView(
                self.navigation,
                self.words.settings_without_title,
                {topic: getattr(self.words, f"topic_{topic}") for topic in TOPICS},
                lambda: set(TOPICS) - set(self._settings.without),
                lambda chosen: change(without=tuple(topic for topic in TOPICS if topic not in chosen)),
                self._untouched(),
            )
        )

    def _untouched(self) -> tuple[str, ...]:
        """A line saying that topics are unreliable in this deck, if so."""
        found = untagged(self.navigation.session.suits)
        if found is None:
            return ()
        return (self.navigation.line(self.words.filter_untagged, count=str(found.cards), all=str(found.total)),)

    def _names(self) -> None:
        self.navigation.show(NamesView(self.navigation, self.navigation.close, self.navigation.close))


class ChoiceView(PageView):
    """The values of a setting, each in a sentence; Enter chooses the current one."""

    def __init__(self, navigation: Navigation, title: str, texts: Mapping[Any, str], field: str) -> None:
        super().__init__(navigation)
        self._title = title
        self._texts = texts
        self._field = field
        self._now = getattr(navigation.session.store.settings(), field)
        self._pages = Pages([*texts].index(self._now) if self._now in texts else 0)

    def scene(self) -> Page:
        """A row for each."""
        items = [Row((), text, partial(self._choose_and_go, value)) for value, text in self._texts.items()]
        rows = self._pages.rows(items, self.words.page_more, self.words.page_first)
        now = self._texts.get(self._now)
        rows = tuple(replace(row, keys=("enter", *row.keys)) if row.text == now else row for row in rows)
        back = Row(("b", "esc"), self.words.page_return, self.navigation.close)
        return Page(title=self._title, rows=(*rows, back))

    def _choose_and_go(self, value: object) -> None:
        self.navigation.change_settings(**{self._field: value})
        self.navigation.close()


class TogglesView(PageView):
    """A list of things that are in or out."""

    def __init__(
        self,
        navigation: Navigation,
        title: str,
        items: Mapping[str, str],
        chosen: Callable[[], AbstractSet[str]],
        keep: Callable[[AbstractSet[str]], None],
        prose: tuple[str, ...] = (),
        keeps_one: str = "",
    ) -> None:
        """Show things by name.

        Args:
            navigation: shows the view.
            title: of the page.
            items: the name of each thing.
            chosen: returns the names of those that are in.
            keep: saves them when one was switched in or out.
            prose: the text above.
            keeps_one: shown when the last one would be switched out; if empty, that is allowed.
        """
        super().__init__(navigation)
        self._title = title
        self._items = items
        self._chosen = chosen
        self._keep = keep
        self._prose = prose
        self._keeps_one = keeps_one
        self._was_last = False
        self._pages = Pages()

    def scene(self) -> Page:
        """A row for each, saying whether it is in."""
        words, chosen = self.words, self._chosen()
        states = {name: words.settings_in if name in chosen else words.settings_out for name in self._items}
        rows = [Row((), f"{text}: {states[name]}", partial(self._press, name)) for name, text in self._items.items()]
        return Page(
            title=self._title,
            prose=(*self._prose, self._keeps_one) if self._was_last else self._prose,
            rows=(*self._pages.rows(rows, words.page_more, words.page_first), self.back_row(words.page_done)),
        )

    def _press(self, name: str) -> None:
        chosen = self._chosen() ^ {name}
        self._was_last = bool(self._keeps_one) and not chosen
        if not self._was_last:
            self._keep(chosen)


class NamesView(PageView):
    """The names at the two seats; may stay empty."""

    def __init__(self, navigation: Navigation, then: Callable[[], None], cancel: Callable[[], None]) -> None:
        super().__init__(navigation)
        self._then = then
        self._cancel = cancel

    def scene(self) -> Form:
        """The two fields."""
        words = self.words
        shown = self.navigation.names
        return Form(
            title=words.names_title,
            prose=(words.names_hint,),
            labels=(words.names_left, words.names_right),
            values=shown,
            go_on=words.page_done,
            back=words.page_return,
            full=self.navigation.line(words.names_full, count=str(LONGEST_NAME)),
            done=partial(self._done, shown),
            cancel=self._cancel,
        )

    def _done(self, shown: tuple[str, str], values: tuple[str, ...]) -> None:
        # A file that became readable meanwhile may contain names; fields that were not edited keep its values.
        names = tuple(map(clean_name, values))
        sides = zip(("left", "right"), shown, names, strict=True)
        changed = {side: name for side, before, name in sides if name != before}
        session = self.navigation.session
        settings = replace(session.store.settings(), named=True, **changed)
        if changed and names == shown[::-1]:  # they changed seats, and the same partner starts
            settings = replace(settings, first=settings.first.other)
        session.rename(settings, changed)
        # Typed names have precedence over the command line from now on.
        self.navigation.options = replace(self.navigation.options, **dict.fromkeys(changed))
        self._then()
