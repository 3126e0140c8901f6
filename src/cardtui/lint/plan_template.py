"""A small commented plan of a workshop to start from."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from cardtui.deck.card import Deck, Kind
from cardtui.lint.json_schema import modeline
from cardtui.lint.suit_template import suit_name
from cardtui.lint.yaml_writer import one_line, scalar

_LEFT_OUT = {"loss", "intimacy"}
"""The topics that it leaves out of the room."""

_BODY = """\
# A plan for a workshop. A line that begins with # is a note to yourself.
#   look it over:     cardtui check {command}
#   before it begins: cardtui lead {command} --ready
#   lead it:          cardtui lead {command}, and in another terminal: cardtui console
#   on paper:         cardtui print kit {command} --couples 8
# A text that holds ": " or begins with a quotation mark, a bracket or a dash has to stand in quotes.

# First of all: whom can people call where you are? It stands on the last screen, and on the slip that they take home.
contacts:
  - "Someone to talk with: …"
  - "A helpline, day and night: …"
leader: "…"                       # your name and how to reach you, for the slip

plan: {title}
language: en                      # de, fr, pt-BR…
starts: The partner nearer the window speaks first.
starts_other: The partner farther from the window speaks first.
minutes: 41                       # all of it; the items are checked against it
without: [loss, intimacy]         # topics left out of the room
bell: true                        # one soft bell when the time of a turn is over
# host: Our House                 # a name on the wall, and a color of your own
# color: "#2a7f62"
# deck: my-deck                   # a name, or a path from here; else the one this lies in, or the shipped one
# take_home: [{card}]   # cards for the week, on the slip

agenda:
  # talk, demo, regroup, break: a slide and its minutes. The room sees 'screen', only you see 'notes'.
  - kind: talk
    title: Welcome
    minutes: 10                   # purpose, passing and the time-out come before any technique
    screen:
      - This is practice in listening. It isn’t therapy, and it isn’t a contest.
      - "You can always pass: a card, a turn, the whole evening."
      - "Time-out: a raised hand. You both stop, and say when you’ll be back."
    safety:                       # notes that you must not miss
      - "Say once: “If you are ever afraid of each other, this is not for the two of you together. Come and find me.”"
    notes:
      - Say where the doors are, and that you end on time.

  - kind: demo
    title: Mirroring, shown once
    minutes: 8
    screen:
      - "“What I heard you say is… Did I get that? Is there more?”"
    notes: Get one mirror wrong on purpose, so that the room sees that nobody minds.

  # practice: both partners have a turn on a card, or on one of those they choose from.
  - kind: practice
    title: A first card
    card: {card}   # or choose: [one, two, three]; 'cardtui decks' says where the cards are
    dialogue: mirror              # mirror, full, appreciation, repair…
    loop: step                    # the wall shows one step, and Enter the next; whole: all at once
    turn: 5                       # minutes for each partner
    change: 1                     # minutes in between
    minutes: 13                   # all of it, with time to read
    notes: Walk along the walls. Stop behind nobody.

  - kind: regroup
    title: What was it like to talk this way?
    minutes: 5
    may_drop: 1                   # may be left out when time runs short; 1 goes first
    screen: Tell us about the how. What was said stays with you two.

  - kind: talk
    title: Before you go
    minutes: 5
    screen:
      - "Turn to each other. “Today I was glad that…” Small things count."
      - "{{contacts}}"              # those from above
"""


def plan_to_start_from(path: Path, deck: Deck) -> str:
    """The text of a new plan, titled as its file is named.

    Args:
        path: where it is going to be.
        deck: whose cards it can show.
    """
    cards = (card for suit in deck.suits for card in suit.cards)
    card = min(cards, key=lambda each: (not _LEFT_OUT.isdisjoint(each.topics), each.kind is Kind.STEP, each.depth))
    return modeline("plan") + _BODY.format(
        command=one_line(quote(path.name)), title=scalar(suit_name(path)), card=card.id
    )
