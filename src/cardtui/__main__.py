"""``python -m cardtui``."""

from __future__ import annotations

import sys

from cardtui.cli import main

if __name__ == "__main__":
    sys.exit(main())
