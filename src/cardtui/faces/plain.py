"""Plain mode: the same evening as labeled lines, for screen readers, pipes and terminals that cannot draw.

No boxes, no redraw, no color, and no signs that a screen reader spells out. Each prompt ends with its choices, one a
line, ``[key] words``, and then ``> ``. An empty line is Enter, a key is one character, ``?`` lists everything that can
be done, and the end of input quits like ``q``. Nothing is repeated: a card is read when it comes up, when the other
partner begins to speak on it and after a time-out, and again after ``?``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from cardtui.deck.words import Words, fill
from cardtui.presenter.damage_view import offer_backup
from cardtui.presenter.key_presses import KeyFilter, key_of_line
from cardtui.presenter.navigation import Navigation, find_row
from cardtui.presenter.scene import Form, Half, Page, Row, Saying, Scene, Talk, Tone
from cardtui.rules.evening_plan import Seat
from cardtui.text.invisible import visible
from cardtui.text.names import clean_name, is_too_long

Read = Callable[[], str | None]
"""The next line of input, without its end; None at the end of input."""

Write = Callable[[str], object]
"""Writes text unchanged; it includes its line ends."""

HELP = "h"
"""The key for help. Elsewhere that is ``?``, which lists everything here."""

NO_NAME = "-"
"""Typed instead of a name, it removes the existing one."""


def plain_words(words: Words) -> Words:
    """The deck's words for plain mode: ``?`` instead of Esc, and no text that refers to plain mode itself."""
    return words.changed(
        key_hint=words.plain_hint,
        page_hint=words.plain_hint,
        help_lines=words.plain_help_lines,
        note_plain="",
    )


def play_plain(navigation: Navigation, read: Read, write: Write, key_clock: Callable[[], float] | None) -> int:
    """Play until the user quits, and return the exit status.

    Args:
        navigation: already open, with the words of `plain_words`.
        read: see `Read`. `KeyboardInterrupt` from it quits like ``q``.
        write: see `Write`; called once per prompt.
        key_clock: monotonic seconds, to detect held keys; None for a pipe, which may send the same key many times at
            once.
    """
    speech, typed = _Speech(navigation, write), _lines_typed(navigation, read)
    # Without a clock, each reading is one second later, so no key is a repeat.
    repeats = KeyFilter(key_clock if key_clock is not None else count().__next__)
    try:
        while not navigation.over:
            _take_turn(navigation, speech, repeats, typed)
    except (StopIteration, KeyboardInterrupt):
        write("\n")
        navigation.leave()
    speech.farewell(in_a_window=key_clock is not None)
    return 0


def _lines_typed(navigation: Navigation, read: Read) -> Iterator[str]:
    """The lines that are typed. The check of the save file comes here so that it does not delay the first prompt."""
    navigation.session.check_and_back_up()
    while (line := read()) is not None:
        yield line


def _take_turn(navigation: Navigation, speech: _Speech, repeats: KeyFilter, typed: Iterator[str]) -> None:
    """One prompt and its answer."""
    navigation.session.store.retry()
    offer_backup(navigation)
    scene = navigation.scene()
    if isinstance(scene, Form):
        if _fill_in(scene, speech, typed):
            repeats.forget()
        return
    speech.prompt(scene)
    key = key_of_line(next(typed))
    while key == "?" or repeats.drops(key):
        if key == "?":
            speech.everything(scene)
        key = key_of_line(next(typed))
    if len(key) > 1:
        speech.remark = navigation.words.plain_one_key
        return
    before = navigation.place()
    navigation.press("?" if key == HELP and find_row(scene, HELP) is None else key or "enter")
    if navigation.place() != before:
        repeats.changed(key)


def _fill_in(form: Form, speech: _Speech, typed: Iterator[str]) -> bool:
    """Ask for one field after the other; a line is the text itself. If cleaning leaves nothing, ask again.

    Returns whether anything was typed.
    """
    speech.form(form)
    names: list[str] = []
    for label, value in zip(form.labels, form.values, strict=True):
        line, name = "?", "?"
        while name == "?" or (line.strip() and not name):
            speech.field(label, value)
            line = next(typed)
            name = clean_name(line)
        if is_too_long(line):
            speech.remark = form.full
        names.append(name)
    pairs = zip(names, form.values, strict=True)
    form.done(tuple("" if name == NO_NAME else name or value for name, value in pairs))
    return any(names)


class _Speech:
    """Prints scenes, and remembers the last text so that only changes are printed."""

    def __init__(self, navigation: Navigation, write: Write) -> None:
        self._navigation = navigation
        self._write = write
        self._card: tuple[str, ...] = ()
        self._shown_by: object = None
        self._speaker: Seat | None = None
        self._body: tuple[str, ...] = ()
        self.remark = ""
        """A short notice for the next prompt."""
        self._trouble: str | None = None
        self._is_new = True

    @property
    def _words(self) -> Words:
        """They change when an open evening of another deck goes on."""
        return self._navigation.words

    # Called by the loop

    def prompt(self, scene: Talk | Page) -> None:
        """Print what is new in a scene, then the choices."""
        card, body = _card(scene), self._tell(scene)
        lines = [*self._news(), self.remark or scene.hint]
        view, _ = self._navigation.place()
        if not card and view is self._shown_by:
            self._card = ()  # the evening left the card; the next one is read, even if it is the same again
        if card and (card != self._card or view is not self._shown_by or self._begins_to_speak(scene)):
            lines += card
            self._shown_by = view
        if body != self._body:
            lines += body
        if card:
            self._speaker = _first_stage(scene) or (self._speaker if card == self._card else None)
            self._card = card
        self._body, self.remark = body, ""
        # Without the picture of our path, the only way to look at cards is one after the other.
        rows = (*scene.rows, *scene.hidden) if _looks_at_one(scene) else scene.rows
        self._ask(lines, (*self._choices(rows), f"[?] {self._words.plain_more}"))

    def everything(self, scene: Talk | Page) -> None:
        """Print a scene from the beginning, with all choices, including those not listed in each prompt."""
        leave = "" if find_row(scene, "q") else f"[q] {self._navigation.quit_row.text}"
        self._ask([*_card(scene), *self._tell(scene)], (*self._choices((*scene.rows, *scene.hidden)), leave))

    def form(self, form: Form) -> None:
        """Print the title and text of a form."""
        self._say([*self._news(), form.title, *form.prose])
        self._body = ()

    def field(self, label: str, value: str) -> None:
        """Ask for one field. ``value`` is kept if nothing is typed."""
        keep, no_name = fill(self._words.plain_keep, {"value": value}), self._words.plain_no_name
        self._ask([label], (f"[enter] {keep}", f"[{NO_NAME}] {no_name}") if value else (f"[enter] {no_name}",))

    def farewell(self, *, in_a_window: bool) -> None:
        """The last words. In a window the text stays in the scrollback; we cannot erase it, so we say so."""
        self._navigation.session.store.retry()
        if self._navigation.parting:
            self._say([self._navigation.parting, self._words.plain_stays if in_a_window else ""])

    # Texts

    def _tell(self, scene: Talk | Page) -> tuple[str, ...]:
        """A scene's text without its card and its choices."""
        if isinstance(scene, Page):
            return scene.title, *scene.prose
        first, second = sorted(scene.halves, key=lambda half: not half.floor)
        said = (self._saying(saying) for saying in first.sayings)
        return f"{first.chip}.", scene.breath, *said, scene.note, _aside(second)

    def _saying(self, saying: Saying) -> str:
        if saying.tone is Tone.HINT:
            return saying.text
        text = saying.text.strip("“”")
        begins = text.endswith("…")
        return fill(self._words.plain_begin if begins else self._words.plain_say, {"value": text.strip("… ")})

    def _choices(self, rows: Iterable[Row]) -> Iterable[str]:
        """Each row that a line can choose; there is no Esc here, and ``?`` lists everything."""
        for row in rows:
            if row.text and row.key != "esc":
                text = fill(self._words.plain_heart, {"value": row.text}) if row.marked else row.text
                yield f"[{HELP if row.key == '?' else row.key}] {text}"

    def _news(self) -> Iterable[str]:
        """Whether the evening is saved, if that has changed since the last prompt."""
        store = self._navigation.session.store
        trouble = store.trouble
        is_new, self._is_new = self._is_new, False
        if is_new and not store.kept:
            return (_sentence(self._words.not_kept),)
        if trouble == self._trouble:
            return ()
        self._trouble = trouble
        if trouble is None:
            return (self._words.plain_saved,)
        return (fill(self._words.not_saved_why, {"value": trouble}),)

    def _begins_to_speak(self, scene: Talk | Page) -> bool:
        """Whether the other partner's turn on the same card begins here."""
        return self._speaker is not None and _first_stage(scene) not in (None, self._speaker)

    def _say(self, lines: Iterable[str]) -> None:
        self._write(_block(lines))

    def _ask(self, lines: Iterable[str], choices: Iterable[str]) -> None:
        self._write(f"{_block(lines)}{_lines(choices)}> ")


def _block(lines: Iterable[str]) -> str:
    """Lines as text, after an empty line."""
    return "\n" + _lines(f"“{line}”" if _LIKE_A_CHOICE.match(line) else line for line in lines)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{spoken(line)}\n" for line in lines if line)


_LIKE_A_CHOICE = re.compile(r"\s*\[(?:enter|.)\]")
"""A card may begin like a choice; then it is put in quotation marks, for programs that read the prompts."""


def _card(scene: Talk | Page) -> tuple[str, ...]:
    """The card on the table as lines: its kind, then its prompt."""
    if scene.face is None or not scene.face.text:
        return ()
    head = "  ".join(filter(None, (scene.head.left, scene.head.right)))
    return _sentence(head) if head else "", scene.face.text


def _looks_at_one(scene: Talk | Page) -> bool:
    """Whether one of many small cards is selected."""
    return isinstance(scene, Page) and any(tile.here for shelf in scene.shelves for tile in shelf.tiles)


def _sentence(text: str) -> str:
    """A label as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def _aside(half: Half) -> str:
    """The half that does not have the floor, on one line."""
    return f"{half.chip}: {' '.join(saying.text for saying in half.sayings)}" if half.sayings else f"{half.chip}."


def _first_stage(scene: Scene) -> Seat | None:
    """The speaker, if a turn is at its first stage."""
    if not isinstance(scene, Talk) or scene.reached:
        return None
    return next(half.seat for half in scene.halves if half.floor)


_SPACED = re.compile(r"\s{2,}")
_STOPPED = re.compile(r"\s*…(?=\s*[.,;:?!])")
_LEADING = re.compile(r"^(?P<before>[\s“\"'‘(\[]*)…\s*")
_BETWEEN = re.compile(r"\s*…\s*(?![\s”\"'’)\]]|$)")


def spoken(text: str) -> str:
    """A line for screen readers: one line, nothing that is spelled out or that a terminal interprets.

    On the full screen, two spaces separate the parts of a line. A part with neither letter nor digit is decoration
    (the symbol of a suit, a row of tiles) and is left out; the others are joined with commas. An ellipsis between words
    is a pause, so it becomes a comma. At the end of a sentence for the partners to finish, it stays.
    """
    first, *others = _SPACED.split(visible(text).strip())
    line = ", ".join((first, *(part for part in others if any(map(str.isalnum, part))))).replace(" · ", ", ")
    if "…" in line:
        line = _BETWEEN.sub(", ", _LEADING.sub(r"\g<before>", _STOPPED.sub("", line)))
    return line
