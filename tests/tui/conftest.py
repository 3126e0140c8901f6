from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _colorful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal that the tests are run in stay out of them: it has all colors, unless a test says otherwise."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM_PROGRAM", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
