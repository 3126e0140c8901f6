"""The program that the command ``cardtui`` and ``python -m cardtui`` start."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line and return the exit status."""
    # Collecting garbage during imports finds nothing and costs 13 ms of a start that draws. Code that runs on
    # enables it again (`cardtui.system.process`); no other command runs long enough to need it.
    gc.disable()
    try:
        from cardtui.cli import main

        return main()
    except ImportError as error:
        from cardtui.commands.shared.installation import what_cannot_be_imported

        cause = what_cannot_be_imported(error)
        if not cause:
            raise
        sys.stderr.write(f"cardtui: {cause}\n")
        return 2
    except KeyboardInterrupt:
        return 130  # before or after the command line could report it


if __name__ == "__main__":
    sys.exit(main())
