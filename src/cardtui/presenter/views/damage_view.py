"""When the save file turns out to be damaged: a backup is offered, and playing on without saving."""

from __future__ import annotations

from pathlib import Path

from cardtui.deck.words import fill
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.scene import Form, Page, Row
from cardtui.presenter.views.page_views import PageView, TextView
from cardtui.presenter.views.start_views import open_guide


def offer_backup(guide: Navigation) -> bool:
    """Lay the offer over what is on the screen, if the file is damaged and they have not chosen yet; whether it was."""
    damaged = guide.table.keeper.damaged and not guide.over
    if not damaged or guide.plays_unsaved or guide.has(DamageView) or isinstance(guide.view.scene(), Form):
        return False
    guide.show(DamageView(guide))
    return True


class DamageView(PageView):
    """The newest good backup, or a new file; the damaged one is kept in either case."""

    def __init__(self, guide: Navigation) -> None:
        super().__init__(guide)
        self._backup = guide.table.keeper.newest_backup(guide.table.now().date())

    def scene(self) -> Page:
        """What happened, and the two ways on."""
        words = self.words
        if self._backup is not None:
            path, day = self._backup
            mend = Row(("enter", "1"), fill(words.mend_backup, {"value": day.isoformat()}), lambda: self._mend(path))
        else:
            mend = Row(("enter", "1"), words.mend_new, lambda: self._mend(None))
        on = Row(("2",), words.mend_later, self._play_on)
        leave = Row(("q",), words.key_quit, self.guide.leave)
        hidden = (leave, self.esc_row((leave,)))
        return Page(title=words.mend_title, prose=words.mend_lines, rows=(mend, on), hidden=hidden)

    def _mend(self, backup: Path | None) -> None:
        guide, words = self.guide, self.words
        keeper = guide.table.keeper
        kept = keeper.restore(backup, guide.table.now().date())
        if keeper.trouble is not None:
            self._play_on()
            guide.show(TextView(guide, words.mend_title, (fill(words.not_saved_why, {"value": keeper.trouble}),)))
            return
        guide.close()
        if guide.table.position is None:
            open_guide(guide)  # what they chose in earlier evenings is known again
        # A file that was sound after all has become a backup, of which there is nothing to tell.
        is_aside = kept is not None and kept.parent == keeper.folder
        kept_as = (fill(words.mended_kept, {"value": kept.name}),) if kept is not None and is_aside else ()
        guide.show(TextView(guide, words.mended_title, kept_as))

    def _play_on(self) -> None:
        self.guide.plays_unsaved = True
        self.guide.close()
