"""Plain mode: the same evening as labeled lines, for screen readers, pipes and terminals that draw nothing.

No boxes, no redraw, no color, and no signs that a screen reader spells out. Each prompt ends with its choices, one a
line, ``[key] words``, and then ``> ``. An empty line is Enter, a key is one character, ``?`` lists everything that can
be done, and the end of input leaves as ``q`` does. What was said already is not said again: a card is told when it
comes up, when the other one begins to speak on it and after a time-out, and ``?`` tells it once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cardtui.deck.words import Words, fill
from cardtui.presenter.damage_view import offer_backup
from cardtui.presenter.key_presses import KeyFilter, key_of_line
from cardtui.presenter.navigation import Navigation, find_row
from cardtui.presenter.scene import Form, Half, Page, Row, Saying, Scene, Talk, Tone
from cardtui.rules.evening_plan import Seat
from cardtui.text.invisible import visible
from cardtui.text.names import clean_name, is_too_long

Read = Callable[[], str | None]
"""The next line that was typed, without its end; None at the end of input."""

Write = Callable[[str], object]
"""Writes text as it is; the text holds its own line ends."""

HELP = "h"
"""The key for help. Elsewhere that is ``?``, which lists everything here."""

NO_NAME = "-"
"""Typed in place of a name that is there already, it takes the name out."""


def plain_words(words: Words) -> Words:
    """The deck's words for plain mode: those that speak of Esc speak of ``?`` instead, and none leads to itself."""
    return words.changed(
        key_hint=words.plain_hint,
        page_hint=words.plain_hint,
        help_lines=words.plain_help_lines,
        note_plain="",
    )


def play_plain(navigation: Navigation, read: Read, write: Write, clock: Callable[[], float] | None = None) -> int:
    """Play until it is left, and return the exit status.

    Args:
        navigation: opened, with the words of `plain_words`.
        read: see `Read`. If it raises `KeyboardInterrupt`, that leaves as ``q`` does.
        write: see `Write`; called once a prompt.
        clock: seconds that only go up, where keys may be held down; None where lines come from a pipe, which may
            well bring the same key many times at once.
    """
    speech = _Speech(navigation, write)
    read = _then_check(navigation, read)
    repeats = KeyFilter(clock) if clock is not None else None
    try:
        while not navigation.over:
            _take_turn(navigation, speech, repeats, read)
    except (EOFError, KeyboardInterrupt):
        write("\n")
        navigation.leave()
    speech.farewell(in_a_window=clock is not None)
    return 0


def _take_turn(navigation: Navigation, speech: _Speech, repeats: KeyFilter | None, read: Read) -> None:
    """One prompt and what was answered."""
    navigation.session.store.retry()
    offer_backup(navigation)
    scene = navigation.scene()
    if isinstance(scene, Form):
        if _fill_in(scene, speech, read) and repeats is not None:
            repeats.forget()
        return
    speech.prompt(scene)
    key = key_of_line(_typed(read))
    while key == "?" or (repeats is not None and repeats.drops(key)):
        if key == "?":
            speech.everything(scene)
        key = key_of_line(_typed(read))
    if len(key) > 1:
        speech.remark(navigation.words.plain_one_key)
        return
    before = navigation.place()
    _press(navigation, scene, key)
    if repeats is not None and navigation.place() != before:
        repeats.changed(key)


def _then_check(navigation: Navigation, read: Read) -> Read:
    """Look through the whole save file once, when the first prompt is out; nobody should wait for it before."""
    checks = [navigation.session.check_and_back_up]

    def check_and_read() -> str | None:
        while checks:
            checks.pop()()
        return read()

    return check_and_read


def _typed(read: Read) -> str:
    line = read()
    if line is None:
        raise EOFError
    return line


def _press(navigation: Navigation, scene: Talk | Page, key: str) -> None:
    if key == HELP and find_row(scene, HELP) is None:
        key = "?"
    navigation.press(key or "enter")


def _fill_in(form: Form, speech: _Speech, read: Read) -> bool:
    """Ask for one field after the other; a line is the text itself. One of which nothing is left was not meant.

    Returns whether anything was typed.
    """
    speech.form(form)
    values: list[str] = []
    is_typed = False
    for label, value in zip(form.labels, form.values, strict=True):
        line, name = "?", "?"
        while name == "?" or (line.strip() and not name):
            speech.field(label, value)
            line = _typed(read)
            name = clean_name(line)
        if is_too_long(line):
            speech.remark(form.full)
        is_typed = is_typed or bool(name)
        values.append("" if name == NO_NAME else name or value)
    form.done(tuple(values))
    return is_typed


class _Speech:
    """Says scenes, and remembers what was said last so that only what is new is said."""

    def __init__(self, navigation: Navigation, write: Write) -> None:
        self._navigation = navigation
        self._words = navigation.words
        self._write = write
        self._card: tuple[str, ...] = ()
        self._shown_by: object = None
        self._speaker: Seat | None = None
        self._body: tuple[str, ...] = ()
        self._remark = ""
        self._trouble: str | None = None
        self._is_new = True

    # What the loop calls

    def prompt(self, scene: Talk | Page) -> None:
        """Say what is new about a scene, then what can be done."""
        card, body = _card(scene), self._tell(scene)
        lines = [*self._news(), self._remark or scene.hint]
        view, _ = self._navigation.place()
        if not card and view is self._shown_by:
            self._card = ()  # the evening left the card; the next one is said, even if it is the same again
        if card and (card != self._card or view is not self._shown_by or self._begins_to_speak(scene)):
            lines += card
            self._shown_by = view
        if body != self._body:
            lines += body
        self._keep(scene, card, body)
        # Without the picture of our path there is nothing to look at but one card after the other.
        rows = (*scene.rows, *scene.hidden) if _looks_at_one(scene) else scene.rows
        self._ask(lines, (*self._choices(rows), f"[?] {self._words.plain_more}"))

    def everything(self, scene: Talk | Page) -> None:
        """Say a scene from the beginning, with all that can be done, also what needs no line in each prompt."""
        leave = "" if find_row(scene, "q") else f"[q] {self._navigation.quit_row.text}"
        self._ask([*_card(scene), *self._tell(scene)], (*self._choices((*scene.rows, *scene.hidden)), leave))

    def form(self, form: Form) -> None:
        """Say what a form is about."""
        self._say([*self._news(), form.title, *form.prose])
        self._body = ()

    def field(self, label: str, value: str) -> None:
        """Ask for one field. ``value`` stays if nothing is typed."""
        words = self._words
        if value:
            keep = fill(words.plain_keep, {"value": value})
            self._ask([label], (f"[enter] {keep}", f"[{NO_NAME}] {words.plain_no_name}"))
        else:
            self._ask([label], (f"[enter] {words.plain_no_name}",))

    def remark(self, text: str) -> None:
        """A gentle word to be said with the next prompt."""
        self._remark = text

    def farewell(self, *, in_a_window: bool) -> None:
        """A last word. In a window all that was said can be scrolled back to; it is not ours to wipe, so it is told."""
        self._navigation.session.store.retry()
        if self._navigation.parting:
            self._say([self._navigation.parting, self._words.plain_stays if in_a_window else ""])

    # How it is said

    def _tell(self, scene: Talk | Page) -> tuple[str, ...]:
        """All of a scene apart from its card and its choices."""
        if isinstance(scene, Page):
            return tuple(text for text in (scene.title, *scene.prose) if text)
        first, second = sorted(scene.halves, key=lambda half: not half.floor)
        breath = (scene.breath,) if scene.breath else ()
        said = (self._saying(saying) for saying in first.sayings)
        return f"{first.chip}.", *breath, *said, *filter(None, (scene.note,)), _aside(second)

    def _saying(self, saying: Saying) -> str:
        if saying.tone is Tone.HINT:
            return saying.text
        text = saying.text.strip("“”")
        begins = text.endswith("…")
        return fill(self._words.plain_begin if begins else self._words.plain_say, {"value": text.strip("… ")})

    def _choices(self, rows: Iterable[Row]) -> Iterable[str]:
        """Each row that a line can choose; there is no Esc here, and ``?`` lists everything."""
        keys = {"?": HELP}
        for row in rows:
            if row.text and row.key != "esc":
                text = fill(self._words.plain_heart, {"value": row.text}) if row.marked else row.text
                yield f"[{keys.get(row.key, row.key)}] {text}"

    def _news(self) -> Iterable[str]:
        """Whether it is saved, if that has changed since it was said last."""
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
        """Whether the other one's turn on the same card begins here."""
        return self._speaker is not None and _first_stage(scene) not in (None, self._speaker)

    def _keep(self, scene: Talk | Page, card: tuple[str, ...], body: tuple[str, ...]) -> None:
        if card:
            self._speaker = _first_stage(scene) or (self._speaker if card == self._card else None)
            self._card = card
        self._body = body
        self._remark = ""

    def _say(self, lines: Iterable[str]) -> None:
        self._write(_block(lines))

    def _ask(self, lines: Iterable[str], choices: Iterable[str]) -> None:
        self._write(f"{_block(lines)}{_lines(choices)}> ")


def _block(lines: Iterable[str]) -> str:
    """Lines as text, after an empty one."""
    return "\n" + _lines(f"“{line}”" if _LIKE_A_CHOICE.match(line) else line for line in lines)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{spoken(line)}\n" for line in lines if line)


_LIKE_A_CHOICE = re.compile(r"\s*\[(?:enter|.)\]")
"""A card may begin as a choice does; then it stands between quotation marks, for whatever reads the prompts."""


def _card(scene: Talk | Page) -> tuple[str, ...]:
    """The card on the table as lines: what it is, then what it asks."""
    if scene.face is None or not scene.face.text:
        return ()
    about = [part for part in (scene.head.left, scene.head.right) if part]
    head = "  ".join(about)
    return (_sentence(head), scene.face.text) if head else (scene.face.text,)


def _looks_at_one(scene: Talk | Page) -> bool:
    """Whether one of many small cards is looked at."""
    return isinstance(scene, Page) and any(tile.here for shelf in scene.shelves for tile in shelf.tiles)


def _sentence(text: str) -> str:
    """A label as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:]}."


def _aside(half: Half) -> str:
    """The half that has not the floor, in one line."""
    return f"{half.chip}: {' '.join(saying.text for saying in half.sayings)}" if half.sayings else f"{half.chip}."


def _first_stage(scene: Scene) -> Seat | None:
    """Who speaks, where a turn is at its first stage."""
    if not isinstance(scene, Talk) or scene.reached:
        return None
    return next(half.seat for half in scene.halves if half.floor)


_SPACED = re.compile(r"\s{2,}")
_STOPPED = re.compile(r"\s*…(?=\s*[.,;:?!])")
_LEADING = re.compile(r"^(?P<before>[\s“\"'‘(\[]*)…\s*")
_BETWEEN = re.compile(r"\s*…\s*(?![\s”\"'’)\]]|$)")


def spoken(text: str) -> str:
    """A line as a screen reader should get it: one line, nothing that it would spell out or that a terminal obeys.

    Two spaces stand between the parts of a line on the full screen. A part with neither letter nor digit is decoration
    (the symbol of a suit, a row of tiles) and is left out; a comma stands between the others. An ellipsis between words
    is a breath: a comma. At the end of a sentence that somebody is to finish it stays.
    """
    first, *others = _SPACED.split(visible(text).strip())
    line = ", ".join((first, *(part for part in others if any(map(str.isalnum, part))))).replace(" · ", ", ")
    if "…" in line:
        line = _BETWEEN.sub(", ", _LEADING.sub(r"\g<before>", _STOPPED.sub("", line)))
    return line
