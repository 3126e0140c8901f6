"""The page for a damaged save file: restore a backup, or play on without saving."""

from __future__ import annotations

from pathlib import Path

from cardtui.deck.words import fill
from cardtui.presenter.help_views import PageView, TextView
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.scene import Form, Page, Row
from cardtui.presenter.start_views import open_first_view


def offer_backup(navigation: Navigation) -> bool:
    """Show the offer on top if the file is damaged and they have not chosen yet; return whether it was shown."""
    has_chosen = navigation.over or navigation.plays_unsaved or navigation.has(DamageView)
    if not navigation.session.store.damaged or has_chosen or isinstance(navigation.view.scene(), Form):
        return False
    navigation.show(DamageView(navigation))
    return True


class DamageView(PageView):
    """Offers the newest good backup, or a new file; the damaged one is kept in either case."""

    def __init__(self, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._backup = navigation.session.store.newest_backup(navigation.session.now().date())

    def scene(self) -> Page:
        """What happened, and the two choices."""
        words = self.words
        if self._backup is not None:
            path, day = self._backup.path, self._backup.day.isoformat()
            mend = Row(("enter", "1"), fill(words.mend_backup, {"value": day}), lambda: self._mend(path))
        else:
            mend = Row(("enter", "1"), words.mend_new, lambda: self._mend(None))
        on = Row(("2",), words.mend_later, self._play_on)
        hidden = self.behind_esc(self.navigation.quit_row)
        return Page(title=words.mend_title, prose=words.mend_lines, rows=(mend, on), hidden=hidden)

    def _mend(self, backup: Path | None) -> None:
        navigation, words = self.navigation, self.words
        store = navigation.session.store
        kept = store.restore(backup, navigation.session.now().date())
        if store.trouble is not None:
            self._play_on()
            navigation.show(
                TextView(navigation, words.mend_title, (fill(words.not_saved_why, {"value": store.trouble}),))
            )
            return
        navigation.close()
        if navigation.session.position is None:
            open_first_view(navigation)  # reload: the choices of earlier evenings are available again
        # If the file was not damaged after all, it became a backup, and there is nothing to report.
        is_aside = kept is not None and kept.parent == store.folder
        kept_as = (fill(words.mended_kept, {"value": kept.name}),) if kept is not None and is_aside else ()
        navigation.show(TextView(navigation, words.mended_title, kept_as))

    def _play_on(self) -> None:
        self.navigation.plays_unsaved = True
        self.navigation.close()
