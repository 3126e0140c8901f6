"""The names: who sits where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from cardtui.presenter.navigation import Navigation
from cardtui.presenter.scene import Form
from cardtui.presenter.views.page_views import PageView
from cardtui.save.records import Settings
from cardtui.text.names import LONGEST_NAME, clean_name


class NamesView(PageView):
    """Who sits where; may stay empty."""

    def __init__(self, navigation: Navigation, then: Callable[[], None], cancel: Callable[[], None]) -> None:
        super().__init__(navigation)
        self._then = then
        self._cancel = cancel

    def scene(self) -> Form:
        """The two fields."""
        words = self.words
        settings = self.navigation.session.store.settings()
        return Form(
            title=words.names_title,
            prose=(words.names_hint,),
            labels=(words.names_left, words.names_right),
            values=(settings.left, settings.right),
            go_on=words.page_done,
            back=words.page_return,
            full=self.navigation.line(words.names_full, count=str(LONGEST_NAME)),
            done=partial(self._done, settings),
            cancel=self._cancel,
        )

    def _done(self, shown: Settings, values: tuple[str, ...]) -> None:
        # A file that could be opened meanwhile may have brought names; what nobody typed over stays as it says.
        typed = {side: clean_name(value) for side, value in zip(("left", "right"), values, strict=True)}
        changed = {side: name for side, name in typed.items() if name != getattr(shown, side)}
        store = self.navigation.session.store
        store.keep_settings(replace(store.settings(), named=True, **changed))
        if changed:  # what is typed holds from then on, whatever the command line asked for
            self.navigation.options = replace(self.navigation.options, left=None, right=None)
        self._then()
