"""The advice on the texts of one card, and texts that get none."""

from __future__ import annotations

import re
import time

import pytest
from msgspec.structs import replace

from cardtui.deck.files.source import PROBLEM_LIMIT
from cardtui.deck.problem import ADVICE_CODES, Severity
from cardtui.lint.deck_advice import advise
from cardtui.lint.word_lists import cautions
from lint.checked_cards import advice_on, card, codes_for, reading_of, suit

FINE = """
What to do next, do you think?
What is your #1 wish?
How do you like to be woken?
How was it when the light came?
Which wish, large and quiet, have you hardly said aloud?
Have a cup of something together.
Do it slowly, both of you.
What was it like when someone asked “Do you want company?”
What do you hear in \\"Are you up?\\" before breakfast?
Which way is up?? Tell it.
What did “Why?” and “Why not?” sound like there?
What made you say never mind?
When does a Sunday begin for you, and is it the same in winter?
Where does a road closure lead you?
What must have been going on behind that window?
What did the affair of the lost keys teach you?
What would leave you smiling?
What smell hit you when you came in?
What do you like to get done before {partner} wakes up?
Which piece of fruit would you share a knife for?
What would a couple more minutes be good for?
What is a test of patience to you?
Should it rain, what do you do?
What did ‘Are you there?’ and ‘Where?’ sound like?
Who taught you to wait, and how did they do it?
At 7 a.m. {partner} is asleep. What do you hear?
What does ☂ in a forecast do to you?
What makes a couple of eggs a feast?
What would it take to work out how rain works?
A journey didn't go to plan. Where did you end up?
What is good about your journey to the bakery?
What do you unpack first after a trip?
What is reflected on the lake at dawn?
Where do toxic mushrooms grow near you?
What would trigger a smoke alarm at breakfast?
What would {a b} or {42} mean on a door?
What does it say: {Partner} is up?
What do cups, plates, etc. {partner} likes sound like?
What did ‘Don’t you?’ and ‘Why?’ sound like?
What does it say: {partner} is up?
{Partner} wakes up. What do you hope to hear?
What do you hope for when you come home late and all the lights are on?
When you two are apart, what do you miss most?
In which room do you read?
Before you answer, take a breath together and look out of the window for as long as you like.
Tell {partner} about the sound of the rain on a gray and windy afternoon in the city.
Where, on a map of this town, do you feel at home?
Then there's the attic. What do you keep there?
Somebody gives you two an empty shed. What goes in first?
Take {partner} to a quiet house one early morning in the winter. What do you hear?
“The lights went out one evening, and nobody could find any candle.” What comes next?
What makes a morning good, and what makes it long?
What do you hum when you think that nobody hears?
What would that be like in the middle of a very long and very quiet summer afternoon?
What has been in the hall since yesterday, until now and for no reason known to you?
What is in the attic, what might it say?
What is in the attic, small or not?
What is in the attic, for somebody willing?
"""

FAULTS = """
clause-in-clause: What's one thing that people think when they first meet you that you wish was not so?
clause-in-clause: Which song that somebody near you plays do you hum when you think that nobody hears?
closed-opening: Do you like mornings?
closed-opening: So, have you ever slept in a tent?
closed-opening: Is there a sound you like?
closed-opening: Aren't you glad of the rain?
closed-opening: Would you like rain or snow?
closed-opening: Think of the rain. Did it help?
closed-opening: When you wake up early, do you stay in the dark?
closed-opening: How often are you up before the sun?
closed-opening: How many cups make a morning?
closed-opening: Who woke you today?
closed-opening: What's your favourite hour?
closed-opening: Do you remember the first snow.
closed-opening: Tell {partner} whether you like rain.
closed-opening: What's your middle name?
emoji: What does the sun do ☀️ for you?
emoji: What do 🎉 parties sound like from afar?
emoji emoji: What is in a 👨\u200d👩\u200d👧 and a 👍🏽?
exclamation: What makes a morning good!
late-task: On a long gray Sunday in the middle of winter, what warms you?
late-task: If you could paint one wall of this house any color, which one would it be?
late-task: After an hour of rain on a tin roof above you, how do you feel?
late-task: In the first few minutes after the alarm has gone off, move slowly together.
late-task: If you were a pizza with everything on it what would you taste of?
misspelt-partner: What does your {partner} cook?
misspelt-partner: What would {partner's} cup be made of?
misspelt-partner: What would [partner] hear first?
misspelt-partner: What would {parnter} hear first?
misspelt-partner: What would {{partner}} hear first?
misspelt-partner: What would { partner } hear first?
misspelt-partner: What would {speaker} hear first?
partner-capital: {partner} wakes up. What do you hope to hear?
partner-capital: It's light. {partner} wakes up. What then?
partner-capital: What would {Partner} hear first?
placeholder: ???
placeholder: …
placeholder: TODO
placeholder: 12:30
placeholder: lorem ipsum dolor sit amet
placeholder: 🎉
scene-first: The lights went out one evening, and nobody could find a candle. What did you do?
scene-first: You were the first one awake in a quiet house. Take {partner} there.
scene-first: It rained for hours. You were out in it without a coat. How did it end?
two-questions: What makes a morning? And what ends it?
"""
"""Prompts, each with the codes of the advice on it."""


@pytest.mark.parametrize("prompt", FINE.strip().splitlines())
def test_a_fine_prompt_gets_no_advice(prompt: str) -> None:
    assert codes_for(prompt) == []


@pytest.mark.parametrize(("codes", "prompt"), [line.split(": ", 1) for line in FAULTS.strip().splitlines()])
def test_a_prompt_is_told_only_its_own_faults(codes: str, prompt: str) -> None:
    assert codes_for(prompt) == codes.split()


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
        ("listen: Hear it with them, then say it all back.", []),
        ("listen: He may need a while.", ["gendered-word"]),
        (f"listen: {'incomprehensibilities ' * 7}", ["does-not-fit"]),
        (f"listen: {'a' * 3000}", ["long-listen"]),
        (f"stem: I {'a' * 3000}…", ["long-stem"]),
        ("listen: There is no arguing with rain.", []),
        ("allow: [closed-opening]", ["unused-allow"]),
        ("allow: [closed-openings]", ["unknown-allow"]),
        ("allow: [unknown-key]", ["unknown-allow"]),
        ("allow: [unused-allow]", ["unknown-allow"]),
    ],
)
def test_other_lines_of_a_card_are_checked_too(line: str, codes: list[str]) -> None:
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
def test_even_a_misspelled_topic_allows_its_words(topic: str, prompt: str, misspelt: bool) -> None:
    assert len(codes_for(prompt)) == 1
    assert codes_for(prompt, f"topics: [{topic}{'x' * misspelt}]") == []


@pytest.mark.parametrize(
    ("kind", "more", "missing"),
    [("question", "", True), ("story", "", True), ("step", "", False), ("question", "dialogue: repair", False)],
)
def test_stem_is_missing_only_if_not_in_dialogue(kind: str, more: str, missing: bool) -> None:
    text = suit(card("What is the rain good for?", "stem:", more, kind=kind))
    assert [problem.code for problem in advice_on(text)] == ["missing-stem"] * missing


def test_unreadable_dialogues_blame_no_card() -> None:
    text = suit(
        card("Sit down together.", "stem:", kind="step"), card("Tell of a chair.", "stem:", kind="story", name="b")
    )
    assert advise(replace(reading_of(text), dialogues={})) == ()


def test_prompts_hold_20_words_or_140_characters() -> None:
    assert codes_for("What " + "a " * 18 + "day?") == []
    assert codes_for("What " + "a " * 19 + "day?") == ["long-prompt"]
    assert codes_for("What " + "abcdefgh " * 15 + "day?") == ["long-prompt"]
    (problem,) = advice_on(suit(card("What " + "a " * 19 + "day?")))
    assert problem.source[problem.column - 1 :] == 'day?"'


# Words to think twice about: each listed one is reported with its code.


WORDS = """
asks-about-partner: why does {partner}, what's wrong with, {partner}'s bad habits, could {partner} change
asks-about-partner: {partner} needs to learn, why is it that {partner}
asks-about-partner: what bothers you about {partner}, where is {partner} bad
all-or-nothing: always, never, constantly, every single time, nothing ever
pressing-word: admit, confess, own up to, should, ought to, must, be honest, honestly, tell the truth
worst-time: the worst time, the hardest day, your most painful memory, biggest regret, deepest fear
keeps-score: on a scale, out of ten, from 1 to 10, which of you is, who is right, who wins, quiz
keeps-score: guess what {partner}, rate your
extracts-promise: promise, swear, vow, pledge, guarantee, from now on
gendered-word: he, she, he/she, him, her, his, herself, your husband, wife, boyfriend, fiancée, better half, ladies
assumed-life: spouse, marriage, married, wedding, honeymoon, anniversary, romantic, date night, in love with
assumed-life: your children, our kids, kids, pregnant, our bed, share a home, live together, your father, mum
assumed-body: listen to the rain, eye contact, each other in the eye, into {partner}'s eyes, gaze at, stand up, jump
assumed-body: dance with, walk around
jargon: your journey, unpack that, hold space, safe space, love language, inner child, triggered, toxic, boundaries
jargon: vulnerable, authentic, validate, process your, emotions, self-care, closure, mindful, quality time
jargon: communicate, relationship, intimate, meaningful, reflect on, share a memory, reconnect with {partner}
jargon: a journey of self, gratitude, healing, express your, deep feelings, unmet needs
worn-phrase: desert island, bucket list, perfect day, superpower, favourite memory, first impression, in five years
worn-phrase: win the lottery, spirit animal, in three words, comfort zone, dream job
"""


LINES = [line.split(": ", 1) for line in WORDS.strip().splitlines()]
TRIED = [(code, words) for code, several in LINES for words in several.split(", ")]


@pytest.mark.parametrize(("code", "words"), TRIED)
def test_each_word_is_flagged_under_its_code(code: str, words: str) -> None:
    assert codes_for(f"What of {words} on a Monday?") == [code]


def test_each_caution_is_explained_and_tried() -> None:
    assert {caution.code for caution in cautions()} == {code for code, _ in TRIED}
    for caution in cautions():
        assert caution.code in ADVICE_CODES
        pattern = "|".join(caution.patterns).replace("PARTNER", r"(?:\{partner\}|your partner)")
        assert any(code == caution.code and re.fullmatch(pattern, words, re.IGNORECASE) for code, words in TRIED), (
            pattern
        )
        assert not caution.reason.endswith(".")
        assert re.compile(pattern).groups == 0


# Cards designed to slow the checker down: it must finish in a reasonable time.


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
@pytest.mark.sample(1)
def test_many_slow_cards_take_bounded_time(name: str) -> None:
    text = suit(*[card(HOSTILE[name], name=f"card-{number}") for number in range(300)])
    begun = time.process_time()
    advice_on(text)
    # CPU time, and generous for a slow machine: it usually takes a second or less.
    assert time.process_time() - begun < 20


def test_a_long_allow_list_is_not_fully_compared() -> None:
    allowed = ", ".join(f"a{number}" for number in range(20_000))
    begun = time.process_time()
    found = advice_on(suit(card("What of rain?", f"allow: [{allowed}]")))
    assert len(found) == PROBLEM_LIMIT + 1
    assert (found[-1].code, found[-1].severity) == ("too-many", Severity.WARNING)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    "prompt",
    [
        *("he " * 300_000, "‘" * 500_000, "“" * 500_000, "a" * 1_000_000, "{" * 500_000, "谁" * 300_000),
        *("? " * 300_000, ", do you" * 90_000),
    ],
    ids=lambda prompt: prompt[:8],
)
@pytest.mark.sample(4)
def test_an_endless_text_is_called_long_at_once(prompt: str) -> None:
    begun = time.process_time()
    found = advice_on(suit(card(prompt, f"stem: I {prompt}")))
    assert {problem.code for problem in found} <= {"long-prompt", "long-stem"}
    assert found
    # CPU time, and generous for a slow machine; a failure here would take hours.
    assert time.process_time() - begun < 20
