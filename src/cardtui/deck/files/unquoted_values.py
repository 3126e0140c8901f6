"""Which values YAML does not take for text unless they are quoted: numbers, dates, yes and no."""

from __future__ import annotations

import re
from functools import cache

import yaml

# What YAML 1.1 resolves, as PyYAML does, or what the core schema of YAML 1.2 resolves, as editors and JSON
# Schema do: text in a deck file must be text to all of them.
_WORDS = {
    **dict.fromkeys(("null", "Null", "NULL"), "nothing"),
    **dict.fromkeys(("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), "true"),
    **dict.fromkeys(("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), "false"),
    "~": "nothing",
    "=": "a special sign",
    "<<": "a special sign",
}


@cache
def _number_or_date() -> re.Pattern[str]:
    # Compiled when a value begins like one, since most files have none.
    return re.compile(
        r"""
          (?P<number>  [-+]?0b[01_]+ | [-+]?0o[0-7]+ | [-+]?0x[0-9a-fA-F_]+
                     | [-+]?[0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?: \.[0-9_]* )?
                     | [-+]?[0-9][0-9_]* (?: \.[0-9_]* )? (?: [eE][-+]?[0-9]+ )?
                     | [-+]?\.[0-9][0-9_]* (?: [eE][-+]?[0-9]+ )?
                     | [-+]?\.(?: inf | Inf | INF ) | \.(?: nan | NaN | NAN ) )
        | (?P<date>    [0-9]{4}-[0-9]{2}-[0-9]{2}
                     | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: [Tt] | [ \t]+ ) [0-9]{1,2}:[0-9]{2}:[0-9]{2} (?: \.[0-9]* )?
                       (?: [ \t]* (?: Z | [-+][0-9]{1,2} (?: :[0-9]{2} )? ) )? )
        """,
        re.VERBOSE,
    )


def may_be_misread(value: str) -> bool:
    """A quick check whether YAML reads an unquoted value as something other than text."""
    if value[:1] in _FIRST_OF_NUMBER:
        return _number_or_date().fullmatch(value) is not None
    return value in _WORDS


_FIRST_OF_NUMBER = frozenset("+-.0123456789")
_LONGEST_SHOWN = 30
_WHOLE_FLOATS = 2**53
"""Below it a float without a fraction is exactly the number that was written."""


def misread(value: str) -> str | None:
    """How YAML reads an unquoted value if not as text, in words ("the number 750"); None if it is text.

    Args:
        value: a plain scalar, as written in the file.
    """
    if word := _WORDS.get(value):
        return word
    match = _number_or_date().fullmatch(value)
    if match is None:
        return None
    return "a date" if match.lastgroup == "date" else _number(value)


def _number(value: str) -> str:
    if len(value) > _LONGEST_SHOWN:  # Python refuses to convert very long ones, and they would be unreadable.
        return "a number"
    try:
        number = yaml.load(value, Loader=yaml.SafeLoader)
        if isinstance(number, str):
            # Text to YAML 1.1, a number to YAML 1.2: 0o10, 1e3, 08.
            digits = value.lower().replace("_", "")
            number = int(digits, 8) if "o" in digits else float(digits)
    except ValueError:  # A number's sign without a digit: 0x_.
        return "a number"
    if isinstance(number, float) and number.is_integer() and abs(number) < _WHOLE_FLOATS:
        number = int(number)
    return f"the number {number}"
