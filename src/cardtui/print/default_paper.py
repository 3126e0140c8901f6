"""The paper that a printer has if nobody says otherwise."""

from __future__ import annotations

import os
import re

from cardtui.print.document import Paper

_LETTER = frozenset({"US", "CA", "MX", "PH", "PR", "CL", "CO", "CR", "GT", "NI", "PA", "SV", "VE", "DO", "BZ"})
"""Territories where Letter is the usual paper. Source: Unicode CLDR 46, supplemental data, paperSize US-Letter."""


def usual_paper() -> Paper:
    """The paper of the country that the locale names; A4 if it names none."""
    # The order in which the C library checks them.
    name = next((value for key in ("LC_ALL", "LC_PAPER", "LANG") if (value := os.environ.get(key))), "")
    found = re.match(r"[A-Za-z]+[_-]([A-Za-z]{2})\b", name)
    return Paper.LETTER if found and found[1].upper() in _LETTER else Paper.A4
