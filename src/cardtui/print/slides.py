"""What the room sees of a plan as slides, a landscape page each: to share over a call, or to send."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from cardtui.deck.words import Words
from cardtui.print.blocks import Block, Type, beside, height, joined, kept, label, paginated, paragraph
from cardtui.print.boxes import GRAY, MM, PALE, Box, Document, Measure, Paper, Rule, Style, shifted
from cardtui.workshop.plan_color import readable
from cardtui.workshop.projector.room_scene import CardsShown, RoomFace, RoomScene, Slide, TurnShown, tell_all
from cardtui.workshop.turn_script import TurnRole, TurnStep, role_name
from cardtui.workshop.workshop_plan import WorkshopPlan

_SIDE = 24 * MM
_TOP, _BOTTOM = 18 * MM, 20 * MM

_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46)
"""The largest one that brings a slide onto one page is taken; one that is too long for the last goes on on another."""

_ABOVE = 0.38
"""Of what a slide leaves empty: so much is above it, where the eye looks first."""

_COVER = Type(Style.STRONG, 60, leading=1.12)
_TITLE = Type(Style.STRONG, 42, leading=1.15)
_PROSE = Type(Style.PLAIN, 30, leading=1.3)
_CARD = Type(Style.PLAIN, 44, leading=1.22)
_CHOICE = Type(Style.PLAIN, 30, leading=1.25)
_IN_TURN = (44, 28), (40, 28), (36, 28), (33, 28), (30, 28), (27, 25), (24, 22)
"""Sizes of the cards in a turn, and of who speaks and what is said: the first that fit are taken."""
_LETTER = Type(Style.STRONG, 30)
_CONTACT = Type(Style.STRONG, 36, leading=1.25)
_QUIET = Type(Style.PLAIN, 21, GRAY, leading=1.3)
_WHO = Type(Style.STRONG, 28)
_ROLE = Type(Style.STRONG, 19)
_LABEL = Type(Style.PLAIN, 19, GRAY)
_SAYS = Type(Style.PLAIN, 28, leading=1.22)
_RETURN = Type(Style.ITALIC, 20, GRAY, leading=1.25)
_FOOT = Type(Style.PLAIN, 11, GRAY)

_Blocks = Callable[[float], list[Block]]
"""A slide at a scale."""


def slides(plan: WorkshopPlan, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay the slides out: the lobby, without the time, then all that the wall shows, in its order.

    Args:
        plan: the workshop. None of its private notes is shown.
        words: of its deck.
        paper: what they could be printed on.
        measure: the widths of the fonts.
    """
    tall, width = paper.size
    room = tall - _TOP - _BOTTOM
    drawn = _SlideLayout(width - 2 * _SIDE, room, plan, words, measure)
    shown = [scene for cue in plan.cues for scene in tell_all(plan, words, cue)]
    pages = _fitted(drawn.cover, room)
    for scene in shown:
        pages += _fitted(lambda scale, scene=scene: drawn.scene(scene, scale), room)  # type: ignore[misc]
    made: list[tuple[Box, ...]] = []
    for number, page in enumerate(pages, start=1):
        foot = label(str(number), _FOOT, measure, x=width - _SIDE, y=tall - _BOTTOM / 2, right=True)
        made.append((*(shifted(box, _SIDE, _TOP) for box in page), foot))
    return Document(plan.title, words.language, paper, tuple(made), landscape=True)


def _fitted(blocks_at: _Blocks, room: float) -> list[list[Box]]:
    """A slide as large as it fits on a page."""
    blocks: list[Block] = []
    for scale in _SCALES:
        blocks = blocks_at(scale)
        if height(blocks) <= room:
            break
    pages = paginated(blocks, room)
    if len(pages) > 1:
        return pages
    above = max(0.0, room - height(blocks)) * _ABOVE
    return [[shifted(box, 0, above) for box in pages[0]]]


class _SlideLayout:
    """The blocks of a slide."""

    def __init__(self, width: float, room: float, plan: WorkshopPlan, words: Words, measure: Measure) -> None:
        self.width = width
        self.room = room
        self._plan = plan
        self._color = readable(plan.color, "#ffffff") if plan.color else ""
        self._words = words
        self._measure = measure

    def cover(self, scale: float) -> list[Block]:
        """What the room sees before it begins."""
        return self._slide(Slide(self._plan.title, self._plan.lobby, self._plan.host), scale, _COVER)

    def scene(self, scene: RoomScene, scale: float) -> list[Block]:
        """What the room sees of a cue."""
        match scene:
            case Slide():
                return self._slide(scene, scale)
            case CardsShown():
                return self._cards(scene, scale)
            case TurnShown():
                return self._turn(scene, scale)
            case _:
                raise AssertionError("a cue is shown in no other way")

    def _slide(self, slide: Slide, scale: float, title: Type = _TITLE) -> list[Block]:
        blocks = kept(self._text(slide.title, self._colored(title).scaled(scale)))
        for number, text in enumerate(slide.prose):
            type_ = _CONTACT if text in self._plan.contacts else _PROSE
            blocks += self._text(text, type_.scaled(scale), gap=(14 if number else 26) * scale)
        if slide.host:
            blocks += self._text(slide.host, self._colored(_QUIET).scaled(scale), gap=26 * scale)
        return blocks

    def _colored(self, type_: Type) -> Type:
        return replace(type_, color=self._color)

    def _cards(self, shown: CardsShown, scale: float) -> list[Block]:
        blocks = kept(self._text(shown.title, self._colored(_QUIET).scaled(scale)))
        blocks += self._faces(shown.faces, (_CARD if len(shown.faces) == 1 else _CHOICE).scaled(scale), 24 * scale)
        for number, text in enumerate(filter(None, (shown.ask, *shown.below))):
            blocks += self._text(text, _QUIET.scaled(scale), gap=(4 if number else 22) * scale)
        return blocks

    def _faces(self, faces: tuple[RoomFace, ...], type_: Type, gap: float) -> list[Block]:
        """The cards between two lines, each with its letter or its symbol before it."""
        indent = type_.size * 1.4
        rows: list[Block] = []
        for number, face in enumerate(faces):
            lines = paragraph(face.text, type_, self.width - indent, self._measure, x=indent, even=True)
            sign = label(face.letter or face.symbol, type_, self._measure, y=type_.baseline)
            rows.append(beside(Block(type_.line, (sign,)), joined(lines), gap=gap / 2 if number else gap))
        rule = Rule(0, 0, self.width, weight=1.2, gray=PALE)
        return [Block(1, (rule,), gap, keeps=True), *rows, Block(1, (rule,), gap)]

    def _turn(self, turn: TurnShown, scale: float) -> list[Block]:
        blocks: list[Block] = []
        for card, said in _IN_TURN:
            blocks = [self._partners(turn, replace(_WHO, size=said * scale), _QUIET.scaled(scale))]
            blocks += self._faces(turn.faces, replace(_CARD, size=card * scale), 12 * scale)
            blocks += self._loop(turn, replace(_SAYS, size=said * scale), scale)
            if height(blocks) <= self.room:
                break
        return blocks

    def _partners(self, turn: TurnShown, who: Type, listening: Type) -> Block:
        """Who speaks and who listens, each on the side that they have on the wall."""
        said = [(turn.speaks, who), (turn.listens, listening)]
        left, right = said[::-1] if turn.second else said
        half = self.width / 2
        cells = [self._cell(*each, 0, half - 12, who.baseline) for each in (left, right)]
        apart = self.width - max((box.edges[2] for box in cells[1].boxes), default=0)
        cells[1] = replace(cells[1], boxes=tuple(shifted(box, apart, 0) for box in cells[1].boxes))
        return beside(*cells, keeps=True)

    def _loop(self, turn: TurnShown, says: Type, scale: float) -> list[Block]:
        """What is said in a turn, or at one step of it, and then the names of all."""
        blocks: list[Block] = []
        for number, step in enumerate(turn.loop):
            gap = (3 if step.leads_back else 11 if number else 16) * scale
            is_second = (step.who is TurnRole.SPEAKER) is turn.second
            blocks.append(self._step(step, says, scale, gap=gap, second=is_second))
        if turn.rail:
            names = " › ".join(name.upper() if place == turn.here else name for place, name in enumerate(turn.rail))
            blocks += self._text(names, _LABEL.scaled(scale), gap=22 * scale)
        return blocks

    def _step(self, step: TurnStep, says: Type, scale: float, *, gap: float, second: bool) -> Block:
        """A step: whose it is and what is done on the left, the words for it on the right.

        second: whether it is the second partner's, which stands further to the right, as on the wall.
        """
        name = role_name(self._words, step.who)
        role, done = _ROLE.scaled(scale), _LABEL.scaled(scale)
        if step.leads_back:
            says = role = done = _RETURN.scaled(scale)
        names, labels = 0.13 * self.width, 0.15 * self.width
        indent = 0.06 * self.width if second and step.who is not TurnRole.BOTH else 0.0
        left = names + labels + indent
        # On one line if they fit there; else each begins its own, so that none is broken to fill the other's.
        together = "  ".join(step.says)
        told = [together] if label(together, says, self._measure).width <= self.width - left else step.says
        said = [block for text in told for block in paragraph(text, says, self.width - left, self._measure, x=left)]
        cells = [self._cell(name, role, indent, names - 6, says.baseline), joined(said)]
        if step.label != name:
            cells.append(self._cell(step.label, done, indent + names, labels - 6, says.baseline))
        return beside(*cells, gap=gap)

    def _cell(self, text: str, type_: Type, x: float, width: float, baseline: float) -> Block:
        """A text from ``x`` on, its first line on the baseline of what is beside it."""
        block = joined(paragraph(text, type_, width, self._measure, x=x))
        down = baseline - type_.baseline
        return Block(block.height + down, tuple(shifted(box, 0, down) for box in block.boxes))

    def _text(self, text: str, type_: Type, *, gap: float = 0.0) -> list[Block]:
        return paragraph(text, type_, self.width, self._measure, gap=gap, even=True)
