"""A plan's practices as one page for a browser, for couples in breakout rooms and at home.

The page loads, stores and sends nothing, and its content security policy forbids it. The leader's private notes are
never included. Text is escaped unless it is markup already, so that nothing in a plan or a deck becomes a tag.
"""

from __future__ import annotations

import hashlib
import html
from base64 import b64encode
from collections.abc import Iterable
from importlib.resources import files
from string import Template

from cardtui.deck.card import RED_SUITS, Deck
from cardtui.deck.dialogue import Dialogue, StageType
from cardtui.deck.words import Words, fill
from cardtui.print.line_breaks import cleaned, runs_right_to_left
from cardtui.print.take_home_slip import Slip, slip
from cardtui.workshop.dialogue_script import TurnStep, card_text, role_name, room_text, turn_loop
from cardtui.workshop.room_scene import CardsShown, tell_cue
from cardtui.workshop.workshop_plan import MINUTE, Cue, CuePart, Practice, RoomCard, WorkshopPlan


class _Markup(str):
    """HTML. Only `_element` and `_joined` make it, from text that they escape."""

    __slots__ = ()


def couple_page(plan: WorkshopPlan, deck: Deck) -> str:
    """Build the page. ``deck``: the plan's."""
    words = deck.words
    folder = files("cardtui.print")
    template, style, script = (
        folder.joinpath(f"couple_page.{kind}").read_text("utf-8") for kind in ("html", "css", "js")
    )
    practices = [cue for cue in plan.cues if cue.part is CuePart.CARDS]
    names = {f"practice-{number}": cue for number, cue in enumerate(practices, start=1)}
    links = {name: plan.items[cue.item].title for name, cue in names.items()} | {"slip": words.print_slip}
    contents = (_element("li", _text("a", text, href=f"#{name}")) for name, text in links.items())
    sections = (_practice(name, plan, cue, words) for name, cue in names.items())
    body = _joined(
        _element("header", _text("h1", plan.title), *_room_texts(words.print_page_note, words)),
        _element("nav", _element("ul", *contents), aria_label=words.print_page_contents),
        _element("main", *sections, _slip(slip(plan, deck), words)),
        _element("footer", *_room_texts(words.print_page_private, words)),
    )
    return Template(template).substitute(
        language=_joined(words.language),
        direction="rtl" if runs_right_to_left(words.print_slip) else "ltr",
        policy=(
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        title=_joined(plan.title),
        style=style,
        script=script,
        body=body,
    )


def _hash(text: str) -> str:
    """The hash that lets the browser use this style or script, and no other."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _practice(name: str, plan: WorkshopPlan, cue: Cue, words: Words) -> _Markup:
    """A practice, with the wall's text before its first turn, so that both say the same."""
    item, shown = plan.items[cue.item], tell_cue(plan, words, cue)
    practice = item.practice
    assert practice is not None
    assert isinstance(shown, CardsShown)
    several = len(practice.cards) > 1
    cards = [_card(card, face.number, words) for card, face in zip(practice.cards, shown.faces, strict=True)]
    *asks, starts = (*filter(None, (shown.ask,)), *shown.below)
    steps = turn_loop(words, practice.dialogue, None if several else practice.cards[0].card)
    table = _element(
        "div",
        _element("div", *cards, class_="cards" if several else "cards one"),
        _text("p", starts, class_="starts"),
        class_="table" if several else "table single",
    )
    talk = _element(
        "div",
        _text("h3", words.print_page_steps),
        _turn(steps, words),
        _text("p", words.print_switch, class_="after"),
        _text("p", words.print_stop),
        *_feelings(practice.dialogue, words),
        _timer(practice, words),
        class_="talk",
    )
    title = _text("h2", item.title, id=name)
    abouts = (_text("p", text, class_="asks about") for text in asks)
    return _element("section", title, *abouts, table, talk, class_="practice", aria_labelledby=name)


def _card(card: RoomCard, number: str, words: Words) -> _Markup:
    symbol = _symbol(card.symbol)
    corner = [symbol, _text("span", card.suit)]
    if number:
        corner.append(_element("span", number, class_="number"))
    parts = [
        _element("p", *corner, class_="corner"),
        _text("p", card_text(words, card.card.prompt), class_="prompt"),
    ]
    if card.card.stem:
        parts.append(_text("p", f"“{card_text(words, card.card.stem)}”", class_="stem"))
    if card.card.listen:
        listen = fill(words.print_listen, {"value": card_text(words, card.card.listen)})
        parts.append(_text("p", listen, class_="listen"))
    return _element("div", *parts, _element("p", symbol, class_="corner last", aria_hidden="true"), class_="card")


def _symbol(symbol: str) -> _Markup:
    return _element("span", symbol, class_="symbol red" if symbol in RED_SUITS else "symbol", aria_hidden="true")


def _turn(steps: Iterable[TurnStep], words: Words) -> _Markup:
    """The steps in order, each with the steps that lead back to it."""
    rows: list[tuple[TurnStep, list[TurnStep]]] = []
    for step in steps:
        if step.leads_back and rows:
            rows[-1][1].append(step)
        else:
            rows.append((step, []))
    return _element("ol", *(_step(step, returns, words) for step, returns in rows), class_="turn", role="list")


def _step(step: TurnStep, returns: list[TurnStep], words: Words) -> _Markup:
    parts = [_element("p", *_who(step, words), class_="step")]
    parts += [_text("p", text, class_="says") for text in step.says]
    if returns:
        rows = [_text("li", *_who(each, words), _Markup(" "), *each.says) for each in returns]
        parts.append(_element("ul", *rows, class_="returns", role="list"))
    return _element("li", *parts, class_=str(step.who))


def _who(step: TurnStep, words: Words) -> tuple[_Markup, ...]:
    name = role_name(words, step.who)
    who = _element("span", name, class_="who")
    return (who,) if step.label == name else (who, _Markup(" "), _element("span", step.label, class_="what"))


def _feelings(dialogue: Dialogue, words: Words) -> tuple[_Markup, ...]:
    if all(stage.stage is not StageType.EMPATHIZE for stage in dialogue.stages):
        return ()
    lists = (" · ".join(words.feelings), *words.feelings_more)
    return (_element("details", _text("summary", words.feelings_title), *_room_texts(lists, words)),)


def _timer(practice: Practice, words: Words) -> _Markup:
    """Hidden until the script shows it: without the script it could do nothing."""
    start, each = (fill(text, {"value": str(practice.turn)}) for text in (words.print_page_start, words.print_turns))
    buttons = (
        _element("button", start, type="button", class_="main"),
        _element("button", words.print_page_restart, type="button", class_="again", hidden=True),
    )
    return _element(
        "div",
        _element("progress", value="1", max="1", class_="bar", aria_hidden="true"),
        _element("div", _text("p", each, class_="time"), *buttons, class_="row"),
        _element("p", class_="spoken unseen", role="status"),
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


def _slip(content: Slip, words: Words) -> _Markup:
    """What couples take home. Unlike on paper, there are no lines to write on."""
    turn = _element(
        "div",
        _text("h3", content.dialogue),
        _turn(content.turn, words),
        _text("p", words.print_switch, class_="after"),
    )
    rest = [_text("h3", words.away_title), *_texts((*content.time_out, content.coming_back))]
    if content.cards:
        cards = (
            _element("li", _symbol(card.symbol), _element("div", *_texts(filter(None, (card.prompt, card.stem)))))
            for card in content.cards
        )
        rest += [_text("h3", words.print_week), _element("ul", *cards, class_="week", role="list")]
    rest += _texts((content.later, content.program))
    if content.contacts:
        contacts = (_text("li", contact) for contact in content.contacts)
        rest += [_text("h3", words.print_contacts), _element("ul", *contacts, class_="contacts", role="list")]
    if content.leader:
        rest.append(_text("p", fill(words.print_leader, {"value": content.leader}), class_="leader"))
    title = _text("h2", words.print_slip, id="slip-title")
    return _element(
        "section", title, turn, _element("div", *rest), id="slip", class_="slip", aria_labelledby="slip-title"
    )


def _room_texts(texts: Iterable[str], words: Words) -> list[_Markup]:
    return _texts(room_text(words, text) for text in texts)


def _texts(texts: Iterable[str]) -> list[_Markup]:
    return [_text("p", text) for text in texts]


def _text(tag: str, *content: str, **attributes: str | bool) -> _Markup:
    """An element whose text direction follows its first letter."""
    return _element(tag, *content, **attributes, dir="auto")


def _element(tag: str, *content: str, **attributes: str | bool) -> _Markup:
    """An element.

    Args:
        tag: its name.
        content: markup, or text.
        attributes: by name, with ``_`` for ``-``; ``class_`` for ``class``. True: no value.
    """
    shown = ""
    for key, value in attributes.items():
        name = key.rstrip("_").replace("_", "-")
        shown += f" {name}" if value is True else f' {name}="{_joined(str(value))}"'
    return _Markup(f"<{tag}{shown}>{_joined(*content)}</{tag}>")


def _joined(*parts: str) -> _Markup:
    """Concatenated markup and escaped text."""
    return _Markup("".join(part if isinstance(part, _Markup) else html.escape(cleaned(part)) for part in parts))
