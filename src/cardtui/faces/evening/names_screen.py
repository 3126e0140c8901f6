"""The one screen on which something is typed: who sits left, who sits right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.containers import HorizontalGroup, VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from cardtui.faces.evening.table import TableScreen, deck
from cardtui.faces.screen.head_line import HeadLine
from cardtui.faces.screen.sized_screen import Area
from cardtui.text.layout import drawable
from cardtui.text.names import LONGEST_NAME, clean_name, printable, shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from cardtui.presenter.key_presses import KeyFilter
    from cardtui.presenter.scene import Form


class Key(Static):
    """What a key does, for whoever has a hand on the mouse."""

    def __init__(self, text: Content, act: Callable[[], object], *, id: str) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(text, id=id, classes="key")
        self._act = act

    def on_click(self) -> None:
        """Do it."""
        self._act()


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
                    field = NameField(value, max_length=LONGEST_NAME, select_on_focus=False, id=f"name-{index}")
                    field.cursor_blink = False
                    yield field
                with HorizontalGroup(id="ends"):
                    go_on = Content.assemble((" enter ", "$paper on $prompt $filled-style"), f" {self._form.go_on}")
                    yield Key(go_on, self._finish, id="done")
                    yield Key(
                        Content.assemble(("esc", "$prompt-style"), f" {self._form.back}"), self._go_back, id="back"
                    )
        yield Static(id="too-small", markup=False)

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query(Input).first().focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep in mind where one types."""
        self._typed_in = event.widget

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
        if self._here + 1 == len(self._fields):
            raise SkipAction
        self.set_focus(self._fields[self._here + 1])

    def on_input_changed(self, event: Input.Changed) -> None:
        """A letter: an Enter after it is not one that is held down. A field that is full says so."""
        self._keys.forget()
        number = self._fields.index(event.input)
        full = f". {self._form.full}" if len(event.value) >= LONGEST_NAME else ""
        list(self.query(Label))[number].update(f"{self._form.labels[number]}{full}")

    def on_label_clicked(self, message: Label.Clicked) -> None:
        """To the field of that label."""
        self.set_focus(self._fields[list(self.query(Label)).index(message.label)])

    def on_input_submitted(self) -> None:
        """Done."""
        self._finish()

    def _finish(self) -> None:
        if self.is_current:
            self.dismiss(tuple(field.value for field in self._fields))

    def key_escape(self, event: events.Key) -> None:
        """One step back; it is no Esc for what lies below."""
        event.stop()
        self._go_back()

    def key_up(self) -> None:
        """To the field before."""
        self.set_focus(self._fields[max(0, self._here - 1)])

    def key_down(self) -> None:
        """To the next field."""
        self.set_focus(self._fields[min(self._here + 1, len(self._fields) - 1)])

    def _go_back(self) -> None:
        """To the field before; from the first one, leave without a change."""
        if self._here:
            self.set_focus(self._fields[self._here - 1])
        elif self.is_current:
            self.dismiss(None)

    @property
    def _fields(self) -> list[Input]:
        return list(self.query(Input))

    @property
    def _here(self) -> int:
        """The number of the field in which one types."""
        return next((number for number, field in enumerate(self._fields) if field.has_focus), 0)
