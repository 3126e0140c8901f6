"""The page for couples: what is on it, what must not be, and that text of a plan or a deck never becomes markup."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise, product

import pytest
from msgspec.structs import replace

from cardtui.deck.words import Words
from cardtui.print.couple_page import couple_page
from cardtui.print.document import Paper
from cardtui.print.take_home_slip import slip, slip_sheet
from cardtui.workshop.dialogue_script import turn_loop
from cardtui.workshop.workshop_plan import Item, WorkshopPlan
from hostile_texts import ENDLESS, HOSTILE, dressed
from palettes import contrast
from print.documents import DECK, HALF_DAY, Half, said
from shipped_words import WORDS, filled
from workshop.plans import plan, shipped

STYLE, SCRIPT = (files("cardtui.print").joinpath(f"couple_page.{kind}").read_text("utf-8") for kind in ("css", "js"))

DANGEROUS = {
    "a script": "<script>alert(1)</script>",
    "the end of the style": "</style></title></script><img src=x onerror=alert(1)>",
    "quotes": '"\' onclick="alert(1)" x=\'',
    "a comment": "<!-- --> <![CDATA[ ]]> <?php ?>",
    "entities": "&lt;b&gt; &#60;script&#62; &amp;nbsp",
    "a template": "$body ${title} $$ {value} %s",
}

VOID = {"meta"}


class Parsed(HTMLParser):
    """A page as a browser reads it. shape: its tags with the names of their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[tuple[str, ...]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, *(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    @property
    def said(self) -> str:
        """All text, with single spaces."""
        return " ".join(" ".join(self.texts).split())

    def values(self, name: str) -> list[str]:
        """The values of an attribute, on all elements."""
        return [value for _, each, value in self.attributes if each == name]


def made(of: WorkshopPlan, words: Words = WORDS) -> str:
    return couple_page(of, replace(shipped(), words=words))


def dangerous(text: str) -> tuple[WorkshopPlan, Words]:
    """A plan and words with one text in all places for foreign text."""

    def item(each: Item) -> Item:
        return replace(each, title=text, screen=(text,), practice=dressed(each.practice, text))

    items = tuple(item(each) for each in plan().items)
    cards = dressed(plan().items[2].practice.cards, text)
    shown = plan(title=text, starts=text, contacts=(text,), leader=text, take_home=cards, items=items)
    return shown, dressed(WORDS, text)


def benign() -> str:
    return made(*dangerous("x"))


def test_each_practice_has_its_cards_its_turn_and_its_timer() -> None:
    page = Parsed(made(plan()))
    assert any(item.notes for item in plan().items)
    for item in plan().items:
        assert (item.title in page.said) == (item.practice is not None)
        assert not [note for note in item.notes if note in page.said], "they are the leader's"
        if item.practice is None:
            continue
        several = len(item.practice.cards) > 1
        for each in item.practice.cards:
            assert each.card.prompt.replace("{partner}", WORDS.partner) in page.said
        steps = turn_loop(WORDS, item.practice.dialogue, None if several else item.practice.cards[0].card)
        assert " ".join(steps[0].says) in page.said
        assert {says for step in steps for says in step.says} <= {text.strip() for text in page.texts}
    assert page.values("data-seconds") == ["300", "600"]
    assert plan().starts in page.said


def test_the_slip_says_on_the_page_what_it_says_on_paper() -> None:
    content = slip(HALF_DAY, DECK)
    on_page = Parsed(couple_page(HALF_DAY, DECK)).said.rpartition(WORDS.print_slip)[2]
    on_paper = said(slip_sheet(content, WORDS, Paper.A4, Half()))
    cards = [text for card in content.cards for text in (card.symbol, card.prompt, card.stem)]
    turn = [text for step in content.turn for text in (step.label, *step.says)]
    rest = (*content.time_out, content.coming_back, content.later, content.program, *content.contacts)
    rest = (*rest, filled(WORDS.print_leader, value=content.leader))
    assert len(cards) == 6
    for text in (content.dialogue, *turn, *cards, *rest):
        assert text in on_page
        assert on_paper.count(text) >= 2, "it stands twice on a sheet"
        assert on_paper.count(text) % 2 == 0, text


def test_on_the_slip_of_a_page_nothing_is_left_to_write_in() -> None:
    page = Parsed(made(plan(contacts=(), leader=None, take_home=()))).said
    for text in (WORDS.print_contacts, WORDS.print_week, filled(WORDS.print_leader, value="")):
        assert text not in page


@pytest.mark.parametrize("name", DANGEROUS)
def test_dangerous_text_stays_text(name: str) -> None:
    text = DANGEROUS[name]
    page = Parsed(made(*dangerous(text)))
    assert page.shape == Parsed(benign()).shape
    assert page.open == []
    assert page.texts.count(text) > 20
    assert not any(attribute.startswith("on") for _, attribute, _ in page.attributes)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.sample(12)
def test_hostile_text_adds_no_tag_and_turns_no_page_around(name: str) -> None:
    page = made(*dangerous(HOSTILE[name]))
    assert Parsed(page).open == []
    assert {shape[0] for shape in Parsed(page).shape} == {shape[0] for shape in Parsed(benign()).shape}
    assert not set(page) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b")
    page.encode()


@pytest.mark.parametrize("name", ENDLESS)
@pytest.mark.long
def test_endless_text_is_laid_out(name: str) -> None:
    assert made(plan(title=ENDLESS[name])).startswith("<!DOCTYPE html>")


def test_the_policy_allows_only_the_style_and_script_of_the_page() -> None:
    page = made(plan())
    policy = next(value for value in Parsed(page).values("content") if "default-src" in value)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_loaded_kept_or_sent() -> None:
    page = Parsed(made(plan()))
    assert not {shape[0] for shape in page.shape} & {"link", "img", "iframe", "form", "audio", "video", "base"}
    assert not {*page.values("src"), *page.values("style")}
    assert all(link.startswith("#") for link in page.values("href"))
    assert not re.search(r"url\(|@import|https?:", STYLE)
    wanted = r"fetch|XMLHttp|WebSocket|Beacon|Storage|cookie|indexedDB|caches|https?:|eval|innerHTML|import"
    assert not re.search(wanted, SCRIPT)


def test_links_labels_and_headings_lead_somewhere() -> None:
    page = Parsed(made(plan()))
    names = page.values("id")
    assert len(names) == len(set(names))
    assert {*(link.removeprefix("#") for link in page.values("href")), *page.values("aria-labelledby")} <= set(names)
    levels = [int(shape[0][1]) for shape in page.shape if re.fullmatch("h[1-6]", shape[0])]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels)), "they step down one at a time"


def test_a_right_to_left_language_turns_the_page_around() -> None:
    page = Parsed(made(plan(), WORDS.changed(language="he", print_slip="לקחת הביתה")))
    assert ("html", "lang", "he") in page.attributes
    assert ("html", "dir", "rtl") in page.attributes


def test_a_plan_without_practices_still_has_its_slip() -> None:
    page = Parsed(made(plan(items=plan().items[:1])))
    assert WORDS.mirror_stem in page.said
    assert page.values("data-seconds") == []


def test_the_script_gets_its_words_from_the_deck() -> None:
    page = Parsed(made(plan()))
    assert page.values("data-start")[0] == filled(WORDS.print_page_start, value="5")
    assert page.values("data-left")[0] == WORDS.print_page_left
    used = set(re.findall(r"words\.(\w+)", SCRIPT))
    data = (name.removeprefix("data-") for _, name, _ in page.attributes if name.startswith("data-"))
    assert used == {re.sub("-(.)", lambda found: found[1].upper(), name) for name in data}


def colors(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def test_every_color_can_be_read() -> None:
    light, dark, slip = (
        colors(block)
        for block in re.findall(r"(?:^:root|^  :root|^\.slip) \{(.*?)\}", STYLE, re.MULTILINE | re.DOTALL)[:3]
    )
    pairs = [("text", "table"), ("quiet", "table"), ("text", "raised"), ("quiet", "raised"), ("on-accent", "accent")]
    pairs += [("on-speaker", "speaker"), ("on-listener", "listener"), ("speaker", "table")]
    paper = [(ink, "paper") for ink in ("ink", "ink-quiet", "red", "text", "quiet", "speaker")]
    for page, on in ((light, pairs), (dark, pairs), (light | slip, paper), (dark | slip, paper)):
        for ink, ground in on:
            assert contrast(page[ink], page[ground]) >= 4.5, (ink, ground)
    # What is not text, but has to contrast with the background: WCAG 2.2, 1.4.11.
    for page, mark in product((light, dark), ("edge", "speaker", "listener", "accent")):
        assert contrast(page[mark], page["table"]) >= 3, mark
