"""What YAML makes of an unquoted value that was meant as text."""

from __future__ import annotations

import re

# Either what YAML 1.1 resolves, as PyYAML does it, or what the core schema of YAML 1.2 resolves, as editors and JSON
# Schema do it: text in a deck file has to be text to all of them.
_NOT_TEXT = re.compile(
    r"""
      (?P<nothing> ~ | null | Null | NULL )
    | (?P<truth>   yes | Yes | YES | no | No | NO | true | True | TRUE | false | False | FALSE
                 | on | On | ON | off | Off | OFF )
    | (?P<number>  [-+]?0b[01_]+ | [-+]?0o[0-7]+ | [-+]?0x[0-9a-fA-F_]+
                 | [-+]?[0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?: \.[0-9_]* )?
                 | [-+]?[0-9][0-9_]* (?: \.[0-9_]* )? (?: [eE][-+]?[0-9]+ )?
                 | [-+]?\.[0-9][0-9_]* (?: [eE][-+]?[0-9]+ )?
                 | [-+]?\.(?: inf | Inf | INF ) | \.(?: nan | NaN | NAN ) )
    | (?P<date>    [0-9]{4}-[0-9]{2}-[0-9]{2}
                 | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: [Tt] | [ \t]+ ) [0-9]{1,2}:[0-9]{2}:[0-9]{2} (?: \.[0-9]* )?
                   (?: [ \t]* (?: Z | [-+][0-9]{1,2} (?: :[0-9]{2} )? ) )? )
    | (?P<special> = | << )
    """,
    re.VERBOSE,
)

may_be_misread = _NOT_TEXT.fullmatch
"""The quick question: a match if YAML would not read this unquoted value as text."""

_LONGEST_SHOWN = 30
_WHOLE_FLOATS = 2**53
"""Below it a float without a fraction is the very number that was written."""


def misread(value: str) -> str | None:
    """How YAML reads an unquoted value if not as text, in words ("the number 750"); None if it is text.

    Args:
        value: a plain scalar, as it stands in the file.
    """
    match = _NOT_TEXT.fullmatch(value)
    if match is None:
        return None
    match match.lastgroup:
        case "nothing":
            return "nothing"
        case "truth":
            return "true" if value.lower() in ("yes", "true", "on") else "false"
        case "number":
            return _number(value)
        case "date":
            return "a date"
        case _:
            return "a special sign"


def _number(value: str) -> str:
    if len(value) > _LONGEST_SHOWN:  # Python refuses to convert very long ones, and nobody would read them.
        return "a number"
    # Only somebody who made a mistake waits for this import, and the library knows best how it reads a number.
    import yaml

    number = yaml.load(value, Loader=yaml.SafeLoader)
    if isinstance(number, str):
        # Text to YAML 1.1, a number to YAML 1.2: 0o10, 1e3, 08.
        digits = value.lower().replace("_", "")
        try:
            number = int(digits, 8) if "o" in digits else float(digits)
        except ValueError:
            return "a number"
    if isinstance(number, float) and number.is_integer() and abs(number) < _WHOLE_FLOATS:
        number = int(number)
    return f"the number {number}"
