"""What the YAML parser says about a mistake of syntax, in words that help a writer, at the place that helps most."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from cardtui.deck.codes import ErrorCode
from cardtui.deck.files.source import Source, Span
from cardtui.text.invisible import BLANK_RANGES, COLONS, CURLY_QUOTES, DASHES, HASHES, ODD_SPACES, what_it_is

# A value that begins with one of these is something else to YAML than text, and what breaks comes later in the line.
_SPECIAL_START = re.compile(r"""\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<text>(?P<sign>[{\[&*!%@`"']|[?:](?=\s|$)).*)""")

# A key, a colon and something: after that another colon needs quotes.
_KEY = re.compile(r"\s*(?:-\s+)*[\w-]+:\s")

_SECOND_COLON = re.compile(r"\s*(?:- )*[\w-]+:\s.*:(?:\s|$)")
_CARD = re.compile(r"\s*(?P<at>-)\s+id\s*:")
_CARDS = re.compile(r"^cards\s*:", re.MULTILINE)

_HEAD = r"[ ]*(?:- )?[\w-]+"
_ODD = f"[{ODD_SPACES}{BLANK_RANGES}]"

# Where a character stands that looks like one that YAML wants (`at`), and whether it also explains an error in one of
# the lines below.
_LOOKALIKES: tuple[tuple[re.Pattern[str], bool], ...] = (
    (re.compile(rf"[ ]*(?P<at>{_ODD})[\s{BLANK_RANGES}]*(?:- )?[\w-]+\s*:"), True),
    (re.compile(rf"[ ]*(?P<at>{_ODD})[\s{BLANK_RANGES}]*$"), True),
    (re.compile(rf"[ ]*-[ ]*(?P<at>{_ODD})"), True),
    (re.compile(rf"{_HEAD}(?P<at>{_ODD})[\w{ODD_SPACES}{BLANK_RANGES} -]*:"), True),
    (re.compile(rf"{_HEAD}:[ ]*(?P<at>{_ODD})"), True),
    (re.compile(rf"[ ]*(?P<at>[{DASHES}])\s+[\w-]+\s*:"), True),
    (re.compile(rf"{_HEAD}\s?(?P<at>[{COLONS}])"), True),
    (re.compile(rf"[ ]*(?P<at>[{HASHES}])"), True),
    (re.compile(rf"{_HEAD}:\s+\"[^\"]*(?P<at>[{CURLY_QUOTES}])\s*$"), True),
    (re.compile(rf"{_HEAD}:\s+(?P<at>[{CURLY_QUOTES}])"), False),
)

# What one types in place of what YAML wants: where it is (`at`), what to say, whether it also explains an error in one
# of the lines below.
_SLIPS: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (re.compile(r"\s*(?P<at>[*•])\s"), "a list item begins with '- '", False),
    (re.compile(r"\s*(?P<at>-)(?:id|stage)\s*:"), "a space is missing after '-'", True),
    (re.compile(r"\s*(?:- )?[a-z_]+(?P<at>:)[^\s/:]"), "a space is missing after ':'", False),
)

_HALVES = re.compile(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}(?P<other>\\u[dD][c-fC-F][0-9A-Fa-f]{2})?|\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
)
_MERGE = re.compile(r"(?:\A|(?<=[\r\n]))(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)")

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
"""Bytes as an address has them, and a tag."""

# The parser's own words (libyaml's, and the Python parser's where they differ) and ours. The first that fits is taken.
_SENTENCES: tuple[tuple[str, str], ...] = (
    ("could not find expected ':'", "is a ':' missing here, or is this a text that needs more indentation?"),
    (
        "block sequence entries are not allowed",
        "a list item cannot begin here; put it in a line of its own, or the text in double quotes",
    ),
    ("unknown escape character", "YAML does not know this escape; write two backslashes, or use single quotes"),
    ("hexdecimal", r"'\x', '\u' and '\U' need 2, 4 and 8 hexadecimal digits after them"),
    ("hexadecimal", r"'\x', '\u' and '\U' need 2, 4 and 8 hexadecimal digits after them"),
    ("invalid unicode character escape", "this escape is not a character"),
    ("',' or ']'", "a list that begins with '[' needs commas between its items and a ']' at its end"),
    ("',' or '}'", "a text that begins with '{' needs double quotes"),
    ("expected '-' indicator", "this line is not part of the list above it; is it indented as its neighbors are?"),
    ("expected key", "this line does not fit the lines above it; is it indented as they are?"),
    ("expected <block end>", "this line does not fit the lines above it; is it indented as they are?"),
    ("expected node content", "a value is missing here, or needs double quotes"),
    ("expected the node content", "a value is missing here, or needs double quotes"),
    ("document start", "nothing may stand after the end of a document"),
    ("document indicator", "'---' or '...' cannot stand inside a quoted text; is a quotation mark missing before?"),
    ("document separator", "'---' or '...' cannot stand inside a quoted text; is a quotation mark missing before?"),
    ("indentation indicator", "after '|' and '>' nothing but '+', '-' or one digit from 1 to 9 may stand"),
    ("comment or line break", "after '|' and '>' the text begins in the next line"),
    ("comment or a line break", "after '|' and '>' the text begins in the next line"),
)


def explain(source: Source, error: yaml.YAMLError) -> None:
    """Report the parser's error as a problem of the source."""
    mark = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        source.error(Span(0, 0), "syntax", "this is not YAML")
        return
    problem, context = (error.problem or "").lower(), (error.context or "").lower()
    code: ErrorCode = "syntax"
    at: int = mark.index
    began: int = error.context_mark.index if error.context_mark else at
    text = source.text or ""
    if "end of stream" in problem and "quoted scalar" in context:
        # The parser gives up at the end of the file; the writer has to look where it began.
        at, message = began, "this quotation mark is never closed"
        if found := _lookalike(source, source.place(began)[0]):
            code, (at, message) = "look-alike", found
    elif "escape" in problem and (half := _HALVES.search(text, began, at + 12)):
        at, message = half.start(), _half(half.group())
    elif "flow" in context and source.place(began)[0] != source.place(at)[0]:
        at, message = began, f"this '{text[began : began + 1]}' is not closed, or a comma is missing after it"
    elif text[at : at + 1] == "\t" or "tab character" in problem:
        code, message = "tab", "a tab cannot indent a line in YAML; use spaces"
    elif "node content" in problem and not text[at:].strip():
        message = "the file ends in the middle of a list; is a ']' or a '}' missing?"
    else:
        if "could not find expected ':'" in problem:
            at = began
        line, column = source.place(at)
        whole = source.line(line)
        card = _CARD.match(whole)
        if any(said.code == "control-character" and line - 3 < said.line <= line for said in source.problems):
            # It stands in the way, and is told.
            return
        if found := _lookalike(source, line):
            code, (at, message) = "look-alike", found
        elif slip := _slip(source, line):
            at, message = slip
        elif card and not _CARDS.search(text, 0, at):
            at, message = source.begin(line) + card.start("at"), "is 'cards:' missing above this line?"
        else:
            message = _sentence(problem, whole, column)
    source.error(Span(at, at + 1), code, message)


def refuse_merge(source: Source) -> bool:
    """Report once that a file holds what git could not merge; whether it does."""
    if not (found := _MERGE.search(source.text or "")):
        return False
    message = "this line is left of a git merge; take it out"
    if found.group().startswith("<"):
        message = "an unresolved git merge begins here; keep one side, and take out the lines with '<', '=' and '>'"
    source.error(Span(*found.span()), "merge-conflict", message)
    return True


def explain_stumble(source: Source, parser: Any) -> None:
    """Report that the parser raised what it should have told.

    libyaml hands over a tag (`!%ed%a0%80`) whose bytes are no text. PyYAML's own parser takes any eight digits for the
    number of a character (`U00110000`, as an escape), and any number of digits for a version (`%YAML 1.999…`).
    """
    if hasattr(parser, "get_mark"):
        at = parser.get_mark().index
        source.error(Span(at, at + 1), "syntax", "no character has this number")
        return
    # libyaml's binding does not say where. This is the place in all but strange files, and in the file in any.
    escapes = (match for match in _ESCAPES.finditer(source.text or "") if not _are_text(match.group()))
    begin, end = next((match.span() for match in escapes), (0, 0))
    message = "leave this tag out, or quote it if it is text; this is not valid UTF-8"
    source.error(Span(begin, end), "yaml-tag", message)


def _are_text(escapes: str) -> bool:
    try:
        bytes.fromhex(escapes.replace("%", "")).decode()
    except UnicodeDecodeError:
        return False
    return True


def _half(escape: str) -> str:
    """What to say of a character that JSON writes as two escapes, or of half of one."""
    try:
        character = json.loads(f'"{escape}"').encode("utf-16-le").decode("utf-16-le")
    except UnicodeError:
        return f"'{escape}' is half of a character; take it out"
    except ValueError:
        return "this escape is not a character"
    return f"YAML has no escapes in pairs as JSON has; write '{character}' in place of '{escape}'"


def _lookalike(source: Source, number: int) -> tuple[int, str] | None:
    """A character in a line, or just above it, that looks like one that YAML wants there, and what to do about it."""
    for back in range(1 if _SECOND_COLON.match(source.line(number)) else 3):
        line = source.line(number - back)
        for pattern, also_above in _LOOKALIKES:
            if (also_above or not back) and (match := pattern.match(line)):
                return source.begin(number - back) + match.start("at"), what_it_is(match["at"])
    return None


def _slip(source: Source, number: int) -> tuple[int, str] | None:
    """A slip of the finger in a line or just above it, where the parser only stumbles over what follows."""
    whole = source.line(number)
    for back in range(1 if _SECOND_COLON.match(whole) else 3):
        line = source.line(number - back)
        for pattern, sentence, also_above in _SLIPS:
            if (also_above or not back) and (match := pattern.match(line)):
                return source.begin(number - back) + match.start("at"), sentence
    return None


def _sentence(problem: str, whole: str, column: int) -> str:
    """What to say, from the parser's words, the line, and the column where it gave up."""
    line = whole[:column]
    special = _SPECIAL_START.match(line)
    if special and (hint := _hint(special["sign"], special["text"], whole[column - 1 :])):
        return hint
    if "mapping values are not allowed" in problem:
        if _KEY.match(line):
            return "a second ': ' in one line; put the text in double quotes"
        return "this line is indented deeper than the one above it, so that YAML reads both as one text"
    for words, sentence in _SENTENCES:
        if words in problem:
            return sentence
    return f"YAML cannot be read here: {problem or 'something is wrong'}"


def _hint(sign: str, text: str, rest: str) -> str | None:
    """What a value's first sign explains. rest: the line from where the parser gave up."""
    if sign in "\"'":
        if sign not in text[1:]:
            return None
        if sign == "'" and rest[:1].isalpha():
            return "an apostrophe ends a text in single quotes; put double quotes around it instead"
        if sign == '"' and rest.rstrip().endswith('"'):
            return 'this quotation mark ended the text; inside it write \\" or use “ ”'
        # Something follows the closing mark: `"Yes" is what I said`.
        return "put all of this text in quotes; it begins with a quotation mark"
    if sign == "[" and "]" not in text:
        return None
    return f"a text that begins with '{sign}' needs double quotes"
