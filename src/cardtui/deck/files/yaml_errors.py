"""Explains syntax errors of the YAML parser in words that help a writer, at the most helpful place."""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias

import yaml

from cardtui.deck.files.source import Source, Span
from cardtui.deck.problem import ErrorCode
from cardtui.text.invisible import (
    BLANK_RANGES,
    COLONS,
    CURLY_QUOTES,
    DASHES,
    HASHES,
    ODD_SPACES,
    STAND_IN,
    what_it_is,
)

# YAML does not take a value that begins with one of these for text, and the error comes later in the line.
_SPECIAL_START = re.compile(r"""\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<text>(?P<sign>[{\[&*!%@`"']|[?:](?=\s|$)).*)""")

# A key, a colon and something: after that another colon needs quotes.
_KEY = re.compile(r"\s*(?:-\s+)*[\w-]+:\s")

_SECOND_COLON = re.compile(r"\s*(?:- )*[\w-]+:\s.*:(?:\s|$)")
_CARD = re.compile(r"\s*(?P<at>-)\s+id\s*:")
_CARDS = re.compile(r"^cards\s*:", re.MULTILINE)

_HEAD = r"[ ]*(?:- )?[\w-]+"
_ODD = f"[{ODD_SPACES}{BLANK_RANGES}]"

# A character that looks like the one YAML needs, or is typed instead of it: its position (`at`), what to say
# instead of the character's name, and whether it also explains an error in one of the lines below.
Mistypings: TypeAlias = tuple[tuple[re.Pattern[str], str, bool], ...]
_LOOKALIKES: Mistypings = (
    (re.compile(rf"[ ]*(?P<at>{_ODD})[\s{BLANK_RANGES}]*(?:- )?[\w-]+\s*:"), "", True),
    (re.compile(rf"[ ]*(?P<at>{_ODD})[\s{BLANK_RANGES}]*$"), "", True),
    (re.compile(rf"[ ]*-[ ]*(?P<at>{_ODD})"), "", True),
    (re.compile(rf"{_HEAD}(?P<at>{_ODD})[\w{ODD_SPACES}{BLANK_RANGES} -]*:"), "", True),
    (re.compile(rf"{_HEAD}:[ ]*(?P<at>{_ODD})"), "", True),
    (re.compile(rf"[ ]*(?P<at>[{DASHES}])\s+[\w-]+\s*:"), "", True),
    (re.compile(rf"{_HEAD}\s?(?P<at>[{COLONS}])"), "", True),
    (re.compile(rf"[ ]*(?P<at>[{HASHES}])"), "", True),
    (re.compile(rf"{_HEAD}:\s+\"[^\"]*(?P<at>[{CURLY_QUOTES}])\s*$"), "", True),
    (re.compile(rf"{_HEAD}:\s+(?P<at>[{CURLY_QUOTES}])"), "", False),
)
_SLIPS: Mistypings = (
    (re.compile(r"\s*(?P<at>[*•])\s"), "a list item begins with '- '", False),
    (re.compile(r"\s*(?P<at>-)(?:id|stage)\s*:"), "a space is missing after '-'", True),
    (re.compile(r"\s*(?:- )?[a-z_]+(?P<at>:)[^\s/:]"), "a space is missing after ':'", False),
)

_HALVES = re.compile(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}(?P<other>\\u[dD][c-fC-F][0-9A-Fa-f]{2})?|\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
)
_MERGE = re.compile(r"(?:\A|(?<=[\r\n]))(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)")

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
"""Percent-encoded bytes, as in a URL or a tag."""

# The parser's messages (libyaml's, and the Python parser's where they differ) and ours. The first match is used.
_SENTENCES: tuple[tuple[str, str], ...] = (
    ("could not find expected ':'", "is a ':' missing here, or is this a text that needs more indentation?"),
    (
        "block sequence entries are not allowed",
        "a list item cannot begin here; put it in a line of its own, or the text in double quotes",
    ),
    ("unknown escape character", "YAML does not know this escape; write two backslashes, or use single quotes"),
    ("hexa?decimal", r"'\x', '\u' and '\U' need 2, 4 and 8 hexadecimal digits after them"),
    ("invalid unicode character escape", "this escape is not a character"),
    ("',' or ']'", "a list that begins with '[' needs commas between its items and a ']' at its end"),
    ("',' or '}'", "a text that begins with '{' needs double quotes"),
    ("expected '-' indicator", "this line is not part of the list above it; is it indented as its neighbors are?"),
    ("expected (?:key|<block end>)", "this line does not fit the lines above it; is it indented as they are?"),
    ("expected (?:the )?node content", "a value is missing here, or needs double quotes"),
    ("document start", "nothing may stand after the end of a document"),
    (
        "document (?:indicator|separator)",
        "'---' or '...' cannot stand inside a quoted text; is a quotation mark missing before?",
    ),
    ("indentation indicator", "after '|' and '>' nothing but '+', '-' or one digit from 1 to 9 may stand"),
    ("comment or (?:a )?line break", "after '|' and '>' the text begins in the next line"),
)


def explain(source: Source, error: Exception, parser: Any) -> None:
    """Report the parser's error as a problem of the source."""
    if not isinstance(error, yaml.YAMLError):
        _explain_stumble(source, parser)
        return
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        source.error(Span(0, 0), "syntax", "this is not YAML")
        return
    problem, context = (error.problem or "").lower(), (error.context or "").lower()
    code: ErrorCode = "syntax"
    at: int = error.problem_mark.index
    began: int = error.context_mark.index if error.context_mark else at
    text = source.text or ""
    if "end of stream" in problem and "quoted scalar" in context:
        # The parser gives up at the end of the file; the writer has to look where the quotation began.
        at, message = began, "this quotation mark is never closed"
        if (typed := _mistyped(source, source.place(began)[0])) and typed[0] == "look-alike":
            code, at, message = typed
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
            # It caused the error, and is already reported.
            return
        if typed := _mistyped(source, line):
            code, at, message = typed
        elif card and not _CARDS.search(text, 0, at):
            at, message = source.begin(line) + card.start("at"), "is 'cards:' missing above this line?"
        else:
            message = _sentence(problem, whole, column)
    source.error(Span(at, at + 1), code, message)


def refuse_merge(source: Source) -> bool:
    """Report an unresolved git merge once; whether there is one."""
    if not (found := _MERGE.search(source.text or "")):
        return False
    message = "this line is left of a git merge; take it out"
    if found.group().startswith("<"):
        message = "an unresolved git merge begins here; keep one side, and take out the lines with '<', '=' and '>'"
    source.error(Span(*found.span()), "merge-conflict", message)
    return True


def _explain_stumble(source: Source, parser: Any) -> None:
    """Report an error of the parser that is not a `YAMLError`.

    libyaml returns a tag (`!%ed%a0%80`) whose bytes are not valid text. PyYAML's own parser takes any eight digits for
    the number of a character (`U00110000`, as an escape), and any number of digits for a version (`%YAML 1.999…`).
    """
    if hasattr(parser, "get_mark"):
        at = parser.get_mark().index
        source.error(Span(at, at + 1), "syntax", "no character has this number")
        return
    # libyaml's binding does not give the position. This is it except in strange files; the file is always right.
    escapes = _ESCAPES.finditer(source.text or "")
    texts = ((found.span(), bytes.fromhex(found.group().replace("%", ""))) for found in escapes)
    begin, end = next((span for span, text in texts if STAND_IN in text.decode("utf-8", "replace")), (0, 0))
    message = "leave this tag out, or quote it if it is text; this is not valid UTF-8"
    source.error(Span(begin, end), "yaml-tag", message)


def _half(escape: str) -> str:
    """The message for a character that JSON writes as two escapes, or for half of one."""
    try:
        character = json.loads(f'"{escape}"').encode("utf-16-le").decode("utf-16-le")
    except UnicodeError:
        return f"'{escape}' is half of a character; take it out"
    except ValueError:
        return "this escape is not a character"
    return f"YAML has no escapes in pairs as JSON has; write '{character}' in place of '{escape}'"


def _mistyped(source: Source, number: int) -> tuple[ErrorCode, int, str] | None:
    """A look-alike or a slip in a line or just above it that causes the parser's error."""
    first = number if _SECOND_COLON.match(source.line(number)) else max(1, number - 2)
    tables: tuple[tuple[ErrorCode, Mistypings], ...] = (("look-alike", _LOOKALIKES), ("syntax", _SLIPS))
    for code, table in tables:
        for each in range(number, first - 1, -1):
            for pattern, said, also_above in table:
                if (also_above or each == number) and (match := pattern.match(source.line(each))):
                    return code, source.begin(each) + match.start("at"), said or what_it_is(match["at"])
    return None


def _sentence(problem: str, whole: str, column: int) -> str:
    """The message, from the parser's words, the line, and the column where it gave up."""
    line = whole[:column]
    special = _SPECIAL_START.match(line)
    if special and (hint := _hint(special["sign"], special["text"], whole[column - 1 :])):
        return hint
    if "mapping values are not allowed" in problem:
        if _KEY.match(line):
            return "a second ': ' in one line; put the text in double quotes"
        return "this line is indented deeper than the one above it, so that YAML reads both as one text"
    for words, sentence in _SENTENCES:
        if re.search(words, problem):
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
