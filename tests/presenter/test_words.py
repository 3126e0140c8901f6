"""Every word that translators are given is used, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import cardtui
from cardtui.deck.dialogue import StageType, StageWords
from shipped_words import WORDS

BUILT = re.compile(r'f"(\w+_)\{')
"""Names of words that are put together from a beginning and a value, such as ``rail_`` and the stage."""


def test_every_field_of_words_is_used() -> None:
    source = Path(cardtui.__file__).parent
    text = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py") if path.name != "words.py")
    beginnings = tuple(set(BUILT.findall(text)))
    used = set(re.findall(r"\w+", text))
    used |= {f"{stage}_{field}" for stage in StageType for field in StageWords.__struct_fields__}
    assert [name for name in vars(WORDS) if name not in used and not name.startswith(beginnings)] == []
