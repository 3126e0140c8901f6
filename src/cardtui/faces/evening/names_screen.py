"""The only screen with text input: who sits left, who sits right."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from cardtui.faces.evening.playing_cards import PlayingCard, pile
from cardtui.faces.screen.head_line import HeadLine
from cardtui.faces.screen.sized_screen import Area, SizedScreen
from cardtui.presenter.key_presses import KeyFilter
from cardtui.presenter.scene import Form
from cardtui.text.layout import drawable
from cardtui.text.names import LONGEST_NAME, clean_name, printable, shortened


class ClickableText(Static):
    """A key's action, or a field's label; a click on it performs it, or focuses the field."""

    def __init__(self, text: Content, act: Callable[[], object], classes: str) -> None:
        super().__init__(text, classes=classes)
        self._act = act

    def on_click(self) -> None:
        """Perform it."""
        self._act()


class NameField(Input):
    """A field for one name. Pasted text may hold anything; it is shown as it will be stored."""

    def validate_value(self, value: str) -> str:
        """Remove characters that no name needs and a terminal may interpret."""
        return printable(value)

    def on_paste(self, event: events.Paste) -> None:
        """Paste a name: the first line, up to the maximum length."""
        event.stop()
        event.prevent_default()  # Textual's own rejects text that is too long completely
        first = next(filter(None, map(clean_name, event.text.splitlines())), "")
        start, end = sorted(self.selection)
        self.replace(shortened(first, LONGEST_NAME - len(self.value) + end - start), start, end)


class NamesScreen(SizedScreen[tuple[str, ...] | None]):
    """Asks for the fields of a form; returns what was typed, or None if Esc was pressed."""

    CSS_PATH = "names.tcss"
    is_page = True

    # Before the field gets it: letters typed right after Enter already belong to the next field.
    BINDINGS = [  # noqa: RUF012  (the type that Textual declares)
        Binding("enter", "go_on", priority=True, show=False, id="go-on", tooltip="To the next field; then done"),
    ]

    def __init__(self, form: Form, keys: KeyFilter, too_small: str) -> None:
        """``keys``: drops a held Enter, here and on the way here. ``too_small``: see `SizedScreen`."""
        super().__init__(too_small)
        self._form = drawable(form)
        self._keys = keys
        self._fields: list[Input] = [
            NameField(value, max_length=LONGEST_NAME, select_on_focus=False) for value in self._form.values
        ]
        self._labels = [
            ClickableText(Content(label), field.focus, "label")
            for label, field in zip(self._form.labels, self._fields, strict=True)
        ]
        self._typed_in: Widget | None = None

    def compose(self) -> ComposeResult:
        """A title and a field for each label."""
        with Area(id="table"):
            yield HeadLine(id="head")  # it keeps its line, so the sheet has the same place on every page
            yield pile(PlayingCard(classes="top -down"), id="deck")
            with VerticalGroup(id="sheet"):
                yield Static(self._form.title, markup=False, classes="title")
                for line in self._form.prose:
                    yield Static(line, markup=False, classes="prose")
                for label, field in zip(self._labels, self._fields, strict=True):
                    field.cursor_blink = False
                    yield label
                    yield field
                with HorizontalGroup(id="ends"):
                    go_on = Content.assemble((" enter ", "$paper on $prompt $filled-style"), f" {self._form.go_on}")
                    yield ClickableText(go_on, self.on_input_submitted, "key")
                    back = Content.assemble(("esc", "$prompt-style"), f" {self._form.back}")
                    yield ClickableText(back, self._go_back, "key")
        yield Static(id="too-small", markup=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember the focused field."""
        self._typed_in = event.widget

    def on_resize(self, event: events.Resize) -> None:
        """A window too small for a field takes the focus from it; restore it."""
        super().on_resize(event)
        self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        if self.focused is None and self._typed_in is not None:
            self.set_focus(self._typed_in)

    def action_go_on(self) -> None:
        """Enter: the next field. In the last one the field itself handles it, after the text typed before."""
        if self._keys.drops("enter"):
            return
        self._keys.changed("enter")
        if self._here + 1 == len(self._fields):
            raise SkipAction
        self._go(1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """A letter: an Enter after it is not a held one. A full field says so."""
        self._keys.forget()
        full = f". {self._form.full}" if len(event.value) >= LONGEST_NAME else ""
        number = self._fields.index(event.input)
        self._labels[number].update(Content(f"{self._form.labels[number]}{full}"))

    def on_input_submitted(self) -> None:
        """Finish."""
        if self.is_current:
            self.dismiss(tuple(field.value for field in self._fields))

    def key_escape(self, event: events.Key) -> None:
        """One step back; the screen below must not get this Esc."""
        event.stop()
        self._go_back()

    def key_up(self) -> None:
        """Focus the previous field."""
        self._go(-1)

    def key_down(self) -> None:
        """Focus the next field."""
        self._go(1)

    def _go(self, by: int) -> None:
        """Move the focus down (or up) by that many fields, as far as there are any."""
        self.set_focus(self._fields[max(0, min(self._here + by, len(self._fields) - 1))])

    def _go_back(self) -> None:
        """Focus the previous field; from the first one, cancel."""
        if self._here:
            self._go(-1)
        elif self.is_current:
            self.dismiss(None)

    @property
    def _here(self) -> int:
        """The number of the focused field."""
        return next((number for number, field in enumerate(self._fields) if field.has_focus), 0)
