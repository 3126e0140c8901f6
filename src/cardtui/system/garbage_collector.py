"""The garbage collector, which rests while the program starts (see `cardtui.__main__`)."""

from __future__ import annotations

import gc


def resume_collecting() -> None:
    """Re-enable the garbage collector; what is there now stays, and it need never look at that.

    Each time that it looked at everything a key would wait for 14 ms, and a program that does nothing would compute
    for as long.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
