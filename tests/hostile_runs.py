"""Bytes sent by terminals that are not keys, for tests of input."""

from __future__ import annotations

ANSWERS = [
    *(b"\x1b[?62;1;6;9c", b"\x1b[>41;370;0c", b"\x1b[12;40R", b"\x1b[?12;40R", b"\x1b[0n", b"\x1b[?1u"),
    *(b"\x1b[?25u", b"\x1b]11;rgb:1111/2222/3333\x1b\\", b"\x1b]11;rgb:1111/2222/3333\x07"),
    *(b"\x1b]4;1;rgb:cd/00/00\x07", b"\x1b]52;c;cXVpdA==\x07", b"\x1bP1+r544e=787465726d\x1b\\"),
    *(b"\x1bP>|XTerm(370)\x1b\\", b"\x1b_Gi=31;OK\x1b\\", b"\x1b^private\x1b\\", b"\x1bXstart\x1b\\", b"\x1b[I"),
    *(b"\x1b[O", b"\x1b[?2048;1$y", b"\x1b[?2004;2$y", b"\x1b[48;24;80;480;800t", b"\x1b[48;0;0;0;0t"),
    *(b"\x1b[48;99999;99999;1;1t", b"\x1b[8;24;80t", b"\x1b[?997;1n", b"\x1b[32;10;10M"),
]
"""Terminal replies to queries of some program, and unsolicited reports."""

NONSENSE = [
    *(b"\x1b[99999999u", b"\x1b[1114112u", b"\x1b[55296u", b"\x1b[97:65;5u", b"\x1b[97;5:3u"),
    *(b"\x1b[97;1;99999999999999999999u", b"\x1b[" + b"1;" * 3000 + b"u", b"\x1b[<0;99999999;99999999M"),
    *(b"\x1b[<0;" + b"9" * 500 + b";1M", b"\x1b[<0;0;1M", b"\x1b[<0;-5;-7M", b"\x1b[<128;3;3M", b"\x1b[<0;3M"),
    *(b"\x1b[<;;M", b"\x1b[?2026;9$y", b"\xff\xfe\x80", b"\x1b[M \xe0\x30", b"\x1b[M\xff\xff\xff", b"\xe9"),
    *(b"\xc3", b"\x9b1;1M"[:1]),
]
"""Numbers and codes that no terminal should send, and bytes that are not text."""

UNENDED = [
    *(b"\x1b[12;12", b"\x1b[", b"\x1bO", b"\x1b[[", b"\x1b[M ", b"\x1b[<0;3;", b"\x1b]0;title", b"\x1bPq"),
    *(b"\x1b_G", b"\x1b]"),
]
"""Unfinished sequences."""

PASTED = b"hello 1\r2 b 1\r"
"""A text whose letters would be keys."""
