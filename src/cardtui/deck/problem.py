"""What can be wrong with a deck file: one finding, and the stable codes that name each kind.

Scripts and editors rely on the codes: add, never rename.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal, get_args

import msgspec

ErrorCode = Literal[
    # A path or a whole file.
    "not-found",
    "unreadable",
    "too-big",
    "not-utf8",
    "empty-file",
    "not-a-mapping",
    "not-a-suit",
    "no-suits",
    "duplicate-file",
    "missing-file",
    "too-many",
    # YAML syntax.
    "syntax",
    "merge-conflict",
    "look-alike",
    "tab",
    "too-deep",
    "control-character",
    "yaml-anchor",
    "yaml-alias",
    "yaml-tag",
    "several-documents",
    "key-not-text",
    # Any mapping of fields.
    "duplicate-key",
    "unknown-key",
    "missing-key",
    "empty-value",
    "wrong-shape",
    "quote-this",
    "duplicate-item",
    # Single values.
    "bad-id",
    "bad-kind",
    "bad-depth",
    "bad-role",
    "bad-symbol",
    "bad-language",
    "bad-name",
    "bad-order",
    "unknown-topic",
    "unknown-dialogue",
    "unknown-stage",
    "unknown-brace",
    # Relations between cards and suits.
    "no-cards",
    "duplicate-id",
    "duplicate-alias",
    "duplicate-suit",
    # A plan of a workshop.
    "not-a-plan",
    "no-agenda",
    "unknown-deck",
    "unknown-card",
    "bad-item",
    "bad-minutes",
    "too-short",
    "bad-color",
    "bad-number",
    "bad-switch",
    "misplaced-field",
    "bad-choice",
]

PlanAdviceCode = Literal[
    "minutes-differ",
    "same-drop",
    "left-out-card",
    "tender-card",
    "technique-first",
    "long-slide",
    "comma-in-list",
]
"""Warnings about a plan of a workshop."""

AdviceCode = Literal[
    # Missing or invisible things.
    "placeholder",
    "hidden-by-hash",
    # How a prompt asks.
    "closed-opening",
    "two-questions",
    "late-task",
    "scene-first",
    "clause-in-clause",
    "asks-about-partner",
    "all-or-nothing",
    "pressing-word",
    "worst-time",
    "keeps-score",
    "extracts-promise",
    # Words that exclude or hurt people.
    "unsafe-subject",
    "gendered-word",
    "assumed-life",
    "assumed-body",
    "untagged-topic",
    # How it sounds.
    "jargon",
    "worn-phrase",
    "exclamation",
    "emoji",
    # How long it is.
    "long-prompt",
    "long-stem",
    "long-listen",
    "does-not-fit",
    # The speaker's first words, and the partner's name.
    "missing-stem",
    "stem-not-own",
    "stem-not-open",
    "misspelt-partner",
    "partner-capital",
    # Relations between cards.
    "repeated-opening",
    "near-duplicate",
    "no-easy-card",
    "tacked-on",
    "worn-trick",
    "not-the-two",
    # Words in another language.
    "missing-brace",
    PlanAdviceCode,
    # Silenced warnings.
    "unknown-allow",
    "unused-allow",
]
"""Warnings: advice on writing. A deck can be dealt with any of them; most can be allowed (`ALLOWABLE`)."""

Code = ErrorCode | AdviceCode

ERROR_CODES: tuple[ErrorCode, ...] = get_args(ErrorCode)
ADVICE_CODES: tuple[AdviceCode, ...] = get_args(AdviceCode)

_NOT_OF_A_CARD = ("missing-brace", *get_args(PlanAdviceCode), "unknown-allow", "unused-allow")

ALLOWABLE: tuple[AdviceCode, ...] = tuple(code for code in ADVICE_CODES if code not in _NOT_OF_A_CARD)
"""What a card, or a whole suit, can `allow`. Problems in `allow` itself, or in other files, have to be fixed."""

CODES: tuple[Code, ...] = (*ERROR_CODES, *ADVICE_CODES)
"""Every code, in the order in which to explain them."""


class Severity(StrEnum):
    """An error keeps a file from being dealt; a warning is advice on writing."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True, order=True):
    """One finding. ``line`` and ``column`` count from 1; ``width`` is the number of columns the caret covers."""

    path: Path
    line: int
    column: int
    code: str
    message: str
    width: int = 1
    severity: Severity = Severity.ERROR
    source: str = ""
    """The text of the line, without its line end; empty if there is no such line."""
