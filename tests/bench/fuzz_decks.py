"""Fuzzes the deck reader, guided by which of its lines an input reaches.

This needs Atheris, which is not a dependency of the tests (`pip install atheris`, Linux or macOS):

    python tests/bench/fuzz_decks.py [--python-parser] [CORPUS_FOLDER] [-max_total_time=600] [options of libFuzzer]

Each input is a deck file: its first byte selects the kind, the rest is read as `cardtui check` reads it, and
`deck.any_bytes` defines what must hold. An input that breaks it is saved as `crash-…` in the current folder; pass
it instead of the folder to try it again. The corpus begins with pieces of the shipped deck and with small
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
"""With PyYAML's own parser instead of libyaml's: slower, but the lines that it reaches guide the search, too."""

_LONGEST = 6000
"""Bytes. Longer files are covered by the tests of hostile shapes, with less patience."""


def try_one(data: bytes) -> None:
    """Read the bytes as a deck file; raises AssertionError, or any error that must never be raised."""
    if data:
        judge(KINDS[data[0] % len(KINDS)], data[1:])


def write_corpus(folder: Path) -> None:
    """Initial files, each after the byte of its kind."""
    texts = {"suit": [deckfiles.SUIT], "dialogues": [deckfiles.DIALOGUES], "words": ["settle_ask: Are {left} here?\n"]}
    for path in shipped_deck().glob("*.yaml"):
        kind = path.stem if path.stem in texts else "suit"
        # The beginning of a file represents the rest.
        texts[kind].append("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:40]))
    for byte, kind in enumerate(KINDS):
        for number, text in enumerate(texts[kind]):
            (folder / f"{kind}-{number}").write_bytes(bytes([byte]) + text.encode())


def main() -> None:
    """Fuzz until libFuzzer stops."""
    if _PYTHON_PARSER in sys.argv:
        sys.argv.remove(_PYTHON_PARSER)
        yaml_tree.Parser = yaml.BaseLoader
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder))
        options = [f"-max_len={_LONGEST}", "-timeout=20"]
        # libFuzzer writes new inputs to the first folder.
        named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
        corpus = [] if named and Path(named[0]).is_file() else [folder]
        atheris.Setup([sys.argv[0], *options, *sys.argv[1:], *corpus], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
