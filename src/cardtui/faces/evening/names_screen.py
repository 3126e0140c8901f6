"""The one screen on which something is typed: who sits left, who sits right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from cardtui.faces.evening.table import TableScreen, deck
from cardtui.faces.screen.bars import HeadLine
from cardtui.faces.screen.sized_screen import Area
from cardtui.text.layout import drawable
from cardtui.text.names import LONGEST_NAME, clean_name, printable, shortened

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from cardtui.presenter.debounce import KeyFilter
    from cardtui.presenter.scene import Form


class Done(Static):
    """What Enter does in the last field, for whoever has a hand on the mouse."""

    class Clicked(Message):
        """It was clicked."""

    def on_click(self) -> None:
        """Tell the screen."""
        self.post_message(self.Clicked())


class Label(Static):
    """What a field is for; a click on it leads there."""

    class Clicked(Message):
        """It was clicked."""

        def __init__(self, label: Label) -> None:
            super().__init__()
            self.label = label

    def on_click(self) -> None:
        """Tell the screen."""
        self.post_message(self.Clicked(self))


class NameField(Input):
    """A field for one name. What is pasted may hold anything; it is shown as it will be kept."""

    def validate_value(self, value: str) -> str:
        """Leave out what no name needs and a terminal may obey."""
        return printable(value)

    def on_paste(self, event: events.Paste) -> None:
        """Take a name that was copied from somewhere else: the first line, as far as there is room."""
        event.stop()
        event.prevent_default()  # Textual's own takes nothing at all of what is too long
        first = next(filter(None, map(clean_name, event.text.splitlines())), "")
        start, end = sorted(self.selection)
        self.replace(shortened(first, LONGEST_NAME - len(self.value) + end - start), start, end)


class NamesScreen(TableScreen[tuple[str, ...] | None]):
    """Asks for the fields of a form; returns what was typed, or None if it was left with Esc."""

    CSS_PATH = "names.tcss"

    # Before the field gets it: letters typed right after Enter already belong to the next field.
    BINDINGS = [  # noqa: RUF012  (the type that Textual declares)
        Binding("enter", "go_on", priority=True, show=False, id="go-on", tooltip="To the next field; then done"),
    ]

    def __init__(self, form: Form, keys: KeyFilter, too_small: str) -> None:
        """``keys``: drops an Enter that is held down, here and on the way here. ``too_small``: see `TableScreen`."""
        super().__init__(too_small)
        self._form = drawable(form)
        self._keys = keys
        self._typed_in: Widget | None = None

    def compose(self) -> ComposeResult:
        """A title and a field for each label."""
        with Area(id="table"):
            yield HeadLine()  # it keeps its line, so that the sheet is where it is on every page
            yield deck()
            with VerticalGroup(id="sheet"):
                yield Static(self._form.title, markup=False, classes="title")
                for line in self._form.prose:
                    yield Static(line, markup=False, classes="prose")
                for index, (label, value) in enumerate(zip(self._form.labels, self._form.values, strict=True)):
                    yield Label(label, markup=False, classes="label")
                    field = NameField(value, max_length=LONGEST_NAME, id=f"name-{index}", compact=True)
                    field.cursor_blink = False
                    yield field
                go_on = Content.assemble((" enter ", "$paper on $prompt $filled-style"), f" {self._form.go_on}")
                yield Done(go_on, id="done")
        yield Static(id="too-small", markup=False)

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query(Input).first().focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep in mind where one types. Who comes back to a field goes on typing; nothing is selected any more."""
        self._typed_in = event.widget
        if isinstance(event.widget, Input):
            event.widget.select_on_focus = False

    def on_resize(self, event: events.Resize) -> None:
        """A window too small for a field takes the focus from it; give it back."""
        super().on_resize(event)
        self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        if self.focused is None and self._typed_in is not None:
            self.set_focus(self._typed_in)

    def action_go_on(self) -> None:
        """Enter: the next field. In the last one, the field itself gets it, after what was typed before."""
        if self._keys.drops("enter"):
            return
        self._keys.changed("enter")
        fields = list(self.query(Input))
        here = next((index for index, field in enumerate(fields) if field.has_focus), 0)
        if here + 1 == len(fields):
            raise SkipAction
        self.set_focus(fields[here + 1])

    def on_input_changed(self, event: Input.Changed) -> None:
        """A letter: an Enter after it is not one that is held down. A field that is full says so."""
        self._keys.forget()
        number = list(self.query(Input)).index(event.input)
        full = f". {self._form.full}" if len(event.value) >= LONGEST_NAME else ""
        list(self.query(Label))[number].update(f"{self._form.labels[number]}{full}")

    def on_label_clicked(self, message: Label.Clicked) -> None:
        """To the field of that label."""
        self.set_focus(list(self.query(Input))[list(self.query(Label)).index(message.label)])

    def on_input_submitted(self) -> None:
        """Done."""
        self._finish()

    def on_done_clicked(self) -> None:
        """Done, with the mouse."""
        self._finish()

    def _finish(self) -> None:
        if self.is_current:
            self.dismiss(tuple(field.value for field in self.query(Input)))

    def key_escape(self, event: events.Key) -> None:
        """Leave without a change, where that is possible; it is no Esc for what lies below."""
        event.stop()
        if self._form.cancel is not None:
            self.dismiss(None)
