"""`lead --ready`: check before the room fills that all that a plan needs is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardtui.commands.shared.failures import FOUND_ERRORS
from cardtui.commands.shared.output import say
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.topics import Untagged, names_topics
from cardtui.deck.words import Words
from cardtui.text.layout import wrap
from cardtui.text.suggestions import counted
from cardtui.workshop.console_link.channel import ProjectorServer
from cardtui.workshop.plan_file import CONTACTS, OpenedPlan
from cardtui.workshop.private_folder import folders
from cardtui.workshop.room_scene import RoomScene, tell_all, tell_room
from cardtui.workshop.run import Shown, begin, lobby
from cardtui.workshop.run_clock import RunClock, run_time
from cardtui.workshop.run_file import RunFile
from cardtui.workshop.run_paths import PROBE, is_led, run_path
from cardtui.workshop.workshop_plan import MINUTE, Cue, CuePart, Item, LoopKind, RoomCard, WorkshopPlan

if TYPE_CHECKING:
    from cardtui.workshop.projector.wall_check import Fit

USUAL_SIZE = (60, 18)
"""Columns and lines of a projector with a huge font, checked if there is no terminal."""

_NARROW = 20
"""Columns below which lines are not wrapped."""

_SIZES = (66, 20), (72, 22), (76, 23), (80, 24), (85, 26), (90, 27), (100, 30), (120, 36)
"""Sizes to try when something does not fit, each with a smaller font."""


GOOD, NOTE, WANTS = "ok", "note", "FIX"
"""How serious a line is: all is well; worth knowing, but nothing is wrong; fix it before the room fills."""


_CueStep = tuple[Cue | None, int]
"""A cue, None for the lobby, and the index of a step in it."""

Finding = tuple[str, str, str]
"""A line of the list: how serious it is, what was checked, and the result."""


def ready(opened: OpenedPlan) -> int:
    """Print the findings, a line each. Returns 0 if all is ready, else 1."""
    size = _size()
    lines = list(findings(opened, size))
    width = max(len(about) for _, about, _ in lines)
    for mark, about, text in lines:
        head = f"{mark:<4}  {about:<{width}}  "
        # A terminal would break lines within words.
        texts = wrap(text, max(_NARROW, size[0] - len(head))) if size is not None else (text,)
        say(head + f"\n{' ' * len(head)}".join(texts))
    wanting = sum(mark == WANTS for mark, _, _ in lines)
    say(f"Not ready: {counted(wanting, 'item')} to fix." if wanting else "Ready.")
    return FOUND_ERRORS if wanting else 0


def findings(opened: OpenedPlan, size: tuple[int, int] | None) -> Iterator[Finding]:
    """Run all checks. size: of the terminal, in columns and lines; None if there is none."""
    plan = opened.plan
    cards = {each.card.id: each for item in plan.items if item.practice for each in item.practice.cards}
    found = f"{plan.title}: {counted(len(plan.items), 'item')}, {counted(plan.minutes, 'minute')}"
    found += f"; {counted(len(cards), 'card')} of the deck {plan.deck}" if cards else ""
    yield GOOD, "plan", f"{found}. It needs no network."
    yield from _topics(opened, list(cards.values()))
    yield from _color(plan)
    yield from _screen(opened, size)
    yield _contacts(opened)
    yield from _kept(opened)
    yield _channel()


def _topics(opened: OpenedPlan, cards: Sequence[RoomCard]) -> Iterator[Finding]:
    """Whether the plan's cards avoid the topics that it leaves out."""
    without = opened.plan.without
    for each in cards:
        if touched := [topic for topic in each.card.topics if topic in without]:
            said = f"{each.card.id} touches {touched[0]}, which is left out of the room"
            yield WANTS, "topics", f"{said}; choose another card, or take it out of 'without'"
    reliable = {suit.name for suit in opened.deck.suits if names_topics(suit)}
    bare = sum(not each.card.topics and each.suit not in reliable for each in cards)
    if without and bare:
        yield NOTE, "topics", f"{Untagged(bare, len(cards))}"


def _contacts(opened: OpenedPlan) -> Finding:
    """Whether the plan names contacts, in case someone needs help."""
    plan, path = opened.plan, opened.path.absolute()
    file = str(path)
    if path.is_relative_to(shipped_deck().absolute()):
        # Files from an installation disappear with the next one.
        file = f"a copy of {file}, and lead your copy"
    if not plan.contacts:
        return WANTS, "contacts", f"none; add local contacts to {file}"
    if any("…" in text or "..." in text for text in (*plan.contacts, plan.leader or "")):
        return WANTS, "contacts", f"there are dots in place of a name or number; fill them in, in {file}"
    if not {*plan.contacts} & {*plan.lobby, *(text for item in plan.items for text in item.screen)}:
        said = f"{len(plan.contacts)} filled in, but no screen shows them; a paragraph '{CONTACTS}' would"
        return NOTE, "contacts", said
    return GOOD, "contacts", f"{len(plan.contacts)} filled in"


# The screen


def _color(plan: WorkshopPlan) -> Iterator[Finding]:
    """The color that the plan's color is shown as, so that it can be read."""
    if plan.color:
        from cardtui.system.color_depth import Depth
        from cardtui.workshop.plan_color import readable
        from cardtui.workshop.projector.projector_themes import wall_looks_at

        looks = wall_looks_at(Depth.ALL)
        shades = [f"{readable(plan.color, look.table)} on the {name} look" for name, look in looks.items()]
        text = f"{plan.color} is shown as {' and '.join(shades)}, so that it can be read from the back"
        yield GOOD, "color", text


def _screen(opened: OpenedPlan, size: tuple[int, int] | None) -> Iterator[Finding]:
    """Whether all that the room sees fits, and can be read from the back."""
    window = size or USUAL_SIZE
    if size is None:
        yield NOTE, "screen", f"there is no terminal here, so this looks at {_by(window)}"
    if "utf" not in sys.stdout.encoding.lower():
        yield WANTS, "letters", "this terminal is not set to UTF-8; set LANG to C.UTF-8 or to your language"
    plan, words = opened.plan, opened.deck.words
    scenes: dict[_CueStep, RoomScene] = {(None, 0): tell_room(plan, words, lobby(plan, due=MINUTE), RunClock())}
    for cue in plan.cues:
        scenes |= {(cue, step): scene for step, scene in enumerate(tell_all(plan, words, cue, "00:00"))}
    fits = _fits(scenes, window)
    if not all(map(_is_good, fits.values())) and (window[0] < USUAL_SIZE[0] or window[1] < USUAL_SIZE[1]):
        way_out = f"enlarge it, or make its font smaller, until it has {_by(USUAL_SIZE)}"
        yield WANTS, "screen", f"this window is too small, {_by(window)}; {way_out}"
        window = USUAL_SIZE  # what to do then
        fits = _fits(scenes, window)
    cut = dict.fromkeys(place[0] for place, fit in fits.items() if not _is_good(fit))
    larger = _larger({place: scene for place, scene in scenes.items() if place[0] in cut}, window)
    for each in cut:
        is_whole = all(fit.is_whole for place, fit in fits.items() if place[0] == each)
        yield WANTS, "screen", _cut_text(opened, each, window, larger.get(each, ""), is_whole=is_whole)
    small = list(dict.fromkeys(_named(opened, cue) for (cue, _), fit in fits.items() if not fit.is_readable))
    if small:
        others = f" and {len(small) - 1} more" if len(small) > 1 else ""
        text = f"at {_by(window)} the letters of {small[0]}{others} are too small for the back of a room"
        yield WANTS, "screen", f"{text}; enlarge the font until the window has about {_by(USUAL_SIZE)}"
    elif not cut:
        yield GOOD, "screen", f"everything fits into {_by(window)}"


def _larger(scenes: dict[_CueStep, RoomScene], window: tuple[int, int]) -> dict[Cue | None, str]:
    """For each cue, if there is one: the smallest size from which on all of it fits, as a way out."""
    found: dict[Cue | None, str] = {}
    for size in _SIZES[::-1]:
        if scenes and size[0] >= window[0] and size[1] >= window[1]:
            bad = {cue for (cue, _), fit in _fits(scenes, size).items() if not _is_good(fit)}
            scenes = {place: scene for place, scene in scenes.items() if place[0] not in bad}
            found |= {cue: f"with a smaller font, from {_by(size)} on, it fits" for cue, _ in scenes}
    return found


def _fits(scenes: dict[_CueStep, RoomScene], size: tuple[int, int]) -> dict[_CueStep, Fit]:
    # Layout needs Textual; commands that only list or lead should not wait for its import.
    from cardtui.workshop.projector.wall_check import fitting

    return dict(zip(scenes, fitting(list(scenes.values()), size), strict=True))


def _is_good(fit: Fit) -> bool:
    return fit.is_whole and fit.has_words


def _cut_text(opened: OpenedPlan, cue: Cue | None, size: tuple[int, int], larger: str, *, is_whole: bool) -> str:
    if cue is None or not is_whole:
        return f"{_named(opened, cue)} is cut at {_by(size)}; {larger or 'it needs fewer words'}"
    lacks = f"has no room for the words of its steps at {_by(size)}, only for their names"
    ways = [text for text, changes in _with_more_room(opened.plan.items[cue.item]) if _has(opened, cue, changes, size)]
    return f"{_named(opened, cue)} {lacks}; {'; '.join((*ways, larger) if larger else ways) or 'it needs fewer words'}"


def _with_more_room(item: Item) -> Iterator[tuple[str, dict[str, object]]]:
    """Changes to a practice that may leave more room for the words of its turns."""
    if item.loop is not LoopKind.STEP:
        yield "'loop: step' has", {"loop": LoopKind.STEP}
    if item.practice is not None and len(item.practice.cards) > 1:
        longest = max(item.practice.cards, key=lambda each: len(each.card.prompt))
        yield "with one card it has", {"practice": replace(item.practice, cards=(longest,))}


def _has(opened: OpenedPlan, cue: Cue, changes: dict[str, object], size: tuple[int, int]) -> bool:
    """Whether a cue would fit with changes to its item."""
    plan = opened.plan
    items = (*plan.items[: cue.item], replace(plan.items[cue.item], **changes), *plan.items[cue.item + 1 :])
    changed = replace(plan, items=items)
    scenes = tell_all(changed, opened.deck.words, changed.cues[plan.cues.index(cue)])
    return all(map(_is_good, _fits({(cue, step): scene for step, scene in enumerate(scenes)}, size).values()))


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


_PARTS = {
    CuePart.SLIDE: "",
    CuePart.CARDS: ", its card",
    CuePart.FIRST: ", the first turn",
    CuePart.CHANGE: ", the change",
    CuePart.SECOND: ", the second turn",
}


def _named(opened: OpenedPlan, cue: Cue | None) -> str:
    if cue is None:
        return "the lobby"
    return f"item {cue.item + 1} ('{opened.plan.items[cue.item].title}'{_PARTS[cue.part]})"


def _size() -> tuple[int, int] | None:
    if not sys.stdout.isatty():
        return None
    from cardtui.system.terminal_size import terminal_size

    return terminal_size(sys.stdout.fileno(), os.environ)


# What is written and opened


def _kept(opened: OpenedPlan) -> Iterator[Finding]:
    path = run_path(opened.path)
    # Beside the file itself, which may hold a run to be resumed.
    probe = RunFile(path.with_name(f"{path.name}{PROBE}"), opened.plan)
    kept = probe.keep(begin(opened.plan), RunClock())
    probe.forget()
    if kept:
        yield GOOD, "the run", f"is kept in {path.parent}, places and times only"
    else:
        yield WANTS, "the run", f"cannot be kept: {path.parent} cannot be written"
    if is_led(path):
        yield NOTE, "the run", "this plan is being led in another window now"
        return
    file = RunFile(path, opened.plan)
    if told := left_before_change(file, opened.deck.words):
        yield WANTS, "the run", told
    found = file.find()
    if found is not None and found[0].shown is not Shown.LOBBY:
        run, clock = found
        item = opened.plan.items[opened.plan.cues[run.cue].item]
        began = run_time(opened.deck.words, clock, run.visits[0].since)
        yield WANTS, "the run", f"one that began at {began} was left at '{item.title}'; with '--anew' it begins anew"


def left_before_change(file: RunFile, words: Words) -> str:
    """What a leader must know of a run that was left and does not fit its plan's items now; empty if there is none."""
    found = file.find_outdated()
    if found is None or found[0].shown is Shown.LOBBY or not found[0].visits[-1].item:
        return ""  # nothing is lost with it
    run, clock = found
    began = run_time(words, clock, run.visits[0].since)
    left = f"one that began at {began} was left at item {run.visits[-1].item + 1}, and the agenda has changed since"
    return f"{left}; '--from ITEM' goes on at an item, '--anew' starts over"


def _channel() -> Finding:
    try:
        host = ProjectorServer(folders()[0], lambda _: None)
    except OSError as error:
        return WANTS, "console", f"cannot be opened ({error.strerror or error})"
    host.close()
    return GOOD, "console", "can be opened, with 'cardtui console' in another terminal"
