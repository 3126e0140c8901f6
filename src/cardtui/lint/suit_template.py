"""A small commented suit to start from."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from cardtui.deck.files.value_reader import as_name
from cardtui.deck.topics import TOPICS
from cardtui.lint.json_schema import modeline
from cardtui.lint.yaml_writer import one_line, scalar
from cardtui.text.invisible import is_blank
from cardtui.text.normal_form import normal

_LONGEST_PREFIX = 30

_BODY = """\
# A suit of cards for cardtui. A line that begins with # is a note to yourself.
#   look it over:  cardtui check {command}
#   play it:       cardtui --deck {command}
# When something is marked, "cardtui explain" and the code in brackets tell more.

suit: {suit}
symbol: "◇"            # one plain character, as wide as a letter
about: What this suit is for, in one sentence.
language: en           # de, fr, pt-BR…
# role: everyday       # everyday: for five minutes; repair: for coming back from a time-out

# Topics, so that a pair can leave some out:
{topics}

cards:
  # A question is answered. It opens with what, which, when or how, and asks for the speaker's own side of it.
  - id: {prefix}free-morning   # names the idea, and stays when you reword the card
    kind: question
    depth: 1                         # 1 easy, 2 open, 3 tender
    prompt: Which sound tells you that a morning is free?
    stem: I know it's free when…     # the speaker's own first words
    listen: Hear it along with them. # for whoever listens
    topics: [everyday]

  # A step is a small thing to do, here and now, that either of the two may decline.
  - id: {prefix}quiet-sip
    kind: step
    depth: 1
    prompt: Take three sips of something together, in silence, as slowly as you like.
    listen: Find out what slow was like for them.
    topics: [everyday]

  # A story is told: one moment, where it was, who was there, what happened.
  # {{partner}} becomes the other's name, {{Partner}} at the beginning of a sentence.
  - id: {prefix}door-held-open
    kind: story
    depth: 2
    prompt: Take {{partner}} to a moment lately when somebody waited for you.
    stem: I saw that they were waiting, and…
    listen: Wait there with them for a little.
"""


def suit_to_start_from(path: Path) -> str:
    """The text of a new suit, named as its file is.

    Args:
        path: where it is going to be.
    """
    return modeline("suit") + _BODY.format(
        command=one_line(quote(path.name)), prefix=_prefix(path), suit=scalar(suit_name(path)), topics=_topics()
    )


def suit_name(path: Path) -> str:
    """The name of a suit from the name of its file: "kitchen-table.yaml" is "Kitchen table"."""
    name = one_line(normal(path.stem.replace("-", " ").replace("_", " ")))
    return "Our suit" if is_blank(name) else name[:1].upper() + name[1:]


def _prefix(path: Path) -> str:
    """What the ids of the first cards begin with, so that two suits begun in one folder get on."""
    name = as_name(path.stem)[:_LONGEST_PREFIX].strip("-")
    return f"{name}-" if name else ""


def _topics() -> str:
    half = len(TOPICS) // 2
    return "\n".join(f"#   {', '.join(part)}" for part in (TOPICS[:half], TOPICS[half:]))
