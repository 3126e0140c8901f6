"""Text that the program writes into a deck: templates for a suit and a plan, and YAML as a person would write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from shlex import quote

from cardtui.deck.card import Deck, Kind
from cardtui.deck.files.text_readers import as_name
from cardtui.deck.files.unquoted_values import may_be_misread
from cardtui.deck.topics import TOPICS
from cardtui.lint.json_schema import modeline
from cardtui.text.invisible import UNSEEN, is_blank
from cardtui.text.normal_form import normal

# Text that needs no quotation marks anywhere in a deck file, even in a list in brackets.
_PLAIN = re.compile(r"[^\W_{}\[\]][^:#{}\[\],&*!|>'\"%@`\\\n\t]*")


def scalar(text: str) -> str:
    """A text as a YAML value: without quotation marks if possible, else in double ones.

    Args:
        text: with single spaces and no invisible characters (`cardtui.text.invisible`).
    """
    if _PLAIN.fullmatch(text) and not may_be_misread(text):
        return text
    # JSON's quoting is valid YAML, except for characters above U+FFFF, which JSON can write unescaped.
    return json.dumps(text, ensure_ascii=False)


def in_brackets(items: Iterable[str]) -> str:
    """A list on one line."""
    return f"[{', '.join(scalar(item) for item in items)}]"


def comment(text: str) -> str:
    """A text as a comment on one line, with invisible characters shown as their code points."""
    return f"# {spelled_out(text)}".rstrip()


def spelled_out(text: str) -> str:
    """A text on one line, with everything in it visible."""
    return UNSEEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", " ".join(text.split()))


def is_writable(text: str) -> bool:
    """Whether a text can be a value in a deck file: it shows something and hides nothing."""
    return not is_blank(text) and not UNSEEN.search(text)


_LEFT_OUT = {"loss", "intimacy"}
"""The topics that the new plan excludes."""

_LONGEST_PREFIX = 30


def _template(name: str) -> str:
    """The template of a new file, with fields in braces."""
    return Path(__file__).with_name(f"new_{name}.txt").read_text(encoding="utf-8")


def plan_to_start_from(path: Path, deck: Deck) -> str:
    """The text of a new plan, titled after its file name.

    Args:
        path: its future path.
        deck: whose cards it can show.
    """
    cards = (card for suit in deck.suits for card in suit.cards)
    card = min(cards, key=lambda each: (not _LEFT_OUT.isdisjoint(each.topics), each.kind is Kind.STEP, each.depth))
    title = suit_name(path).replace("{", "(").replace("}", ")")  # braces are for what is filled in
    return modeline("plan") + _template("plan").format(
        command=spelled_out(quote(path.name)), title=scalar(title), card=card.id
    )


def suit_to_start_from(path: Path) -> str:
    """The text of a new suit, named after its file.

    Args:
        path: its future path.
    """
    return modeline("suit") + _template("suit").format(
        command=spelled_out(quote(path.name)), prefix=_prefix(path), suit=scalar(suit_name(path)), topics=_topics()
    )


def suit_name(path: Path) -> str:
    """The name of a suit, from its file name: "kitchen-table.yaml" becomes "Kitchen table"."""
    name = spelled_out(normal(path.stem.replace("-", " ").replace("_", " ")))
    return "Our suit" if is_blank(name) else name[:1].upper() + name[1:]


def _prefix(path: Path) -> str:
    """The prefix of the first card IDs, so that two new suits in one folder do not collide."""
    stem = normal(path.stem)
    whole = as_name(stem)
    name = whole[:_LONGEST_PREFIX].strip("-") or "suit"
    if name != whole or any(letter.isalnum() and not as_name(letter) for letter in stem):
        # Other names would leave the same letters of the Latin alphabet.
        name = f"{name}-{sha256(stem.encode('utf-8', 'replace')).hexdigest()[:6]}"
    return f"{name}-"


def _topics() -> str:
    half = len(TOPICS) // 2
    return "\n".join(f"#   {', '.join(part)}" for part in (TOPICS[:half], TOPICS[half:]))
