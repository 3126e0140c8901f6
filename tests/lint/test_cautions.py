"""Words to think twice about: each that is listed is minded, under its code."""

from __future__ import annotations

import re

import pytest

from cardtui.deck.codes import ADVICE_CODES
from cardtui.lint.word_choice import cautions
from lint.checked_cards import codes_for

WORDS = {
    "asks-about-partner": [
        "why does {partner}",
        "what's wrong with",
        "{partner}'s bad habits",
        "could {partner} change",
        "{partner} needs to learn",
    ],
    "all-or-nothing": ["always", "never", "constantly", "every single time", "nothing ever"],
    "pressing-word": [
        "admit",
        "confess",
        "own up to",
        "should",
        "ought to",
        "must",
        "be honest",
        "honestly",
        "tell the truth",
    ],
    "worst-time": ["the worst time", "the hardest day", "your most painful memory", "biggest regret", "deepest fear"],
    "keeps-score": [
        "on a scale",
        "out of ten",
        "from 1 to 10",
        "rate your",
        "who is right",
        "who wins",
        "guess what {partner}",
        "quiz",
    ],
    "extracts-promise": ["promise", "swear", "vow", "pledge", "guarantee", "from now on"],
    "gendered-word": [
        "he",
        "she",
        "him",
        "her",
        "his",
        "herself",
        "your husband",
        "wife",
        "boyfriend",
        "fiancée",
        "better half",
        "ladies",
    ],
    "assumed-life": [
        *(
            "spouse",
            "marriage",
            "married",
            "wedding",
            "honeymoon",
            "anniversary",
            "romantic",
            "date night",
            "in love with",
        ),
        *(
            "your children",
            "our kids",
            "kids",
            "pregnant",
            "our bed",
            "share a home",
            "live together",
            "your father",
            "mum",
        ),
    ],
    "assumed-body": [
        "listen to the rain",
        "eye contact",
        "each other in the eye",
        "into {partner}'s eyes",
        "gaze at",
        "stand up",
        "jump",
        "dance with",
        "walk around",
    ],
    "jargon": [
        *(
            "your journey",
            "unpack that",
            "hold space",
            "safe space",
            "love language",
            "inner child",
            "triggered",
            "toxic",
            "boundaries",
            "vulnerable",
        ),
        *(
            "authentic",
            "validate",
            "process your",
            "emotions",
            "self-care",
            "closure",
            "mindful",
            "quality time",
            "communicate",
        ),
        *(
            "relationship",
            "intimate",
            "meaningful",
            "reflect on",
            "share a memory",
            "reconnect with {partner}",
            "gratitude",
            "healing",
        ),
        *("express your", "deep feelings", "unmet needs"),
    ],
    "worn-phrase": [
        *(
            "desert island",
            "bucket list",
            "perfect day",
            "superpower",
            "favourite memory",
            "first impression",
            "in five years",
        ),
        *("win the lottery", "spirit animal", "in three words", "comfort zone", "dream job"),
    ],
}


@pytest.mark.parametrize(("code", "words"), [(code, words) for code, several in WORDS.items() for words in several])
def test_each_word_is_flagged_under_its_code(code: str, words: str) -> None:
    assert codes_for(f"What of {words} on a Monday?") == [code]


def test_each_caution_is_explained_and_tried() -> None:
    assert {caution.code for caution in cautions()} == set(WORDS)
    for caution in cautions():
        assert caution.code in ADVICE_CODES
        pattern = "|".join(caution.patterns).replace("PARTNER", r"(?:\{partner\}|your partner)")
        assert any(re.fullmatch(pattern, words, re.IGNORECASE) for words in WORDS[caution.code]), pattern
        assert not caution.reason.endswith(".")
