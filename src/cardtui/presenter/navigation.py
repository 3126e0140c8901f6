"""The stack of views: which one is on the screen, and what a key does there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from cardtui.deck.words import Words
from cardtui.presenter.evening_setup import Options
from cardtui.presenter.goodbye import parting_line
from cardtui.presenter.key_presses import usual
from cardtui.presenter.placeholders import Placeholders, quit_text
from cardtui.presenter.scene import Form, Row, Scene
from cardtui.presenter.session import Session


class Navigation:
    """A stack of views; the topmost one is on the screen.

    session: the evening. words: the deck's. options: from the command line. open_words: the words of the open
    evening's deck, if it is another one.
    """

    def __init__(self, session: Session, words: Words, options: Options, open_words: Words | None = None) -> None:
        self.session = session
        self.words = words
        self.open_words = open_words or words
        self.options = options
        self.over = False
        """Whether to leave the program."""
        self.goes_plain = False
        """Whether it is left only to continue in plain text."""
        self.plays_unsaved = False
        """Whether the two know that the save file is damaged, and play on without it."""
        self.look_for_now = ""
        """The look chosen on the command line, in force until they choose another."""
        self.is_still = False
        """Whether motion is off for this run, regardless of the settings."""
        self.more_looks: Callable[[], Iterable[str]] = tuple
        """The names of the looks that the face adds to ours."""
        self._views: list[View] = []
        self._hint = ""

    @property
    def view(self) -> View:
        """The view on the screen."""
        return self._views[-1]

    def has(self, kind: type[View]) -> bool:
        """Whether a view of that kind is on the stack."""
        return any(isinstance(view, kind) for view in self._views)

    def show(self, view: View) -> None:
        """Put a view on top."""
        self._views.append(view)

    def instead(self, view: View) -> None:
        """Replace all views by this one."""
        self._views = [view]

    def close(self) -> None:
        """Remove the topmost view; the last one stays."""
        if len(self._views) > 1:
            self._views.pop()

    def line(self, text: str, **values: str) -> str:
        """Fill the names, and ``values``, into a line of the words that is not part of a turn."""
        return self.placeholders.line(text, None, **values)

    @property
    def placeholders(self) -> Placeholders:
        """The names of the two, for filling into a text."""
        return Placeholders(self.words, *self.names)

    @property
    def names(self) -> tuple[str, str]:
        """The names at the left and the right, from the open evening, else those in force for this run."""
        position, settings = self.session.position, self.session.store.settings()
        named = position.plan if position is not None else self.options.over(settings)
        return named.left, named.right

    def change_settings(self, **changes: object) -> None:
        """Change some settings; they are saved at once."""
        store = self.session.store
        store.keep_settings(replace(store.settings(), **changes))

    def leave(self) -> None:
        """Leave the program; everything is saved already."""
        self.over = True

    def leave_for_plain_text(self) -> None:
        """Continue in plain text, now and in later runs."""
        self.change_settings(plain=True)
        self.goes_plain = True
        self.leave()

    @property
    def quit_row(self) -> Row:
        """The row that leaves."""
        return Row(("q",), quit_text(self.words, self.session), self.leave)

    @property
    def parting(self) -> str:
        """The one line that may stay on the terminal when the program is left."""
        return parting_line(self.words, self.session)

    # The interface for faces

    def scene(self) -> Scene:
        """What is on the screen now."""
        scene = self.view.scene()
        return scene if isinstance(scene, Form) else replace(scene, hint=self._hint)

    def place(self) -> tuple[object, object]:
        """What is on the screen, apart from details: see `View.place`."""
        return self.view, self.view.place()

    def press(self, key: str) -> bool:
        """Do what ``key`` does here: "enter", "esc", or one character. False if it does nothing."""
        self._hint = ""
        scene = self.view.scene()
        if isinstance(scene, Form):
            if key == "esc":
                scene.cancel()
            return key == "esc"
        key = usual(key)
        row = find_row(scene, key)
        if row is None and key == "q":
            self.leave()
            return True
        if row is None and key == "t" and find_row(self._views[0].scene(), "t") is not None:
            del self._views[1:]  # a time-out is possible from any view over the talk
            return self.press(key)
        if row is None:
            self._hint = self.view.hint(key)
            return False
        row.act()
        return True


def find_row(scene: Scene, key: str) -> Row | None:
    """The row that a key means."""
    if isinstance(scene, Form):
        return None
    key = usual(key)
    return next((row for row in (*scene.rows, *scene.hidden) if key in row.keys), None)


class View:
    """One thing that can be on the screen."""

    def __init__(self, navigation: Navigation) -> None:
        self.navigation = navigation
        self.words = navigation.words

    def scene(self) -> Scene:
        """What it shows now."""
        raise NotImplementedError

    def place(self) -> object:
        """What stays the same while only details change; a key that repeats across a change of it is a slip."""
        return None

    def hint(self, key: str) -> str:
        """A gentle word after a key that does nothing here; may be empty. The page itself shows the keys that work."""
        return "" if key == "esc" else self.words.page_hint
