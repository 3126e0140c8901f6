"""The page of a code: what it means, why, an example of it, and a better way. Each is a Markdown file in ``pages/``.

A page has a title, paragraphs, and three blocks: ``yaml``, the example; ``text``, what `cardtui check` says of it; and
``yaml``, better. A block that begins with ``- `` is a card of a suit that is not shown, else it is a whole file. A few
codes are about no text (a missing file); their pages have only the middle block. A test checks every example.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from cardtui.deck.problem import ALLOWABLE, CODES

_FOLDER = Path(__file__).parent / "pages"

_PARTS = re.compile(r"^```(?P<info>[^\n]*)\n(?P<block>.*?)^```\n", re.MULTILINE | re.DOTALL)

SILENCED = """\
It is advice. To keep a card as it is, add `allow: [{code}]` to it;
at the top of a suit file, `allow` is for all its cards.
"""


class CodePage(msgspec.Struct, frozen=True):
    """A page. example, better: YAML, None if there is none to show. says: the line of the report without its place."""

    code: str
    text: str
    summary: str
    says: str
    example: str | None = None
    better: str | None = None


def page(code: str) -> CodePage:
    """Read the page of one of `CODES`."""
    text = (_FOLDER / f"{code}.md").read_text(encoding="utf-8")
    if code in ALLOWABLE:
        text = f"{text}\n{SILENCED.format(code=code)}"
    blocks = [(match["info"], match["block"]) for match in _PARTS.finditer(text)]
    (says,) = (block for info, block in blocks if info == "text")
    cards = [block for info, block in blocks if info == "yaml"]
    example, better = (*cards, None, None)[:2]
    return CodePage(code, text, _summary(text), says.strip(), example, better)


def summaries() -> list[tuple[str, str]]:
    """Each code with what it means in one sentence, in the order in which a reader would want them."""
    return [(code, page(code).summary) for code in CODES]


def for_terminal(page: CodePage) -> str:
    """The page without its Markdown: blocks are indented, not fenced."""
    text = _PARTS.sub(lambda match: re.sub("^(?=.)", "    ", match["block"], flags=re.MULTILINE), page.text)
    return text.removeprefix("# ").replace("`", "")


def _summary(text: str) -> str:
    """The first sentence below the title."""
    _, _, body = text.partition("\n\n")
    paragraph = " ".join(body.partition("\n\n")[0].split())
    return re.split(r"(?<=[.?])\s", paragraph, maxsplit=1)[0]
