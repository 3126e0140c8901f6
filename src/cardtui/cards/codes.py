"""The stable names of what can be wrong with a deck file. Scripts and editors rely on them: add, never rename."""

from __future__ import annotations

from typing import Literal, get_args

Code = Literal[
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
    # YAML as YAML.
    "syntax",
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
    # What cards and suits are to each other.
    "no-cards",
    "duplicate-id",
    "duplicate-alias",
    "duplicate-suit",
]

CODES: tuple[Code, ...] = get_args(Code)
"""Every code, in the order in which a reader would want them explained."""
