"""Advice on writing: what is told, what is left alone, where, and what its writer allows."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from cardtui.cards.codes import ADVICE_CODES
from cardtui.cards.deck import open_deck, read_deck
from cardtui.cards.problem import Severity
from cardtui.cards.source import PROBLEM_LIMIT
from cardtui.writing.advice import advise
from cardtui.writing.cautions import CAUTIONS
from writing.written import BASE, advice_on, card, codes_for, reading_of, suit


def test_the_shipped_deck_gives_no_reason_for_advice_and_allows_little() -> None:
    reading = open_deck()
    assert advise(reading) == ()
    assert sum(len(text.allow) for suit in reading.suits for text in suit.cards) <= 3


@pytest.mark.parametrize(
    ("prompt", "codes"),
    [
        ("Do you like mornings?", ["closed-opening"]),
        ("???", ["placeholder"]),
        ("…", ["placeholder"]),
        ("TODO", ["placeholder"]),
        ("12:30", ["placeholder"]),
        ("lorem ipsum dolor sit amet", ["placeholder"]),
        ("What to do next, do you think?", []),
        ("What is your #1 wish?", []),
        ("What does your {partner} cook?", ["misspelt-partner"]),
        ("What does your wife cook?", ["gendered-word"]),
        ("How would you rate a Sunday from 1 to 10?", ["keeps-score"]),
        ("So, have you ever slept in a tent?", ["closed-opening"]),
        ("Is there a sound you like?", ["closed-opening"]),
        ("Aren't you glad of the rain?", ["closed-opening"]),
        ("Would you like rain or snow?", ["closed-opening"]),
        ("Think of the rain. Did it help?", ["closed-opening"]),
        ("When you wake up early, do you stay in the dark?", ["closed-opening"]),
        ("How often are you up before the sun?", ["closed-opening"]),
        ("How many cups make a morning?", ["closed-opening"]),
        ("Who woke you today?", ["closed-opening"]),
        ("What's your favourite hour?", ["closed-opening"]),
        ("Do you remember the first snow.", ["closed-opening"]),
        ("How do you like to be woken?", []),
        ("How was it when the light came?", []),
        ("Which wish, large or small, have you hardly said aloud?", []),
        ("Have a cup of something together.", []),
        ("Do it slowly, both of you.", []),
        ("What was it like when someone asked “Do you want company?”", []),
        ('What do you hear in \\"Are you up?\\" before breakfast?', []),
        ("What makes a morning? And what ends it?", ["two-questions"]),
        ("Which way is up?? Tell it.", []),
        ("What did “Why?” and “Why not?” sound like there?", []),
        ("Why does {partner} sleep so late?", ["asks-about-partner"]),
        ("What bothers you a little about {partner}?", ["asks-about-partner"]),
        ("What could {partner} do differently in the morning?", ["asks-about-partner"]),
        ("What do you always hear first?", ["all-or-nothing"]),
        ("Which tune never leaves you?", ["all-or-nothing"]),
        ("What made you say never mind?", []),
        ("What should a morning be?", ["pressing-word"]),
        ("What must have been going on behind that window?", []),
        ("Which small thing can you admit to the rain?", ["pressing-word"]),
        ("Tell about the worst time you woke.", ["worst-time"]),
        ("What is your biggest fear about mornings?", ["worst-time"]),
        ("How loud is it out there, on a scale from quiet to loud?", ["keeps-score"]),
        ("What would you promise the morning?", ["extracts-promise"]),
        ("Which secret does the morning know?", ["unsafe-subject"]),
        ("What did the affair of the lost keys teach you?", []),
        ("What was it like to hear of an affair?", ["unsafe-subject"]),
        ("What would leave you smiling?", []),
        ("What smell hit you when you came in?", []),
        ("What is better to break up into pieces, bread or chocolate?", []),
        ("What do you like to get done before {partner} wakes up?", []),
        ("What was good in your life before {partner}?", ["unsafe-subject"]),
        ("Which piece of fruit would you share a knife for?", []),
        ("What does it take to share a memory?", ["jargon"]),
        ("What would a couple more minutes be good for?", []),
        ("What is a test of patience to you?", []),
        ("Should it rain, what do you do?", []),
        ("What did a pillow fight settle?", []),
        ("What did ‘Are you there?’ and ‘Where?’ sound like?", []),
        ("Who taught you to wait, and how did they do it?", []),
        ("At 7 a.m. {partner} is asleep. What do you hear?", []),
        ("What would {partner's} cup be made of?", ["misspelt-partner"]),
        ("What would [partner] hear first?", ["misspelt-partner"]),
        ("What does ☂ in a forecast do to you?", []),
        ("What does he hear when the rain stops?", ["gendered-word"]),
        ("What was your wedding morning like?", ["assumed-life"]),
        ("What makes a couple of eggs a feast?", []),
        ("What do your kids make of the rain?", ["assumed-life"]),
        ("Look each other in the eye. What is there?", ["assumed-body"]),
        ("What does your boss sound like before noon?", ["untagged-topic"]),
        ("What is good about the first minute at work?", ["untagged-topic"]),
        ("What would it take to work out how rain works?", []),
        ("What is in a hug that is not in a wave?", ["untagged-topic"]),
        ("Which prayer, or none, goes with the first light?", ["untagged-topic"]),
        ("What is the first step of this journey?", ["jargon"]),
        ("What would you take to a desert island?", ["worn-phrase"]),
        ("What makes a morning good!", ["exclamation"]),
        ("What does the sun do ☀️ for you?", ["emoji"]),
        ("What do 🎉 parties sound like from afar?", ["emoji"]),
        ("What would {parnter} hear first?", ["misspelt-partner"]),
        ("What would {{partner}} hear first?", ["misspelt-partner"]),
        ("What would { partner } hear first?", ["misspelt-partner"]),
        ("What would {speaker} hear first?", ["misspelt-partner"]),
        ("What would {a b} or {42} mean on a door?", []),
        ("{partner} wakes up. What do you hope to hear?", ["partner-capital"]),
        ("It's light. {partner} wakes up. What then?", ["partner-capital"]),
        ("What would {Partner} hear first?", ["partner-capital"]),
        ("What does it say: {Partner} is up?", []),
        ("What do cups, plates, etc. {partner} likes sound like?", []),
        ("What did ‘Don’t you?’ and ‘Why?’ sound like?", []),
        ("What is in a 👨\u200d👩\u200d👧 and a 👍🏽?", ["emoji", "emoji"]),
        ("What does he/she hear?", ["gendered-word"]),
        ("🎉", ["placeholder"]),
        ("What does it say: {partner} is up?", []),
        ("{Partner} wakes up. What do you hope to hear?", []),
    ],
)
def test_a_prompt_is_told_what_is_wrong_with_it_and_nothing_else(prompt: str, codes: list[str]) -> None:
    assert codes_for(prompt) == codes


def test_a_story_may_ask_who_was_there() -> None:
    prompt = "Tell {partner} about a door. Who was behind it?"
    assert (codes_for(prompt, kind="story"), codes_for(prompt)) == ([], ["closed-opening"])


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("stem: You are…", ["stem-not-own"]),
        ("stem: I like it", ["stem-not-open"]),
        ("stem: I like it...", []),
        ("stem: I like #1…", ["hidden-by-hash"]),
        ("stem: I said “well…”", []),
        ("listen: Hear it. # a note", []),
        ("stem: When it rained I…", []),
        ("stem: When you go quiet, I…", []),
        ("stem: You make me…", ["stem-not-own"]),
        ("stem: Your way of…", ["stem-not-own"]),
        ("stem: Some mornings…", ["stem-not-own"]),
        ("stem: I like it when {partner}…", ["stem-not-own"]),
        ("stem: My first thought…", []),
        ("stem: We were on the roof…", []),
        ("stem: I was just about to put the kettle on…", ["long-stem"]),
        ("stem: I was about to put the kettle…", []),
        ("stem:", ["missing-stem"]),
        ("dialogue: bridge", []),
        ("listen: Hear it with them, and hear it once more, and then say it back slowly.", ["long-listen"]),
        ("listen: Hear it with them, and hear it once more, then say it back.", []),
        ("listen: He may need a while.", ["gendered-word"]),
        ("listen: There is no arguing with rain.", []),
        ("allow: [closed-opening]", ["unused-allow"]),
        ("allow: [closed-openings]", ["unknown-allow"]),
        ("allow: [unknown-key]", ["unknown-allow"]),
        ("allow: [unused-allow]", ["unknown-allow"]),
    ],
)
def test_the_other_lines_of_a_card_are_looked_at_too(line: str, codes: list[str]) -> None:
    prompt = "What is the rain good for?"
    lines = ("stem:", line) if line.startswith("dialogue") else (line,)
    assert codes_for(prompt, *lines) == codes


@pytest.mark.parametrize(
    ("topic", "prompt"),
    [
        ("work", "What is good about the first minute at work?"),
        ("touch", "What is in a hug that is not in a wave?"),
        ("family", "What did your mother call the rain?"),
        ("intimacy", "What is romantic about rain, if anything?"),
        ("home", "What does your kitchen sound like when it rains?"),
    ],
)
@pytest.mark.parametrize("misspelt", [False, True])
def test_a_topic_makes_its_words_welcome_also_if_it_is_misspelt(topic: str, prompt: str, misspelt: bool) -> None:
    assert len(codes_for(prompt)) == 1
    assert codes_for(prompt, f"topics: [{topic}{'x' * misspelt}]") == []


@pytest.mark.parametrize(
    ("kind", "role", "missing"),
    [("question", "", True), ("story", "", True), ("step", "", False), ("question", "repair", False)],
)
def test_a_stem_is_missing_only_where_the_dialogue_brings_none(kind: str, role: str, missing: bool) -> None:
    text = suit(card("What is the rain good for?", "stem:", kind=kind))
    text = text.replace("cards:", f"role: {role}\ncards:") if role else text
    assert [problem.code for problem in advice_on(text)] == ["missing-stem"] * missing


def test_a_prompt_has_thirty_words_or_160_characters() -> None:
    assert codes_for("What " + "a " * 28 + "day?") == []
    assert codes_for("What " + "a " * 29 + "day?") == ["long-prompt"]
    assert codes_for("What " + "abcdefgh " * 17 + "day?") == ["long-prompt"]
    (problem,) = advice_on(suit(card("What " + "a " * 29 + "day?")))
    assert problem.source[problem.column - 1 :] == 'day?"'


def test_advice_points_at_the_very_words() -> None:
    (problem,) = advice_on(suit(card("What do your kids make of the rain, and the kids of the snow?", "allow: [x-y]")))[
        :1
    ]
    assert problem.source[problem.column - 1 : problem.column - 1 + problem.width] == "your kids"
    assert problem.severity is Severity.WARNING


def test_words_are_found_in_a_text_that_runs_over_lines_and_repeats_itself() -> None:
    text = suit(card("x")).replace(
        'prompt: "x"',
        "prompt: >\n      What do you never hear,\n      and what do you never\n      say, or your\n      kids?",
    )
    found = [(problem.line, problem.column, problem.width, problem.code) for problem in advice_on(text)]
    # What is broken over a line is underlined to the end of the line.
    assert found == [
        (10, 19, 5, "all-or-nothing"),
        (11, 23, 5, "all-or-nothing"),
        (12, 15, 4, "assumed-life"),
    ]


def test_a_text_written_with_escapes_is_pointed_at_as_a_whole() -> None:
    (problem,) = advice_on(suit(card("What do you n\\u0065ver hear?")))
    assert (problem.code, problem.column) == ("all-or-nothing", 13)


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ('"What\n      never\n      never?"', [(10, 7), (11, 7)]),
        ("'What never\n      never?'", [(9, 19), (10, 7)]),
        ("What never\n      never?", [(9, 18), (10, 7)]),
        ("|\n      What never\n      never?", [(10, 12), (11, 7)]),
        (">-\n      What never\n\n      never?", [(10, 12), (12, 7)]),
        ('"What \\tnever?"', [(9, 13)]),
        ("'It''s never?'", [(9, 13)]),
        ("> # What never ends?\n      What never ends?", [(10, 12)]),
        ("3 times you\n      never?", [(10, 7)]),
        ("|-\n      - I never\n      said it", [(10, 11)]),
    ],
)
def test_words_are_found_however_a_text_is_written(written: str, places: list[tuple[int, int]]) -> None:
    text = suit(card("x")).replace('prompt: "x"', f"prompt: {written}")
    assert [(problem.line, problem.column) for problem in advice_on(text)] == places


HOSTILE = {
    "marks": "!" * 580 + "a",
    "braces": "{" * 590,
    "partners": "{partner}. " * 50,
    "other braces": "{a}" * 190,
    "quotes": "‘" * 590,
    "pronouns": "he " * 190,
    "signs": "! " * 290,
    "emoji": "🎉 " * 290,
    "colons": "do you, " * 70,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_many_cards_made_to_be_slow_take_their_time_and_no_more(name: str) -> None:
    text = suit(*[card(HOSTILE[name], name=f"card-{number}") for number in range(300)])
    begun = time.perf_counter()
    advice_on(text)
    # Generous, for a busy machine: a second or less on a quiet one.
    assert time.perf_counter() - begun < 20


def test_a_long_list_of_what_is_allowed_is_not_compared_to_its_end() -> None:
    allowed = ", ".join(f"a{number}" for number in range(20_000))
    begun = time.perf_counter()
    found = advice_on(suit(card("What of rain?", f"allow: [{allowed}]")))
    assert len(found) == PROBLEM_LIMIT + 1
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    "prompt",
    [
        "he " * 300_000,
        "‘" * 500_000,
        "“" * 500_000,
        "a" * 1_000_000,
        "{" * 500_000,
        "谁" * 300_000,
        "? " * 300_000,
        ", do you" * 90_000,
    ],
    ids=lambda prompt: prompt[:8],
)
def test_an_endless_text_is_told_to_be_long_at_once(prompt: str) -> None:
    begun = time.perf_counter()
    found = advice_on(suit(card(prompt, f"stem: I {prompt}")))
    assert {problem.code for problem in found} <= {"long-prompt", "long-stem"}
    assert found
    # Generous, for a busy machine; what goes wrong here would take hours.
    assert time.perf_counter() - begun < 20


def test_a_file_full_of_bad_cards_has_its_advice_counted_only_so_far() -> None:
    text = suit(*[card(f"Is he always {number} her?", name=f"card-{number}") for number in range(3000)])
    found = advice_on(text)
    assert len(found) == PROBLEM_LIMIT + 1
    assert (found[-1].code, found[-1].severity) == ("too-many", Severity.WARNING)


def test_another_language_is_spared_english_words_but_not_lengths_and_signs() -> None:
    assert codes_for("Was hat he immer never getan?", language="de") == []
    assert codes_for("Do you?", "stem: Du…", language="fr") == []
    assert codes_for("今天怎么样？昨天呢？", language="zh") == ["two-questions"]
    assert codes_for("¡Cuenta algo!", language="es") == ["exclamation", "exclamation"]
    for begun in ("¿{Partner} te dijo algo?", "«{Partner} est là»", "„{Partner} kommt“", "「{Partner}」"):
        assert codes_for(begun, language="fr") == []
    assert codes_for("Was " + "a " * 29 + "Tag?", language="de") == ["long-prompt"]
    assert codes_for("谁" * 140, language="zh") == ["does-not-fit"]
    assert codes_for("What do you never hear?", language="en-GB") == ["all-or-nothing"]


def test_the_fifth_card_with_the_same_three_words_is_told() -> None:
    cards = [card(f"What about this {word}?", name=word) for word in ("rain", "snow", "wind", "fog", "hail", "sun")]
    found = advice_on(suit(*cards))
    assert [(problem.line, problem.code) for problem in found] == [(29, "repeated-opening"), (34, "repeated-opening")]
    assert "'What about this' opens 5 cards of this suit, the first at line 6" in found[0].message
    assert advice_on(suit(*cards[:3]), suit(*cards[3:]).replace("Mornings", "Evenings")) == []


def test_a_suit_without_an_easy_card_is_told_once_and_only_if_its_depths_can_be_read() -> None:
    two = card("What about rain?", name="one", depth="2"), card("What of snow, then?", name="two", depth="3")
    (problem,) = advice_on(suit(*two))
    assert (problem.line, problem.column, problem.code) == (8, 12, "no-easy-card")
    assert advice_on(suit(two[0], two[1].replace("depth: 3", "depth: easy"))) == []
    allowed = two[0] + "    allow: [no-easy-card]\n"
    assert advice_on(suit(allowed, two[1])) == []


def test_a_card_with_an_error_is_looked_at_as_far_as_it_can_be_read() -> None:
    text = suit(card("Do you like rain?", "listen: He may.", depth="9", kind="qestion"))
    reading = reading_of(text)
    assert [problem.code for problem in reading.problems] == ["bad-kind", "bad-depth"]
    assert [problem.code for problem in advise(reading)] == ["closed-opening", "gendered-word"]


def test_no_text_is_judged_that_cannot_be_read() -> None:
    assert codes_for("What do you never\\e[2J hear?") == []
    text = suit(card("x")).replace('prompt: "x"', "prompt: no")
    assert advice_on(text) == []


def test_nobody_is_blamed_for_not_using_what_an_error_kept_from_being_looked_at() -> None:
    text = suit(card("What of rain?", "allow: [closed-opening]", depth="9"))
    assert advice_on(text) == []


def test_what_a_card_allows_is_not_told_and_the_rest_is() -> None:
    prompt = "Do you always hear the rain?"
    assert codes_for(prompt) == ["closed-opening", "all-or-nothing"]
    assert codes_for(prompt, "allow: [closed-opening]") == ["all-or-nothing"]
    assert codes_for(prompt, "allow: [closed-opening, all-or-nothing]") == []


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
    "unsafe-subject": [
        *(
            "cheated",
            "an affair",
            "infidelity",
            "betrayal",
            "trauma",
            "abuse",
            "violence",
            "suicide",
            "self-harm",
            "beat me up",
        ),
        *(
            ["a", "secret"][1],
            "secretly",
            "lied to",
            "ultimatum",
            "divorce",
            "your ex",
            "former partner",
            "past relationships",
        ),
        *("narcissist", "gaslighting", "codependent", "attachment style", "passive-aggressive"),
    ],
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
            "sex",
            "make love",
            "your father",
            "mum",
        ),
    ],
    "assumed-body": [
        "eye contact",
        "each other in the eye",
        "into {partner}'s eyes",
        "gaze at",
        "stand up",
        "jump",
        "dance with",
        "walk around",
    ],
    "untagged-topic": [
        *(
            "hold hands",
            "hug",
            "kiss",
            "massage",
            "each other's hands",
            "touch {partner}",
            "your job",
            "your boss",
            "colleagues",
            "at work",
        ),
        *(
            "money",
            "salary",
            "debts",
            "mortgage",
            "god",
            "prayer",
            "church",
            "your faith",
            "funeral",
            "grief",
            "died",
        ),
        *(
            "illness",
            "doctor",
            "hospital",
            "your body",
            "quarrel",
            "argument",
            "fights",
            "your sister",
            "a cousin",
            "your family",
        ),
        *("your friends", "friendship", "your kitchen", "your house", "as a child", "growing up", "years ago"),
    ],
    "jargon": [
        *(
            "journey",
            "unpack",
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
            "intimacy",
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
def test_each_of_these_words_is_minded_under_its_code(code: str, words: str) -> None:
    assert codes_for(f"What of {words}, perhaps?") == [code]


def test_each_caution_says_why_and_what_instead_and_is_tried_above() -> None:
    assert {caution.code for caution in CAUTIONS} == set(WORDS)
    for caution in CAUTIONS:
        assert caution.code in ADVICE_CODES
        tried = [words for words in WORDS[caution.code] if re.fullmatch(caution.pattern, words, re.IGNORECASE)]
        assert tried, caution.pattern
        assert not caution.reason.endswith(".")


def test_a_card_that_is_like_one_in_another_file_may_allow_it_wherever_it_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(suit(card("Which sentence did you swallow?")), encoding="utf-8")
    other = suit(card("What sentence was it that you swallowed?", "allow: [near-duplicate]", name="b"))
    (tmp_path / "b.yaml").write_text(other.replace("Mornings", "Evenings"), encoding="utf-8")
    assert advise(read_deck(tmp_path, BASE)) == ()
    assert advise(read_deck(tmp_path / "b.yaml", BASE)) == ()


def test_a_deck_in_any_order_gets_its_advice_in_the_order_of_its_files() -> None:
    bad = suit(card("Do you like rain?"), card("Is snow loud?", name="b"))
    found = advice_on(
        bad, bad.replace("a-card", "c").replace("id: b", "id: d").replace("rain", "hail").replace("snow", "sleet")
    )
    assert found == sorted(found)
    assert [problem.path.name for problem in found] == ["a.yaml", "a.yaml", "b.yaml", "b.yaml"]
