"""A deck from its files: a folder of suits, dialogues and words, or one suit file; and all problems in it."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import Base, Deck
from cardtui.deck.deck_locations import deck_name, is_deck_file
from cardtui.deck.dialogue import Dialogue
from cardtui.deck.files.dialogues_file import read_dialogues
from cardtui.deck.files.source import Source, read_source
from cardtui.deck.files.suit_file import SuitText, read_suit
from cardtui.deck.files.words_file import WordsText, read_words
from cardtui.deck.files.yaml_tree import Scalar
from cardtui.deck.problem import ErrorCode, Problem
from cardtui.system.paths import leads_somewhere, leads_to_folder
from cardtui.text.normal_form import comparable
from cardtui.text.suggestions import shown

_DIALOGUES = "dialogues"
_WORDS = "words"


class DeckReading(msgspec.Struct, frozen=True):
    """The result of reading a deck.

    deck: None if there is any error. problems: by file, line and column. suits: every suit file as written, even with
    errors, for checks of the writing. dialogues: those that cards can name, as far as they are valid.
    words: words.yaml as written, None if there is none. whole: a folder was read, not a single file that may be
    in one.
    """

    deck: Deck | None
    problems: tuple[Problem, ...]
    suits: tuple[SuitText, ...] = ()
    dialogues: dict[str, Dialogue] = {}
    words: WordsText | None = None
    whole: bool = True


def read_base_files(folder: Path) -> Base | tuple[Problem, ...]:
    """The dialogues and words of a folder, which must be complete, or their problems. Suits are not read."""
    dialogues = read_dialogues(read_source(folder / f"{_DIALOGUES}.yaml"))
    words = read_words(read_source(folder / f"{_WORDS}.yaml"), None)
    if dialogues.source.problems or words.words is None:
        return (*dialogues.source.problems, *words.source.problems)
    return Base(dialogues.dialogues, words.words)


def read_deck(path: Path, base: Base | None = None, name: str | None = None) -> DeckReading:
    """Read and check a deck. No content of its files raises an error: all is in `DeckReading.problems`.

    Args:
        path: a folder with suit files, or one suit file.
        base: what the deck falls back on; None if it must contain all dialogues and words, like the shipped one.
        name: of the deck; by default that of its folder or file.
    """
    suit_files, special, problems = _files(path)
    if not base and not problems and leads_somewhere(path):
        folder = path if leads_to_folder(path) else path.parent
        message = "this file is missing, and this deck has no other deck to take it from"
        missing = [folder / f"{stem}.yaml" for stem in (_DIALOGUES, _WORDS) if stem not in special]
        problems += [_at_path(file, "missing-file", message) for file in missing]
    below = base.dialogues if base else {}
    dialogues = read_dialogues(read_source(special[_DIALOGUES])) if _DIALOGUES in special else None
    words = read_words(read_source(special[_WORDS]), base.words if base else None) if _WORDS in special else None
    # If the names of dialogues cannot be known, no card is to blame.
    own = dialogues.names if dialogues else frozenset() if base else None
    known = None if own is None else own | below.keys()
    suits = tuple([read_suit(read_source(file), known) for file in suit_files])
    compare(suits)
    for text in (dialogues, words, *suits):
        problems += text.source.problems if text else ()
    if not leads_to_folder(path) and any(problem.code == "unknown-dialogue" for problem in problems):
        problems = _sent_to_folder(problems, path.parent)
    all_dialogues = below | (dialogues.dialogues if dialogues else {})
    all_words = words.words if words else base.words if base else None
    deck = None
    if not problems and all_words:
        read = tuple([text.suit for text in suits if text.suit])
        deck = Deck(name or deck_name(path), read, all_dialogues, all_words)
    return DeckReading(deck, tuple(sorted(problems)), suits, all_dialogues, words, whole=leads_to_folder(path))


def _sent_to_folder(problems: list[Problem], folder: Path) -> list[Problem]:
    """The problems of a single file, with a way out where the dialogue that it lacks is in a file beside it."""
    if (file := _files(folder)[1].get(_DIALOGUES)) is None:
        return problems
    way_out = f"is not a dialogue of this file alone; {file.name} beside it has it: name the folder"
    said = {
        f"{shown(name)} is not a dialogue": f"{shown(name)} {way_out}"
        for name in read_dialogues(read_source(file)).names or ()
    }
    return [
        replace(problem, message=next((said[old] for old in said if problem.message.startswith(old)), problem.message))
        for problem in problems
    ]


def check_file(path: Path, base: Base) -> DeckReading:
    """Like `read_deck`, but a dialogues.yaml or words.yaml is also checked alone; then there is no deck.

    This is for editors and hooks that name the changed files one by one.
    """
    if is_deck_file(path) and path.stem == _DIALOGUES:
        return DeckReading(None, tuple(sorted(read_dialogues(read_source(path)).source.problems)))
    if is_deck_file(path) and path.stem == _WORDS:
        words = read_words(read_source(path), base.words)
        return DeckReading(None, tuple(sorted(words.source.problems)), words=words)
    return read_deck(path, base)


def _files(path: Path) -> tuple[list[Path], dict[str, Path], list[Problem]]:
    """The suit files of a deck, its other files by purpose, and problems found before any of them is read."""
    if not leads_to_folder(path):
        if is_deck_file(path) and path.stem in (_DIALOGUES, _WORDS):
            message = f"{path.name} has no cards; the deck is the folder that it lies in"
            return [], {}, [_at_path(path, "not-a-suit", message)]
        return [path], {}, []
    try:
        files = sorted(file for file in path.iterdir() if is_deck_file(file))
    except OSError as error:
        return [], {}, [_at_path(path, "unreadable", f"this folder cannot be read: {error.strerror}")]
    suits: list[Path] = []
    special: dict[str, Path] = {}
    problems: list[Problem] = []
    for file in files:
        if file.stem not in (_DIALOGUES, _WORDS):
            suits.append(file)
        elif (other := special.setdefault(file.stem, file)) is not file:
            message = f"there is {other.name} too, and a deck has only one of them; remove one"
            problems.append(_at_path(file, "duplicate-file", message))
    if not suits:
        message = "there is no suit in this folder: no .yaml file but dialogues and words"
        problems.append(_at_path(path, "no-suits", message))
    return suits, special, problems


def _at_path(path: Path, code: ErrorCode, message: str) -> Problem:
    return Problem(path, 1, 1, code, message)


def compare(suits: tuple[SuitText, ...]) -> None:
    """Report each duplicate id, alias and suit name at its later place.

    A file that is a copy of another is reported once, not once for each of its cards.
    """
    ids: dict[str, tuple[Source, Scalar]] = {}
    aliases: dict[str, tuple[Source, Scalar]] = {}
    names: dict[str, tuple[SuitText, Scalar]] = {}
    cards = [(text.source, card) for text in suits if not _is_copy(text, names) for card in text.cards]
    for source, card in cards:
        if card.id and (first := ids.setdefault(card.id.value, (source, card.id)))[1] is not card.id:
            message = f"'{card.id.value}' is already the id of the card at {_where(*first)}"
            source.error(card.id, "duplicate-id", message)
    # Only now are all ids known.
    for source, card in cards:
        for alias in card.aliases:
            first = aliases.setdefault(alias.value, (source, alias))
            if alias.value in ids:
                where = _where(*ids[alias.value])
                message = f"'{alias.value}' is the id of the card at {where}; an alias is an id that was given up"
                source.error(alias, "duplicate-alias", message)
            elif first[1] is not alias:
                message = f"'{alias.value}' is already an alias of the card at {_where(*first)}"
                source.error(alias, "duplicate-alias", message)


def _is_copy(text: SuitText, names: dict[str, tuple[SuitText, Scalar]]) -> bool:
    """Report a duplicate suit name; whether its cards are those of the first suit, too."""
    name = text.fields.get("suit")
    if not isinstance(name, Scalar):
        return False
    first, first_name = names.setdefault(comparable(name.value), (text, name))
    if first is text:
        return False
    same = bool(text.cards) and _ids(text) == _ids(first)
    way_out = "and the same cards; remove one of the two files" if same else "already; give this one its own"
    message = f"the suit at {_where(first.source, first_name)} has this name {way_out}"
    text.source.error(name, "duplicate-suit", message)
    return same


def _ids(text: SuitText) -> set[str | None]:
    return {card.id.value if card.id else None for card in text.cards}


def _where(source: Source, node: Scalar) -> str:
    line, _ = source.place(node.start)
    return f"{source.path.name}:{line}"
