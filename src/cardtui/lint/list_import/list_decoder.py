"""The text of a list in UTF-8, UTF-16, UTF-32 or Windows-1252."""

from __future__ import annotations

import codecs

from cardtui.deck.files.source import BEGINNING, OTHER_KIND
from cardtui.lint.list_import.list_rows import CannotImport, ImportLog

_BYTE_MARKS = {
    # The longest first, since it begins with the bytes of another.
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NO_TEXTS = {
    b"PK\x03\x04": "a spreadsheet or a document; save it as CSV, or as plain text",
    b"{\\rtf": "RTF; save it as plain text",
    b"%PDF-": "PDF; save it as plain text",
}
"""How files of unsupported formats with text in them begin, and the end of an error message for each."""


def decode(content: bytes, log: ImportLog) -> str:
    """The text of a list in UTF-8, UTF-16, UTF-32 or Windows-1252."""
    beginning = content.removeprefix(codecs.BOM_UTF8).lstrip()
    for mark, kind in _NO_TEXTS.items():
        if beginning.startswith(mark):
            raise CannotImport(f"line 1: this is {kind}")
    encoding = next((name for mark, name in _BYTE_MARKS.items() if content.startswith(mark)), "utf-8-sig")
    if len(content) > 1 and content[:2].count(0) == 1:
        # UTF-16 without a byte order mark: most texts begin with an ASCII character.
        encoding = "utf-16-le" if content[1] == 0 else "utf-16-be"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if b"\0" in content[:BEGINNING]:
            raise CannotImport(f"line {line}: {OTHER_KIND}") from error
        if any(character > "\x7f" for character in content.decode("utf-8", "ignore")):
            # Other characters are valid UTF-8, so the file is UTF-8 with something broken in it.
            byte = f"0x{content[error.start]:02x}"
            raise CannotImport(f"line {line}: this is not UTF-8 (byte {byte}); save the file as UTF-8") from error
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as not_windows:
            line = content.count(b"\n", 0, not_windows.start) + 1
            raise CannotImport(f"line {line}: {OTHER_KIND}") from error
        log.changed("not UTF-8, so the file was read as Windows-1252; look at letters like é and ä", line)
        return text
