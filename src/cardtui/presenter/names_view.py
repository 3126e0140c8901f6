"""The names: who sits where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from cardtui.presenter.navigation import Navigation
from cardtui.presenter.page_views import PageView
from cardtui.presenter.scene import Form
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
        # A file that could be opened meanwhile may have brought names; what nobody typed over stays as it says.
        sides = zip(("left", "right"), shown, map(clean_name, values), strict=True)
        changed = {side: name for side, before, name in sides if name != before}
        session = self.navigation.session
        session.rename(replace(session.store.settings(), named=True, **changed), changed)
        if changed:  # what is typed holds from then on, whatever the command line asked for
            self.navigation.options = replace(self.navigation.options, left=None, right=None)
        self._then()
