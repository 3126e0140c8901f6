"""The topics that a pair can leave out. A card lists those it touches."""

from __future__ import annotations

from typing import Literal, get_args

Topic = Literal[
    "everyday",
    "appreciation",
    "play",
    "home",
    "friends",
    "family",
    "past",
    "future",
    "work",
    "money",
    "body",
    "touch",
    "intimacy",
    "conflict",
    "loss",
    "faith",
    "health",
]

TOPICS: tuple[Topic, ...] = get_args(Topic)

TENDER_TOPICS = ("money", "body", "touch", "intimacy", "conflict", "loss", "faith", "health")
"""Topics left out of a pair's first evening."""
