"""Words that show what a card is about: their forms, false positives, and the list itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from msgspec.structs import replace

from cardtui.deck.topics import TOPICS
from cardtui.lint.sensitive_topics import ANY, ANY_CAPITAL, Index, forms, index
from cardtui.lint.word_lists import Group, groups
from lint.checked_cards import codes_for

ENTRIES = [(group, entry) for group in groups() for entry in group.words]
TURNS = [(group, entry) for group in groups() for entry in group.but_not]


def found(text: str) -> list[str]:
    """What is reported for a text: the topic to add, or "unsafe"."""
    return [word.group.topics[0] if word.group.topics else "unsafe" for word in index().find(text)]


# Words and their forms


TOLD = """
loss: die, dies, died, dying, death, grave, graves, burial, buried, funerals, ashes, a will, in their will
loss: cremated, mourning, grieves, lost a parent, passed away, a widow, willing to die for, months to live
faith: pray, prays, praying, Jesus, JESUS’, Bible, Christians, Muslim, Jewish, Buddhists, God's, churches
faith: souls, sins, priests, baptized, atheist, reincarnated, the afterlife, holier, spiritually
money: owe, owes, owed, owing, debts, bank, pay, paid, paying, salaries, rich, richest, be poor, afford
money: wages, your rent, bankruptcy, mortgages, savings, investing, gambled, inherited, credit cards, stingy
health: depression, depressed, a pill, pills, cancer, drink, drank, drunk, drinking, alcohol, drugs, therapists
health: illnesses, hospitals, anxiety, smoking, addicts, pregnant by IVF, blood pressure, infertile, diagnosed
unsafe: stalked, stalking, abuse, abused, handguns, weapons, crimes, kill, killed, war, wars, murders, jail
unsafe: hit me, was hit, someone hit you, raped, stabbed, stole, arrested, threatened, suicidal, self-harm
body: your weight, losing weight, dieting, scars, naked, nudity, wrinkles, fat, ugly, your figure, balding
health: thrown up food, throwing up, vomiting, anorexia
intimacy: sex, sexuality, pornography, turns you on, turn {partner} on, virgin, virginity, condoms, naughty sexting
touch: kiss, kissed, kisses, kissing, hugs, hugging, cuddled, hold his hand, {partner}'s shoulders
unsafe: your ex, exes, ex-husband, previous boyfriends, former girlfriends, past relationships, cheated, cheating
unsafe: an affair, affairs with, betrayed, one secret, secretly, lied, divorced, broke up, ultimatums
unsafe: a superior race, your race, racist, politics, political, Republicans, gay, narcissists, gaslighted
conflict: quarrels, argued, angry, angrily, angriest, fights, fought, yelling, grudges, forgiven, jealousy
work: your job, a boss, colleagues, at work, co-workers, the office, careers
family: your family, a cousin, your sisters, your own brother, where you grew up
friends: your friends, your best friend, a friend of yours, friendships
home: your kitchen, your house, your living room
past: as a child, growing up, years ago, your childhood, when you were little
"""


@pytest.mark.parametrize(("topic", "words"), [line.split(": ") for line in TOLD.strip().splitlines()])
def test_plain_words_and_their_forms_are_told(topic: str, words: str) -> None:
    assert {word: found(f"What of {word}, perhaps?") for word in words.split(", ")} == {
        word: [topic] for word in words.split(", ")
    }


@pytest.mark.parametrize(
    "prompt",
    [
        "Which cake here is to die for?",
        "What are you dying to know about the neighbors?",
        "What did you learn to say first, 'die Küche' or 'die Katze'?",
        "Which old habits die hard for you?",
        "When did your phone die at the wrong moment, or the battery?",
        "Which joke made you die laughing?",
        "Where does the road come to a dead end?",
        "Tell of an hour on the banks of a river.",
        "What would you do at the river bank on a bank holiday?",
        "Hold the spirit level while {partner} draws the line.",
        "How do you kill time at a station?",
        "Which hit song could you sing now?",
        "What would be in your pill box hat?",
        "What do you pay attention to in a crowd?",
        "Pay {partner} a compliment on something small.",
        "What hard work of yours paid off?",
        "What do you earn respect for?",
        "Which rich soup would you cook, with a rich taste?",
        "Which soul music, or soul food, do you like?",
        "What was a blessing in disguise?",
        "Play devil's advocate for a minute.",
        "Thank God it's Friday: what now?",
        "What are you sick of hearing?",
        "What happened on a blind date, or in a blind spot?",
        "Who drinks coffee before you do? Drink a glass of water.",
        "Pour each other something to drink.",
        "Which crime novel kept you up?",
        "Who is your partner in crime?",
        "Which punch line do you remember?",
        "What makes you jump the gun?",
        "What does your body language say?",
        "Who pulls their weight in the kitchen?",
        "Which figure of speech makes you smile?",
        "Turn on the light, then turn on the music.",
        "Which olive oil is extra virgin?",
        "Have a pillow fight, or a snowball fight.",
        "What is the secret ingredient of your soup?",
        "Who steals the covers?",
        "Which violent storm do you remember?",
        "What would you cheat at, cards or chess?",
        "Will you write down what you will do first?",
        "Break up the chocolate and break up a long day.",
        "Let {partner} finish; leave {partner} the last piece.",
        "Which star wars film, or which tug of war, was fun?",
        "What is hugely and earnestly funny?",
        "Who is friendly to your friendly neighbor's cat?",
        "What grew in the churn of butter?",
        "How did you settle the work to do?",
    ],
)
def test_mere_lookalike_words_are_left_alone(prompt: str) -> None:
    assert found(prompt) == []


def test_words_that_no_phrase_joins_are_none() -> None:
    assert found("Say what you lose. Weight is another thing.") == ["body"]
    assert (found("Which will? A will."), found("Take a break; up there is a bird.")) == (["loss"], [])


def test_the_longest_of_several_counts() -> None:
    assert found("Whom are you willing to die for?") == ["loss"]
    assert found("Which opposite sex joke is old?") == []
    (word,) = index().find("Which past relationships come to mind?")
    assert (word.begin, word.end) == (6, 24)


def test_a_topic_is_enough_but_makes_no_unsafe_card_safe() -> None:
    assert codes_for("When do you pray for somebody?", "topics: [faith]") == []
    assert codes_for("When do you pray for somebody?", "topics: [loss]") == ["untagged-topic"]
    assert codes_for("What was funny about a kiss?", "topics: [intimacy]") == []
    assert codes_for("What did you steal?", f"topics: [{', '.join(TOPICS)}]") == ["unsafe-subject"]


def test_a_word_is_told_of_once() -> None:
    assert codes_for("Which past relationships come to mind?") == ["unsafe-subject"]
    assert codes_for("What of your boyfriend on a Monday?") == ["gendered-word"]


# The list


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.reason)
def test_a_group_is_well_formed(group: Group) -> None:
    assert set(group.topics) <= set(TOPICS)
    assert group.reason
    assert not group.reason.endswith(".")
    assert group.topic or group.better
    for entry in (*group.words, *group.but_not):
        assert entry == " ".join(entry.split())
        assert all(part.strip("=") for word in entry.split() for part in word.split("/")), entry
    for entry in group.but_not:
        assert " " in entry, "a single word that means something else is no word for the list"


def test_no_entry_is_there_twice() -> None:
    entries = [entry for _, entry in (*ENTRIES, *TURNS)]
    assert sorted(entries) == sorted(set(entries))


def texts(entry: str) -> Iterator[str]:
    """The texts that an entry matches, with uninflected words."""
    for words in product(*(part.split("/") for part in entry.split())):
        written = (word.lstrip("=").replace(ANY, "own").replace(ANY_CAPITAL, "Katze") for word in words)
        yield " ".join(written)


FIRST_FORMS = {entry: forms(entry)[0] for _, entry in (*ENTRIES, *TURNS)}


def told(text: str, without: str = "") -> set[tuple[str, ...]]:
    """The topics told for a text by all entries but one."""
    words = {form for word in text.lower().split() for form in (word, word.removesuffix("'s"))}

    def kept(entries: Iterable[str]) -> tuple[str, ...]:
        return tuple(each for each in entries if each != without and not words.isdisjoint(FIRST_FORMS[each]))

    fewer = Index(replace(group, words=kept(group.words), but_not=kept(group.but_not)) for group in groups())
    return {word.group.topics for word in fewer.find(text)}


def test_each_entry_is_found_and_needed() -> None:
    for group, entry in ENTRIES:
        assert all(group.topics in told(text) for text in texts(entry)), entry
    for _, entry in (*ENTRIES, *TURNS):
        assert any(told(text, without=entry) != told(text) for text in texts(entry)), f"{entry} changes nothing"
