"""Which prompts of a deck say nearly the same, found among thousands in a second or two.

Two prompts are alike if most of the weight of their words is in words that both have: a weighted Jaccard similarity, in
which rarer words weigh more. Comparing all pairs would take minutes, so only prompts that share one of their heaviest
words are compared; with the threshold below, this misses no pair (prefix filtering: Chaudhuri, Ganti and Kaushik, "A
primitive operator for similarity joins in data cleaning", 2006).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from cardtui.lint.word_lists import words_of
from cardtui.lint.written_card import Advice, Passage, Subject
from cardtui.text.normal_form import comparable, without_signs
from cardtui.text.suggestions import one_of, shown

ALIKE = 0.55
"""The smallest similarity of two prompts that are alike; 1 means the same words."""

_SMOOTHING = 60
"""Prompts added to the count of the deck, so that in a small deck word weights still differ."""

_BITS = 256
_SLACK = 1e-9
"""Sums of the same weights in another order differ by less."""

_MOST_NAMED = 4
_SHORT = 3
_BEYOND_CYRILLIC = "\u0530"

_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:['’][^\W\d_]+)*")
_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""Scripts without spaces between words (Thai, Lao, Burmese, Khmer, Chinese, Japanese)."""

_ENDINGS = re.compile(r"(?:['’](?:s|d|m|ve|re|ll)|(?<=..)(?:ings?|edly|ed|ly|ies|es|s|e|y))$")

_DOUBLED = re.compile(r"([bdgmnprt])\1$")


class _Prompt(msgspec.Struct):
    subject: Subject
    passage: Passage
    words: dict[str, str]
    """Each word by its stem."""
    weight: float = 0.0
    mask: int = 0
    """One bit per word, by its number modulo `_BITS`. Two prompts share at most as many words as bits plus `folded`."""

    folded: int = 0
    """The number of words without a bit of their own."""


def tell_apart(cards: Iterable[Subject]) -> Iterator[tuple[Subject, Advice]]:
    """Find each card that says nearly the same as an earlier one.

    Cards with the same ID are skipped, since that is an error of its own.
    """
    written = [(card, card.prompt) for card in cards if card.prompt is not None]
    prompts = [_Prompt(card, prompt, _stems(prompt.text, english=card.english)) for card, prompt in written]
    prompts = [prompt for prompt in prompts if prompt.words]
    weights = _weigh(prompts)
    for later, earlier, shared in _alike(prompts, weights):
        first, line = earlier.subject, earlier.passage.source.place(earlier.passage.node.start)[0]
        where = f"line {line}" if first.source is later.subject.source else f"{first.source.path.name}:{line}"
        named = f"'{first.id}' ({where})" if first.id else f"the card at {where}"
        heaviest = shared[:_MOST_NAMED]
        words = [shown(word) for stem, word in later.words.items() if stem in heaviest]
        same = comparable(later.passage.text) == comparable(earlier.passage.text)
        said = "the same" if same else "nearly the same"
        message = f"says {said} as {named}: both have {one_of(words, 'and')}; keep the better one"
        yield later.subject, Advice(later.passage.node, "near-duplicate", message)


def _alike(prompts: Sequence[_Prompt], weights: dict[str, float]) -> Iterator[tuple[_Prompt, _Prompt, list[str]]]:
    """Each prompt with the first earlier one that is like it, and the stems they share, heaviest first."""
    number = {stem: place % _BITS for place, stem in enumerate(weights)}
    same: dict[frozenset[str], _Prompt] = {}
    by_stem: dict[str, list[_Prompt]] = defaultdict(list)
    for prompt in prompts:
        stems = sorted(prompt.words, key=lambda stem: (-weights[stem], stem))
        prompt.weight = sum(weights[stem] for stem in stems)
        for stem in stems:
            prompt.mask |= 1 << number[stem]
        prompt.folded = len(stems) - prompt.mask.bit_count()
        words = frozenset(stems)
        found = same.setdefault(words, prompt)
        if found is prompt:
            prefix = _prefix(stems, prompt.weight, weights)
            found = _first_like(prompt, [by_stem[stem] for stem in prefix], weights) or prompt
            for stem in prefix:
                by_stem[stem].append(prompt)
        if found is not prompt and (found.subject.id is None or found.subject.id != prompt.subject.id):
            yield prompt, found, [stem for stem in stems if stem in found.words]


def _prefix(stems: Sequence[str], weight: float, weights: dict[str, float]) -> Sequence[str]:
    """The heaviest stems. The remaining ones are too light to make another prompt alike."""
    left = weight
    for count, stem in enumerate(stems):
        if left < ALIKE * weight - _SLACK:
            return stems[:count]
        left -= weights[stem]
    return stems


def _first_like(prompt: _Prompt, lists: Iterable[list[_Prompt]], weights: dict[str, float]) -> _Prompt | None:
    mask, weight, folded = prompt.mask, prompt.weight, prompt.folded
    heaviest = max(weights[stem] for stem in prompt.words)
    # Fewer shared words than this cannot weigh enough. Counting bits keeps a deck with few words fast.
    fewest = (ALIKE * weight - _SLACK) / heaviest - folded
    met: set[int] = set()
    for others in lists:
        for other in others:
            if (other.mask & mask).bit_count() < fewest or id(other) in met:
                continue
            met.add(id(other))
            shared = sum(weights[stem] for stem in prompt.words if stem in other.words)
            if shared >= ALIKE * (weight + other.weight - shared) - _SLACK:
                return other
    return None


def _weigh(prompts: Sequence[_Prompt]) -> dict[str, float]:
    counts = Counter(stem for prompt in prompts for stem in prompt.words)
    total = len(prompts) + _SMOOTHING
    return {stem: math.log(total / (count + 1)) for stem, count in counts.items()}


def _stems(text: str, *, english: bool) -> dict[str, str]:
    """The significant words, keyed by stem; all words if none is significant."""
    words = [word for word in _WORD.findall(without_signs(text)) if not word.startswith("{")]
    # Enough for most words; `comparable` also composes what case folding took apart.
    keys = [word.casefold() if word.isascii() else comparable(word) for word in words]
    every = {stem: word for word, key in zip(words, keys, strict=True) for stem in _stem(key, english=english)}
    telling = {stem: word for stem, word in every.items() if not _is_small(word.casefold(), stem, english=english)}
    return telling or every


def _is_small(word: str, stem: str, *, english: bool) -> bool:
    if english:
        return not words_of("small_words").isdisjoint((word, stem))  # words that any two cards share
    # In European languages, most words that any two texts share are short.
    return len(word) <= _SHORT and word < _BEYOND_CYRILLIC


def _stem(word: str, *, english: bool) -> Iterator[str]:
    if _WIDE.search(word) and len(word) > 1:
        # Pairs of characters are used as words.
        yield from (word[place : place + 2] for place in range(len(word) - 1))
    else:
        stem = _ENDINGS.sub("", word) if english else word
        # "Humming" and "dropped" double the last letter of "hum" and "drop".
        yield stem[:-1] if stem != word and _DOUBLED.search(stem) else stem
