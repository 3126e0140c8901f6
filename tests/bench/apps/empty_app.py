"""The yardstick: a Textual app that does almost nothing. It shows one text, and another one at each key."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """One text; "q" leaves."""

    def compose(self) -> ComposeResult:
        self.text = Static("empty: 0")
        yield self.text

    def on_key(self, event: object) -> None:
        if getattr(event, "key", "") == "q":
            self.exit()
        self.number = getattr(self, "number", 0) + 1
        self.text.update(f"empty: {self.number}")


def main() -> int:
    EmptyApp().run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
