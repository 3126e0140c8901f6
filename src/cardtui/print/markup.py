"""HTML from values: a text is escaped unless it is markup already, so that none of a plan or a deck becomes a tag."""

from __future__ import annotations

import html
from collections.abc import Iterable

from cardtui.print.line_breaks import cleaned


class Markup(str):
    """HTML. Only `element` and `joined` make it, of text that they escape."""

    __slots__ = ()


def element(tag: str, *content: str, **attributes: str | bool) -> Markup:
    """An element.

    Args:
        tag: its name.
        content: `Markup`, or text.
        attributes: by name, with ``_`` for ``-``; ``class_`` for ``class``. True: one without a value; False: none.
    """
    shown = "".join(_attribute(name, value) for name, value in attributes.items() if value is not False)
    return Markup(f"<{tag}{shown}>{joined(content)}</{tag}>")


def joined(parts: Iterable[str]) -> Markup:
    """Markup and text, one after the other."""
    return Markup("".join(part if isinstance(part, Markup) else _escaped(part) for part in parts))


def _attribute(name: str, value: str | bool) -> str:  # noqa: FBT001  (what an attribute is)
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{_escaped(str(value))}"'


def _escaped(text: str) -> str:
    return html.escape(cleaned(text))
