"""What the room sees of a plan as slides, a landscape page each: to share in a call, or to send."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from cardtui.deck.words import Words
from cardtui.print.document import GRAY, MM, Box, Document, Measure, Paper, Style, shifted
from cardtui.print.page_layout import Block, TextColumn, Type, beside, fitted, height, kept, paginated
from cardtui.workshop.dialogue_script import TurnRole, TurnStep, role_name
from cardtui.workshop.plan_color import readable
from cardtui.workshop.room_scene import CardsShown, CueScene, RoomFace, Slide, TurnShown, tell_all
from cardtui.workshop.workshop_plan import WorkshopPlan

_SIDE = 24 * MM
_TOP, _BOTTOM = 18 * MM, 20 * MM

_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46)
"""The largest at which a slide fits on one page is used; a slide that is too long for the last continues on another."""

_ABOVE = 0.38
"""Share of a slide's free space that is above its content, since the eye looks there first."""

_COVER = Type(Style.STRONG, 60, leading=1.12)
_TITLE = Type(Style.STRONG, 42, leading=1.15)
_PROSE = Type(Style.PLAIN, 30, leading=1.3)
_CARD = Type(Style.PLAIN, 44, leading=1.22)
_CHOICE = Type(Style.PLAIN, 30, leading=1.25)
_IN_TURN = (44, 28), (40, 28), (36, 28), (33, 28), (30, 28), (27, 25), (24, 22)
"""Sizes of the cards in a turn, and of who speaks and what to say: the first that fit are used."""
_LETTER = Type(Style.STRONG, 30)
_CONTACT = Type(Style.STRONG, 36, leading=1.25)
_QUIET = Type(Style.PLAIN, 21, GRAY, leading=1.3)
_WHO = Type(Style.STRONG, 28)
_ROLE = Type(Style.STRONG, 19)
_LABEL = Type(Style.PLAIN, 19, GRAY)
_SAYS = Type(Style.PLAIN, 28, leading=1.22)
_RETURN = Type(Style.ITALIC, 20, GRAY, leading=1.25)
_FOOT = Type(Style.PLAIN, 11, GRAY)


def slides(plan: WorkshopPlan, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out the slides: the lobby, without the time, then all that the wall shows, in the same order.

    Args:
        plan: the workshop. None of its private notes is shown.
        words: of its deck.
        paper: the size of a slide.
        measure: the widths of the fonts.
    """
    tall, width = paper.size
    room = tall - _TOP - _BOTTOM
    column = TextColumn(measure, width - 2 * _SIDE, _SIDE)
    layouts = [_SlideLayout(plan, words, replace(column, scale=scale), room) for scale in _SCALES]

    def drawn(scene: CueScene, title: Type) -> list[list[Box]]:
        (blocks,) = fitted(layouts, room, lambda layout: layout.scene(scene, title))
        above = max(0.0, room - height(blocks)) * _ABOVE
        return paginated(blocks, room, _TOP + above)

    pages = drawn(Slide(plan.title, plan.lobby, plan.host), _COVER)
    for cue in plan.cues:
        for scene in tell_all(plan, words, cue):
            pages += drawn(scene, _TITLE)
    for number, page in enumerate(pages, start=1):
        page.append(replace(column.label(str(number), _FOOT, at_end=True), y=tall - _BOTTOM / 2))
    return Document(plan.title, words.language, paper, tuple(map(tuple, pages)), landscape=True)


class _SlideLayout(msgspec.Struct, frozen=True):
    """Builds the blocks of a slide, at the scale of its column. room: the height of a page."""

    plan: WorkshopPlan
    words: Words
    column: TextColumn
    room: float

    def scene(self, scene: CueScene, title: Type) -> list[Block]:
        """What the room sees of a cue."""
        match scene:
            case Slide():
                return self._slide(scene, title)
            case CardsShown():
                return self._cards(scene)
            case TurnShown():
                return self._turn(scene)

    def _slide(self, slide: Slide, title: Type) -> list[Block]:
        blocks = kept(self.column.text(slide.title, self._colored(title), even=True))
        for number, text in enumerate(slide.prose):
            type_ = _CONTACT if text in self.plan.contacts else _PROSE
            blocks += self.column.text(text, type_, gap=14 if number else 26, even=True)
        return blocks + self.column.text(slide.host, self._colored(_QUIET), gap=26, even=True)

    def _colored(self, type_: Type) -> Type:
        return replace(type_, color=readable(self.plan.color, "#ffffff")) if self.plan.color else type_

    def _cards(self, shown: CardsShown) -> list[Block]:
        blocks = kept(self.column.text(shown.title, self._colored(_QUIET), even=True))
        blocks += self._faces(shown.faces, _CARD if len(shown.faces) == 1 else _CHOICE, 24)
        for number, text in enumerate(filter(None, (shown.ask, *shown.below))):
            blocks += self.column.text(text, _QUIET, gap=4 if number else 22, even=True)
        return blocks

    def _faces(self, faces: tuple[RoomFace, ...], type_: Type, gap: float) -> list[Block]:
        """The cards between two lines, each after its number or symbol."""
        gap *= self.column.scale
        signs, texts = self.column.split(1.4 * type_.size, apart=0)
        rows: list[Block] = []
        for number, face in enumerate(faces):
            text = texts.whole(face.text, type_=type_, even=True)
            rows.append(beside(signs.line(face.number or face.symbol, type_), text, gap=gap / 2 if number else gap))
        rule = replace(replace(self.column, scale=1.0).rule(1, 1.2), gap=gap)
        return [replace(rule, keeps=True), *rows, rule]

    def _turn(self, turn: TurnShown) -> list[Block]:
        def sized(sizes: tuple[float, float]) -> list[Block]:
            card, said = sizes
            faces = self._faces(turn.faces, replace(_CARD, size=card), 12)
            return [
                self._partners(turn, replace(_WHO, size=said)),
                *faces,
                *self._loop(turn, replace(_SAYS, size=said)),
            ]

        (blocks,) = fitted(_IN_TURN, self.room, sized)
        return blocks

    def _partners(self, turn: TurnShown, who: Type) -> Block:
        """Who speaks and who listens, each on the same side as on the wall."""
        half = self.column.part(0, self.column.width / 2 - 12)
        said = [half.whole(turn.speaks, type_=who), half.whole(turn.listens, type_=_QUIET, level=who)]
        left, right = said[::-1] if turn.second else said
        ends = max((box.edges[2] for box in right.boxes), default=0.0)
        apart = self.column.x + self.column.width - ends
        return beside(left, replace(right, boxes=tuple(shifted(box, apart, 0) for box in right.boxes)), keeps=True)

    def _loop(self, turn: TurnShown, says: Type) -> list[Block]:
        """The words of a turn, or of one step in it, and then the names of all steps."""
        blocks: list[Block] = []
        for number, step in enumerate(turn.loop):
            gap = 3 if step.leads_back else 11 if number else 16
            is_second = (step.who is TurnRole.SPEAKER) is turn.second
            blocks.append(replace(self._step(step, says, second=is_second), gap=gap * self.column.scale))
        names = " › ".join(name.upper() if place == turn.here else name for place, name in enumerate(turn.rail))
        return blocks + self.column.text(names, _LABEL, gap=22, even=True)

    def _step(self, step: TurnStep, says: Type, *, second: bool) -> Block:
        """A step: who does what on the left, the words for it on the right.

        second: whether it is the second partner's, which is further to the right, as on the wall.
        """
        name = role_name(self.words, step.who)
        says, role, done = (_RETURN, _RETURN, _RETURN) if step.leads_back else (says, _ROLE, _LABEL)
        width = self.column.width
        begin = 0.06 * width if second and step.who is not TurnRole.BOTH else 0.0
        names, labels, texts = begin, begin + 0.13 * width, begin + 0.28 * width
        # On one line if they fit there; otherwise each starts a new line, so that none is broken to fill another's.
        said, together = self.column.part(texts), " ".join(step.says)
        fits = said.label(together, says).width <= said.width
        cells = [
            self.column.part(names, labels - 6).whole(name, type_=role, level=says),
            said.whole(*((together,) if fits else step.says), type_=says),
        ]
        if step.label != name:
            cells.append(self.column.part(labels, texts - 6).whole(step.label, type_=done, level=says))
        return beside(*cells)
