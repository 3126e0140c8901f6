"""Looks for bytes that the deck reader cannot bear, guided by which of its lines they reach.

This needs Atheris, which is no dependency of the tests (`pip install atheris`, Linux or macOS):

    python tests/bench/fuzz_decks.py [--python-parser] [CORPUS_FOLDER] [-max_total_time=600] [options of libFuzzer]

Each input is a deck file: its first byte says of which kind, the rest is read as `cardtui check` reads it, and
`cards.whatever` says what has to hold. An input that breaks it is left as `crash-…` in the current folder; given
alone in place of the folder it is tried once more. The corpus begins with pieces of the shipped deck and with small
files of each kind.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent / "src")]

with atheris.instrument_imports(include=["cardtui.deck", "cardtui.lint", "yaml"]):
    import yaml

    from cardtui.deck.deck_locations import shipped_deck
    from cardtui.deck.files import yaml_tree
    from deck import deckfiles
    from deck.any_bytes import KINDS, judge

_PYTHON_PARSER = "--python-parser"
"""With PyYAML's own parser in place of libyaml's: slower, but the lines that it reaches guide the search, too."""

_LONGEST = 6000
"""Bytes. What breaks in a longer file is found by the tests of hostile shapes, with less patience."""


def try_one(data: bytes) -> None:
    """Read the bytes as a deck file; raises AssertionError, or whatever should never be raised."""
    if data:
        judge(KINDS[data[0] % len(KINDS)], data[1:])


def write_corpus(folder: Path) -> None:
    """Files to begin with, each behind the byte of its kind."""
    texts = {"suit": [deckfiles.SUIT], "dialogues": [deckfiles.DIALOGUES], "words": ["settle_ask: Are {left} here?\n"]}
    for path in shipped_deck().glob("*.yaml"):
        kind = path.stem if path.stem in texts else "suit"
        # The beginning of a file is like the rest of it.
        texts[kind].append("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:40]))
    for byte, kind in enumerate(KINDS):
        for number, text in enumerate(texts[kind]):
            (folder / f"{kind}-{number}").write_bytes(bytes([byte]) + text.encode())


def main() -> None:
    """Fuzz until libFuzzer says that it is over."""
    if _PYTHON_PARSER in sys.argv:
        sys.argv.remove(_PYTHON_PARSER)
        yaml_tree.Parser = yaml.BaseLoader
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder))
        options = [f"-max_len={_LONGEST}", "-timeout=20"]
        # The first folder is where libFuzzer writes what is new.
        named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
        corpus = [] if named and Path(named[0]).is_file() else [folder]
        atheris.Setup([sys.argv[0], *options, *sys.argv[1:], *corpus], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
