"""Signs that are drawn as pictures."""

from __future__ import annotations

import re

# What is drawn two cells wide and in color by itself (Unicode's Emoji_Presentation), or because a mark asks for it.
_DRAWN = (
    "\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"
)
# What is joined, colored or repeated is told once.
EMOJI = re.compile(f"(?:[{_DRAWN}]|.\ufe0f)(?:[{_DRAWN}\ufe0f\u200d]|.\ufe0f)*")
