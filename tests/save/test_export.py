from __future__ import annotations

import html
import json
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from msgspec.structs import replace

from cardtui.commands import export
from cardtui.commands.export import _plain
from cardtui.deck.card import CardId
from cardtui.rules.position import Met
from cardtui.text.invisible import visible
from evening_builder import Walk
from hostile_texts import ENDLESS, HOSTILE
from save import sample_evenings
from save.sample_evenings import EVENING
from save.writing_store import WritingStore as Store

LATER = EVENING + timedelta(days=1)


def document(store: Store) -> Any:
    return json.loads("".join(export.json(store)))


def nothing(card: str) -> None:
    return None


def test_a_new_file_exports_an_empty_document(store: Store) -> None:
    assert document(store) == {"format": 1, "evenings": [], "open": None}


def test_ended_evenings_export_with_their_cards(store: Store) -> None:
    first, rows = sample_evenings.with_cards(2)
    walk = Walk(rows[-1][1]).make("close good-night").make("heart", number=1)
    store.end(sample_evenings.keep(store, first, [*rows, *sample_evenings.rows_of(walk)]), LATER)
    assert document(store) == {
        "format": 1,
        "evenings": [
            {
                "started_at": "2026-11-23T20:15:04+01:00",
                "ended_at": "2026-11-24T20:15:04+01:00",
                "deck": "deck",
                "cards": [
                    {"id": "card-0", "suit": "Connect", "met_at": "2026-11-23T20:18:04+01:00", "heart": False},
                    {"id": "card-4", "suit": "Connect", "met_at": "2026-11-23T20:38:04+01:00", "heart": True},
                ],
            }
        ],
        "open": None,
    }


@pytest.mark.parametrize(
    ("moves", "card", "stage"),
    [
        *((0, None, None), (1, "card-4", None), (2, "card-4", "speak"), (3, "card-4", "mirror")),
        *((4, "card-4", "mirror"), (5, "card-4", "thank"), (6, "card-4", "speak"), (10, None, None)),
    ],
)
def test_an_open_evening_is_exported(store: Store, moves: int, card: str | None, stage: str | None) -> None:
    first, rows = sample_evenings.one_card()
    sample_evenings.keep(store, first, rows[:moves])
    assert document(store)["open"] == {
        "started_at": "2026-11-23T20:15:04+01:00",
        "deck": "deck",
        "card": card,
        "stage": stage,
        "moves": moves,
    }


def test_in_a_time_out_the_card_lies_there_without_a_stage(store: Store) -> None:
    first, rows = sample_evenings.one_card()
    walk = Walk(rows[2][1]).make("time-out agree")
    sample_evenings.keep(store, first, [*rows[:3], *sample_evenings.rows_of(walk)])
    open_ = document(store)["open"]
    assert (open_["card"], open_["stage"]) == ("card-4", None)


@pytest.mark.parametrize("seed", range(12))
def test_any_evening_exports_after_any_move(store: Store, seed: int) -> None:
    first, rows = sample_evenings.random_evening(seed, 40)
    evening = store.begin(first)
    for number, row in enumerate(rows, start=1):
        store.append(evening, *row)
        assert document(store)["open"]["moves"] == number
        "".join(export.markdown(store, nothing))


def test_the_document_comes_in_pieces(store: Store) -> None:
    sample_evenings.many_evenings(store, 450)
    pieces = list(export.json(store))
    assert (len(pieces), len(json.loads("".join(pieces))["evenings"])) == (452, 450)


def test_markdown_has_a_section_for_each_evening(store: Store) -> None:
    sample_evenings.keep_ended(store, *sample_evenings.with_cards(2))
    store._connection.execute("UPDATE met SET heart = 1 WHERE n = 1")
    first, rows = sample_evenings.one_card(LATER, 8)
    sample_evenings.keep(store, first, rows[:2])
    prompts = {"card-0": "What did your partner do *lately*?"}
    assert "".join(export.markdown(store, prompts.get)) == (
        "# What we met\n"
        "\n## 2026-11-23\n\n"
        "- What did your partner do \\*lately\\*? (Connect)\n"
        "- card-4 (Connect) ♥\n"
        "\n## 2026-11-24, still open\n"
        "\n- card-8 (Connect)\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain, isn't it? (Yes.)", "plain, isn't it? (Yes.)"),
        ("[a](b) ![c](d) <script>", "\\[a\\](b) \\!\\[c\\](d) \\<script\\>"),
        *(("+ item", "\\+ item"), ("1. item", "1\\. item"), ("12) item", "12\\) item"), ("=== line", "\\=== line")),
        ("&amp; | back\\slash", "\\&amp; \\| back\\\\slash"),
        ("https://a.example www.b", "https:\\//a\\.example www\\.b"),
        ("an end. A beginning.", "an end. A beginning."),
        ("c@d.example @ana #1 # one GH-1", "c\\@<!-- -->d\\.example \\@<!-- -->ana \\#<!-- -->1 \\# one GH-<!-- -->1"),
        ("two\nlines\n\n# head", "two lines \\# head"),
    ],
)
def test_what_markdown_would_obey_is_only_text(text: str, written: str) -> None:
    assert _plain(text) == written


GITHUB = MarkdownIt("gfm-like").use(footnote_plugin).use(dollarmath_plugin).use(tasklists_plugin).use(deflist_plugin)
"""How GitHub renders a text, with some extensions of other renderers."""

SIGNS = (
    *"*_`~[]()!<>#|&$^\\:@.-+=ab1 '\"/%{}\t\n",
    *("#1", "GH-1", "@a", "www.", "http://", "https://", "mailto:", "a.com", "x@y.zz", "&amp;", "&#35;", "---", "- "),
    *("1.", "1)", "[^1]", "[ ]", "[x]", "<!-- -->", "<!--", "-->", "<b>", "\u0661.", ": ", "::", "ftp://", "xmpp:"),
    *("**", "~~", "==", "``", "\u200d"),
)
WRITTEN = st.lists(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=12).map("".join)


def reads_as_text(first: str, second: str) -> None:
    """Two texts on one line of the export render as a list item with exactly these letters."""
    kept = Met(CardId("a"), second, EVENING, 1, heart=True)
    lines = export._line(kept, {"a": first}.get) + export._line(replace(kept, heart=False), nothing)
    read = re.sub("<!-- -->", "", GITHUB.render(f"# What we met\n\n{lines}"))
    match = re.fullmatch(r"<h1>What we met</h1>\n<ul>\n<li>([^<>]*)</li>\n<li>a \([^<>]*\)</li>\n</ul>\n", read)
    assert match is not None, (lines, read)
    shown = [visible(" ".join(text.split())) for text in (first or "a", second)]
    assert html.unescape(match[1]).split() == f"{shown[0]} ({shown[1]}) ♥".split(), lines


@given(WRITTEN, WRITTEN)
def test_markdown_reads_any_card_only_as_text(first: str, second: str) -> None:
    reads_as_text(first, second)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_only_text_to_markdown(name: str) -> None:
    reads_as_text(HOSTILE[name], HOSTILE[name])


@pytest.mark.parametrize("name", ENDLESS)
@pytest.mark.long
def test_an_endless_text_is_exported_at_once(name: str) -> None:
    begun = time.process_time()
    _plain(ENDLESS[name])
    # CPU time, and generous for a slow machine: it usually takes a second.
    assert time.process_time() - begun < 10
