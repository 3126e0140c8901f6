"""YAML as a person would write it, for the few commands that write a suit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from cardtui.deck.files.yaml_tree import may_be_misread
from cardtui.text.invisible import UNSEEN, is_blank

# What may stand without quotation marks in any place of a deck file, also in a list within brackets.
_PLAIN = re.compile(r"[^\W_{}\[\]][^:#{}\[\],&*!|>'\"%@`\\\n\t]*")


def scalar(text: str) -> str:
    """A text as a value: without quotation marks where it may, else in double ones.

    Args:
        text: with single spaces and nothing that does not show (`cardtui.text.invisible`).
    """
    if _PLAIN.fullmatch(text) and not may_be_misread(text):
        return text
    # JSON's quoting is YAML's, but for characters beyond the first 65,536, which JSON can write as they are.
    return json.dumps(text, ensure_ascii=False)


def in_brackets(items: Iterable[str]) -> str:
    """A list in one line."""
    return f"[{', '.join(scalar(item) for item in items)}]"


def comment(text: str) -> str:
    """A text as a comment in one line; a character that would not show stands there by its number."""
    return f"# {one_line(text)}".rstrip()


def one_line(text: str) -> str:
    """A text in one line, with all that it holds to be seen."""
    return UNSEEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", " ".join(text.split()))


def is_writable(text: str) -> bool:
    """Whether a text can be a value of a deck file at all: something of it can be seen, and nothing is hidden."""
    return not is_blank(text) and not UNSEEN.search(text)
