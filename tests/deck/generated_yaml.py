"""Makes text that is nearly YAML, and nearly a deck, out of a seed: the same bytes for the same seed, on every Python.

Two ways: a grammar that knows all that YAML can do and writes it carelessly, and damage done to files that are good.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache

from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.problem import ALLOWABLE
from cardtui.deck.topics import TOPICS
from deck.any_bytes import Kind
from shipped_words import WORDS

_CARD_KEYS = ("id", "kind", "depth", "prompt", "stem", "listen", "topics", "dialogue", "aliases", "allow")
_SUIT_KEYS = ("suit", "symbol", "about", "language", "role", "cards")
_STAGES = ("do", "speak", "mirror", "summarize", "validate", "empathize", "answer", "thank")
_ODD_KEYS = ("<<", "=", "", "? ", "prmpt", "Suit", "null", "1", "{a}", "[a]", "'id'", '"id"', "!!str id", "&k id", "*k")

_WORDS = (
    *("question", "step", "story", "1", "2", "3", "everyday", "repair", "mirror", "full", "en", "pt-BR", "♥"),
    *("a-card", "What did {partner} do?", "Tell {Partner} of a walk.", "you & me", "why!", "a:b", "a::b", "a#b"),
    *("it's", "x" * 300, "連接 你好", "שלום", "e\u0301", "👩‍👩‍👧", "a\u200db", "a\u00a0b", "a\u00adb", "ﷺ", "🇩🇪"),
    *("\U0010fffd", "a?b", "a,b", "-a"),
)
_ODD_WORDS = (
    *("no", "on", "12:30", "010", "0o17", "0x1F", "1e3", "1.10", "~", "null", ".inf", "-.nan", "2024-01-31", "="),
    *("<<", "9" * 400, "a #b", "-", "?", ":", "- -", "--- a", "...", "%a", "@a", "`a", "{", "}", "{}"),
    *("{{partner}}", "*you*", "\ufe0f", "\u00a0", "[", "a: b", "#", "!", "&", "|", ">", ""),
)
_INDICATORS = ("|", ">", "|-", ">+", "|2", ">9-", "|0", "|+-", ">x", "|#", "| # c", ">-2", "|10")
_ESCAPES = (
    *(r"\n", r"\t", r"\\", r"\"", r"\x41", r"\u00e9", r"\U0001F600", r"\e[2J", r"\0", r"\L", r"\P", r"\N", r"\_"),
    *(r"\/", r"\x4", r"\uD800", r"\U00110000", r"\q", "\\\n", "\\\r\n  ", r"\u202e", r"\uFEFF"),
)
_TAGS = (
    *("!", "!!str", "!!int", "!x", "!<tag:a,2000:b>", "!!python/object/apply:os.system", "!e!a", "!!binary"),
    *("!%41", "!%ed%a0%80", "!<%ff>"),
)
_DIRECTIVES = (
    "%YAML 1.1\n---\n",
    "%YAML 1.2\n---\n",
    "%YAML 3.0\n---\n",
    "%TAG ! tag:a:\n---\n",
    "%FOO x\n---\n",
    "%\n",
)
_COMMENTS = ("# a note\n", "#\n", " # deep\n", "#\t\x1b[2J\n", "#連\n")
_CONTROLS = "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x80\x85\x9b\u2028\u2029\u202e\u2066\ufeff\ufffd\ufffe\uffff"
_SPACES = (" ", "  ", "    ", "\t", " \t", "\u00a0", "\u3000")
_LINE_ENDS = ("\n", "\r\n", "\r", "\x85", "\u2028")

_ENCODINGS: tuple[Callable[[str], bytes], ...] = (
    lambda text: text.encode("utf-16", "surrogatepass"),
    lambda text: text.encode("utf-16-le", "surrogatepass"),
    lambda text: text.encode("utf-16-be", "surrogatepass"),
    lambda text: text.encode("utf-32", "surrogatepass"),
    lambda text: text.encode("utf-32-le", "surrogatepass"),
    lambda text: text.encode("utf-32-be", "surrogatepass"),
    lambda text: text.encode("utf-8-sig", "surrogatepass"),
    lambda text: text.encode("latin-1", "replace"),
    lambda text: text.encode("utf-7", "replace"),
    lambda text: text.encode("shift-jis", "replace"),
    lambda text: text.encode("cp500", "replace"),
    lambda text: text.encode("utf-8", "surrogatepass") + b"\x00" * 3,
)


def some_bytes(seed: int, kind: Kind) -> bytes:
    """A deck file of that kind, more or less. One in sixteen is in another encoding than UTF-8."""
    chance = random.Random(f"{kind} {seed}")
    text = _Grammar(chance, kind).file() if chance.random() < 0.4 else _damaged(chance, chance.choice(_good(kind)))
    if chance.random() < 0.0625:
        return chance.choice(_ENCODINGS)(text)
    content = text.encode("utf-8", "surrogatepass")
    return _flipped(chance, content) if chance.random() < 0.06 else content


def _flipped(chance: random.Random, content: bytes) -> bytes:
    """Some bits turned over, or bytes lost, as a bad disk or a bad program does it."""
    changed = bytearray(content or b"\x00")
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(changed))
        match chance.randrange(3):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + chance.randrange(4)]
                changed = changed or bytearray(1)
            case _:
                changed[at:at] = chance.randbytes(chance.randrange(1, 5))
    return bytes(changed)


@cache
def _good(kind: Kind) -> tuple[str, ...]:
    """The shipped files of a kind, in pieces short enough that one piece of damage counts."""
    if kind != "suit":
        whole = (shipped_deck() / f"{kind}.yaml").read_text(encoding="utf-8")
        lines = [line for line in whole.splitlines(keepends=True) if not line.startswith("#")]
        if kind == "dialogues":
            return ("".join(lines),)
        return tuple("".join(lines[at : at + 12]) for at in range(0, len(lines), 12))
    found = []
    for path in sorted(shipped_deck().glob("*.yaml")):
        if path.stem in ("dialogues", "words"):
            continue
        head, cards = path.read_text(encoding="utf-8").split("cards:\n", 1)
        each = [f"  - {card}" for card in cards.split("  - ")[1:]]
        found += [f"{head}cards:\n{''.join(each[at : at + 3])}" for at in range(0, len(each), 6)]
    return tuple(found)


def _damaged(chance: random.Random, text: str) -> str:
    """A good file with a few pieces lost, doubled, moved, or put in where they do not belong."""
    if chance.random() < 0.1:
        text = text.replace("\n", chance.choice(_LINE_ENDS))
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 6))):
        lines = text.split("\n")
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        place, length = chance.randrange(len(text) + 1), chance.choice((0, 1, 1, 3, 40))
        match chance.randrange(10):
            case 0:
                text = text[:place] + text[place + length :]
            case 1:
                text = text[:place] + text[place : place + length] * chance.choice((2, 3, 40)) + text[place + length :]
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
                text = "\n".join(lines)
            case 3:
                lines.insert(at, lines[other])
                text = "\n".join(lines)
            case 4:
                lines[at] = chance.choice(_SPACES) + lines[at].removeprefix(" " * chance.randrange(5))
                text = "\n".join(lines)
            case 5:
                key, colon, _ = lines[at].partition(": ")
                lines[at] = f"{key}{colon}{_Grammar(chance, 'suit').value(4, flow=False)}"
                text = "\n".join(lines)
            case 6 if chance.random() < 0.5:
                text = text[:place] + chance.choice(_CONTROLS) * chance.choice((1, 1, 9)) + text[place:]
            case 7:
                sign = chance.choice(
                    ("'", '"', "[", "]", "{", "}", ":", ": ", "- ", "#", " #", "&a ", "*a", "!", "|", ",")
                )
                text = text[:place] + sign + text[place:]
            case _:
                cut = chance.randrange(len(text) + 1)
                text = text[:place] + text[cut : cut + 200] + text[place:]
    return text


class _Grammar:
    """Writes YAML of every style, that would be a deck if it were more careful."""

    def __init__(self, chance: random.Random, kind: Kind) -> None:
        self._chance = chance
        self._kind = kind
        self._slip = chance.choice((0.001, 0.01, 0.01, 0.05))
        """How likely each thing that can be wrong is; a file with many hides all but the first."""

        self._left = 60
        """Nodes that may still be written, so that every file ends."""

    def file(self) -> str:
        chance = self._chance
        text = chance.choice(("", "", "", "---\n", "\ufeff", *_COMMENTS))
        text += chance.choice(_DIRECTIVES) if self._slips(3) else ""
        match self._kind:
            case "suit":
                text += self._mapping(0, self._some(_SUIT_KEYS), self._suit_value)
            case "dialogues":
                text += "dialogues:\n" + self._mapping(
                    2, self._some(("mirror", "short", "a-b", "Full")), self._dialogue
                )
            case _:
                names = chance.sample([*vars(WORDS)], 5)
                text += self._mapping(0, self._some(names), lambda _, indent: self._usually("Sleep well.", indent))
        if self._slips(3):
            text += chance.choice(("---\n", "...\n", "--- a\n", "...\n---\n", "---\n---\n"))
            text += self._mapping(0, ("suit",), self._suit_value)
        return text

    def _some(self, keys: Sequence[str]) -> Sequence[str]:
        chance = self._chance
        found = [key for key in keys if not self._slips()]
        if self._slips(2):
            found.insert(chance.randrange(len(found) + 1), chance.choice((*_ODD_KEYS, *keys)))
        if chance.random() < 0.15:
            chance.shuffle(found)
        return found

    def _mapping(self, indent: int, keys: Sequence[str], value: Callable[[str, int], str]) -> str:
        lines = []
        for key in keys:
            margin = " " * max(0, indent + (self._chance.choice((1, -1, 2)) if self._slips(0.3) else 0))
            colon = self._chance.choice((" :", "", "\t:", ":\u00a0", "：")) if self._slips(0.3) else ":"
            if self._chance.random() < 0.03:
                lines.append(margin + self._chance.choice(_COMMENTS))
            lines.append(f"{margin}{key}{colon} {value(key, indent + 2)}\n")
        return "".join(lines)

    def _suit_value(self, key: str, indent: int) -> str:
        chance = self._chance
        if key == "cards" and not self._slips():
            return "\n" + "".join(self._card(indent) for _ in range(chance.choice((1, 1, 2, 3))))
        usual = {"suit": "Trees", "symbol": "'♥'", "about": "Of trees.", "language": "en", "role": "repair"}
        return self._usually(usual.get(key, "x"), indent)

    def _card(self, indent: int) -> str:
        if self._slips():
            return " " * indent + "- " + self.value(indent + 2, flow=False) + "\n"
        body = self._mapping(indent + 2, self._some(_CARD_KEYS), self._card_value)
        return " " * indent + "-" + body[indent + 1 :] if body else " " * indent + "-\n"

    def _card_value(self, key: str, indent: int) -> str:
        chance = self._chance
        usual = {
            "id": f"card-{chance.randrange(9)}",
            "kind": chance.choice(("question", "step", "story")),
            "depth": chance.choice("123"),
            "prompt": f"What did {{partner}} say of {chance.choice(('rain', 'wind', 'a tree'))}?",
            "stem": "I liked…",
            "listen": "Notice it.",
            "topics": f"[{chance.choice(TOPICS)}]",
            "dialogue": "mirror",
            "aliases": f"[old-{chance.randrange(9)}]",
            "allow": f"[{chance.choice(ALLOWABLE)}]",
        }
        return self._usually(usual.get(key, "x"), indent)

    def _dialogue(self, _: str, indent: int) -> str:
        def value(key: str, indent: int) -> str:
            if key == "stages":
                stages = self._chance.choices(_STAGES, k=3) if self._slips(5) else ("speak", "mirror", "thank")
                return "\n" + "".join(f"{' ' * indent}- {self._usually(stage, indent)}\n" for stage in stages)
            return self._usually("Short", indent)

        return "\n" + self._mapping(indent, self._some(("title", "about", "stages")), value)

    def _usually(self, text: str, indent: int) -> str:
        if self._slips(4):
            return self.value(indent, flow=False)
        if self._chance.random() < 0.2:
            return self._chance.choice(
                (f"'{text}'", f'"{text}"', f"|\n{' ' * indent}{text}", f">-\n{' ' * indent}{text}\n")
            )
        return text

    def _text(self, times: float = 5) -> str:
        return self._chance.choice(_ODD_WORDS if self._slips(times) else _WORDS)

    def _slips(self, times: float = 1) -> bool:
        return self._chance.random() < self._slip * times

    def value(self, indent: int, *, flow: bool) -> str:
        """A node of any style; within brackets, one that may stand there."""
        chance = self._chance
        self._left -= 1
        properties = ""
        if self._slips(2):
            properties = chance.choice(
                (f"&a{chance.randrange(3)} ", f"{chance.choice(_TAGS)} ", "& ", "&a &b ", "!!str &a ")
            )
        if self._slips(2):
            return properties + f"*a{chance.randrange(3)}"
        styles: list[Callable[[int], str]] = [self._plain, self._single, self._double]
        if self._left > 0:
            styles += [self._flow_sequence, self._flow_mapping]
            if not flow:
                styles += [self._block_text, self._block_sequence, self._block_mapping]
        return properties + chance.choice(styles)(indent)

    def _plain(self, indent: int) -> str:
        chance = self._chance
        text = self._text()
        if self._slips(2):
            text += "\n" + " " * chance.choice((indent, indent, 0, indent + 3)) + self._text()
        return text + (chance.choice((" # a note", "  ", " #wish")) if self._slips(5) else "")

    def _single(self, indent: int) -> str:
        text = self._text(20).replace("'", "'" if self._slips(3) else "''")
        return f"'{text}{self._break(indent)}'"

    def _double(self, indent: int) -> str:
        chance = self._chance
        choices = (
            (*_WORDS, *_ODD_WORDS, *_ESCAPES, *_CONTROLS) if self._slips(5) else (*_WORDS, *_ODD_WORDS, *_ESCAPES[:9])
        )
        pieces = (chance.choice(choices) for _ in range(chance.choice((1, 1, 2, 4))))
        return f'"{"".join(pieces)}{self._break(indent)}"{chance.choice(("x", chr(34))) if self._slips() else ""}'

    def _break(self, indent: int) -> str:
        chance = self._chance
        end = chance.choice(_LINE_ENDS) if self._slips(5) else "\n"
        return chance.choice(("",) * 5 + (f"{end}{' ' * indent}b", f"{end}b", f"{end}{end}\tb", f"{end}---{end}"))

    def _block_text(self, indent: int) -> str:
        chance = self._chance
        lines = [" " * chance.choice((indent, indent, indent, indent + 2, 0)) + self._text() for _ in range(3)]
        indicator = chance.choice(_INDICATORS) if self._slips(5) else chance.choice(_INDICATORS[:4])
        return f"{indicator}\n" + "\n".join(lines[: chance.randrange(4)])

    def _flow_sequence(self, indent: int) -> str:
        chance = self._chance
        items = [self.value(indent, flow=True) for _ in range(chance.choice((0, 1, 2, 3)))]
        begin = chance.choice(("[[", "[,")) if self._slips() else "["
        return begin + ", ".join(items) + (chance.choice(("", ",]", "}", "]]")) if self._slips() else "]")

    def _flow_mapping(self, indent: int) -> str:
        chance = self._chance
        keys = ("id", "a", "'a'", '"b"', "? a", "[a]", "{a: b}", "", "<<")
        items = [
            f"{chance.choice(keys)}{chance.choice((': ', ':', ''))}{self.value(indent, flow=True)}" for _ in range(2)
        ]
        return (
            "{" + ", ".join(items[: chance.randrange(3)]) + (chance.choice(("", ",}", "]")) if self._slips() else "}")
        )

    def _block_sequence(self, indent: int) -> str:
        margin = " " * max(0, indent + (self._chance.choice((-2, 1)) if self._slips(3) else 0))
        items = [self.value(indent + 2, flow=False) for _ in range(self._chance.choice((1, 2)))]
        return "\n" + "\n".join(f"{margin}- {item}" for item in items)

    def _block_mapping(self, indent: int) -> str:
        keys = self._chance.choices((*_CARD_KEYS, *_ODD_KEYS), k=2)
        return "\n" + self._mapping(indent, keys, lambda _, deeper: self.value(deeper, flow=False))
