"""The topics that a pair can leave out. A card lists those it touches."""

TOPICS = (
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
)

TENDER_TOPICS = ("money", "body", "touch", "intimacy", "conflict", "loss", "faith", "health")
"""Topics left out of a pair's first evening."""
