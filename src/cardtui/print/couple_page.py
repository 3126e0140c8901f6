"""A plan's practices as one page for a browser, for couples in rooms of a call and at home.

The page loads nothing, keeps nothing and sends nothing, and its policy lets it do none of these. No private note of the
leader is ever in it.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from string import Template

import msgspec

from cardtui.deck.card import Deck
from cardtui.deck.dialogue import Dialogue, StageType
from cardtui.deck.words import Words, fill
from cardtui.print.line_breaks import runs_right_to_left
from cardtui.print.markup import Markup, element, joined
from cardtui.print.take_home_slip import Slip, SlipCard, slip
from cardtui.workshop.projector.room_scene import CardsShown, RoomScene, tell_cue
from cardtui.workshop.turn_script import TurnStep, card_text, role_name, room_text, turn_loop
from cardtui.workshop.workshop_plan import MINUTE, CuePart, Item, Practice, RoomCard, WorkshopPlan

_RED = ("♥", "♦")


class PageTemplate(msgspec.Struct, frozen=True):
    """What the page is made of, besides the plan: `couple_page.html`, `.css` and `.js`."""

    html: str
    style: str
    script: str


def couple_page(plan: WorkshopPlan, deck: Deck, template: PageTemplate) -> str:
    """Lay the page out.

    Args:
        plan: whose practices are shown.
        deck: its deck.
        template: the page around them.
    """
    words = deck.words
    practices = [(plan.items[cue.item], cue) for cue in plan.cues if cue.part is CuePart.CARDS]
    names = {f"practice-{number}": practice for number, practice in enumerate(practices, start=1)}
    sections = [_practice(name, item, tell_cue(plan, words, cue), words) for name, (item, cue) in names.items()]
    links = [*((name, item.title) for name, (item, _) in names.items()), ("slip", words.print_slip)]
    body = joined(
        (
            element("header", element("h1", plan.title, dir="auto"), *_paragraphs(words.print_page_note, words)),
            element(
                "nav",
                element("ul", *(element("li", element("a", text, href=f"#{to}", dir="auto")) for to, text in links)),
                aria_label=words.print_page_contents,
            ),
            element("main", *sections, _slip(slip(plan, deck), words)),
            element("footer", *_paragraphs(words.print_page_private, words)),
        )
    )
    return Template(template.html).substitute(
        language=_attribute(words.language),
        direction="rtl" if runs_right_to_left(words.print_slip) else "ltr",
        policy=_policy(template),
        title=joined((plan.title,)),
        style=template.style,
        script=template.script,
        body=body,
    )


def _policy(template: PageTemplate) -> str:
    """What the browser lets the page do: be drawn by this style, and run this script."""
    return (
        f"default-src 'none'; style-src '{_hash(template.style)}'; script-src '{_hash(template.script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _attribute(text: str) -> Markup:
    return joined((text,))


def _practice(name: str, item: Item, shown: RoomScene, words: Words) -> Markup:
    """A practice, with what the wall shows before its first turn, so that both say the same."""
    practice = item.practice
    assert practice is not None
    assert isinstance(shown, CardsShown)
    several = len(practice.cards) > 1
    cards = [_card(card, face.letter, words) for card, face in zip(practice.cards, shown.faces, strict=True)]
    *asks, starts = (*filter(None, (shown.ask,)), *shown.below)
    steps = turn_loop(words, practice.dialogue, None if several else practice.cards[0].card)
    table = element(
        "div",
        element("div", *cards, class_="cards" if several else "cards one"),
        element("p", starts, class_="starts", dir="auto"),
        class_="table" if several else "table single",
    )
    talk = element(
        "div",
        element("h3", words.print_page_steps, dir="auto"),
        _turn(steps, words),
        element("p", words.print_switch, class_="after", dir="auto"),
        element("p", words.print_stop, dir="auto"),
        *_feelings(practice.dialogue, words),
        _timer(practice, words),
        class_="talk",
    )
    return element(
        "section",
        element("h2", item.title, id=name, dir="auto"),
        *(element("p", text, class_="asks about", dir="auto") for text in asks),
        table,
        talk,
        class_="practice",
        aria_labelledby=name,
    )


def _card(card: RoomCard, letter: str, words: Words) -> Markup:
    symbol = _symbol(card.symbol)
    corner = [symbol, element("span", card.suit, dir="auto")]
    if letter:
        corner.append(element("span", letter, class_="letter"))
    parts = [
        element("p", *corner, class_="corner"),
        element("p", card_text(words, card.card.prompt), class_="prompt", dir="auto"),
    ]
    if card.card.stem:
        parts.append(element("p", f"“{card_text(words, card.card.stem)}”", class_="stem", dir="auto"))
    if card.card.listen:
        listen = fill(words.print_listen, {"value": card_text(words, card.card.listen)})
        parts.append(element("p", listen, class_="listen", dir="auto"))
    parts.append(element("p", symbol, class_="corner last", aria_hidden="true"))
    return element("div", *parts, class_="card")


def _symbol(symbol: str) -> Markup:
    return element("span", symbol, class_="symbol red" if symbol in _RED else "symbol", aria_hidden="true")


def _turn(steps: tuple[TurnStep, ...], words: Words) -> Markup:
    """The steps in their order, each with what leads back to it."""
    rows: list[tuple[TurnStep, list[TurnStep]]] = []
    for step in steps:
        if step.leads_back and rows:
            rows[-1][1].append(step)
        else:
            rows.append((step, []))
    return element("ol", *(_step(step, returns, words) for step, returns in rows), class_="turn", role="list")


def _step(step: TurnStep, returns: list[TurnStep], words: Words) -> Markup:
    parts = [element("p", *_who(step, words), class_="step")]
    parts += [element("p", text, class_="says", dir="auto") for text in step.says]
    if returns:
        rows = [element("li", *_who(each, words), Markup(" "), *each.says, dir="auto") for each in returns]
        parts.append(element("ul", *rows, class_="returns", role="list"))
    return element("li", *parts, class_=str(step.who))


def _who(step: TurnStep, words: Words) -> tuple[Markup, ...]:
    name = role_name(words, step.who)
    who = element("span", name, class_="who")
    if step.label == name:
        return (who,)
    return (who, Markup(" "), element("span", step.label, class_="what"))


def _feelings(dialogue: Dialogue, words: Words) -> tuple[Markup, ...]:
    if all(stage.stage is not StageType.EMPATHIZE for stage in dialogue.stages):
        return ()
    lists = (" · ".join(words.feelings), *words.feelings_more)
    title = element("summary", words.feelings_title, dir="auto")
    return (element("details", title, *_paragraphs(lists, words)),)


def _timer(practice: Practice, words: Words) -> Markup:
    """It is hidden until the script shows it: without one it could do nothing."""
    start, each = (fill(text, {"value": str(practice.turn)}) for text in (words.print_page_start, words.print_turns))
    buttons = (
        element("button", start, type="button", class_="main"),
        element("button", words.print_page_restart, type="button", class_="again", hidden=True),
    )
    return element(
        "div",
        element("progress", value="1", max="1", class_="bar", aria_hidden="true"),
        element("div", element("p", each, class_="time", dir="auto"), *buttons, class_="row"),
        element("p", class_="spoken unseen", role="status"),
        class_="timer",
        role="group",
        aria_label=words.print_page_timer,
        hidden=True,
        data_seconds=str(practice.turn * MINUTE),
        data_each=each,
        data_start=start,
        data_pause=words.print_page_pause,
        data_go_on=words.print_page_go_on,
        data_next=words.print_page_next,
        data_left=words.print_page_left,
        data_over=words.print_page_over,
    )


def _slip(content: Slip, words: Words) -> Markup:
    """What couples take home. Unlike paper it has no lines to write on."""
    turn = element(
        "div",
        element("h3", content.dialogue, dir="auto"),
        _turn(content.turn, words),
        element("p", words.print_switch, class_="after", dir="auto"),
    )
    rest = [element("h3", words.away_title, dir="auto"), *_lines((*content.time_out, content.coming_back))]
    if content.cards:
        rest += [element("h3", words.print_week, dir="auto"), _week(content.cards)]
    rest += _lines((content.later, content.program))
    if content.contacts:
        rows = (element("li", contact, dir="auto") for contact in content.contacts)
        rest += [element("h3", words.print_contacts, dir="auto"), element("ul", *rows, class_="contacts", role="list")]
    if content.leader:
        rest.append(element("p", fill(words.print_leader, {"value": content.leader}), class_="leader", dir="auto"))
    return element(
        "section",
        element("h2", words.print_slip, id="slip-title", dir="auto"),
        turn,
        element("div", *rest),
        id="slip",
        class_="slip",
        aria_labelledby="slip-title",
    )


def _week(cards: Iterable[SlipCard]) -> Markup:
    rows = (
        element("li", _symbol(card.symbol), element("div", *_lines(filter(None, (card.prompt, card.stem)))))
        for card in cards
    )
    return element("ul", *rows, class_="week", role="list")


def _paragraphs(texts: Iterable[str], words: Words) -> list[Markup]:
    return _lines(room_text(words, text) for text in texts)


def _lines(texts: Iterable[str]) -> list[Markup]:
    return [element("p", text, dir="auto") for text in texts]
