"""The page of a code: what it means, why, an example, and a better version. Each is a Markdown file in ``pages/``.

A page has a title, paragraphs, and three blocks: ``yaml``, the example; ``text``, the output of `cardtui check` for it;
and ``yaml``, the better version. A block that begins with ``- `` is a card in a suit that is not shown; any other is a
whole file. A few codes are not about a text (a missing file); their pages have only the middle block. A test checks
every example.
"""

from __future__ import annotations

import re
from pathlib import Path

from cardtui.deck.problem import ALLOWABLE, CODES

FOLDER = Path(__file__).parent / "pages"

BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<block>.*?)^```\n", re.MULTILINE | re.DOTALL)

SILENCED = """\
It is advice. To keep a card as it is, add `allow: [{code}]` to it;
at the top of a suit file, `allow` is for all its cards.
"""


def page(code: str) -> str:
    """The page of one of `CODES`, in Markdown."""
    text = (FOLDER / f"{code}.md").read_text(encoding="utf-8")
    return f"{text}\n{SILENCED.format(code=code)}" if code in ALLOWABLE else text


def page_for_terminal(code: str) -> str:
    """The page without its Markdown: blocks are indented, not fenced."""
    text = BLOCK.sub(lambda match: re.sub("^(?=.)", "    ", match["block"], flags=re.MULTILINE), page(code))
    return text.removeprefix("# ").replace("`", "")


def summaries() -> list[tuple[str, str]]:
    """Each code with the first sentence of its page, in reading order."""
    first = {code: " ".join(page(code).split("\n\n")[1].split()) for code in CODES}
    return [(code, re.split(r"(?<=[.?])\s", paragraph, maxsplit=1)[0]) for code, paragraph in first.items()]
