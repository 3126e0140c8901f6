"""The bytes of a list as text: in which encoding it is, and which files are none."""

from __future__ import annotations

import codecs

from cardtui.lint.list_import.import_log import CannotImport, ImportLog

_BEGINNING = 4096

_MARKS = (
    # The longest first: it begins with the bytes of another.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_DOCUMENTS = {b"{\\rtf": "RTF", b"%PDF-": "PDF"}
"""How files begin that hold text, but among what is none."""

_OTHER_KIND = "this is no text, but a file of another kind, such as a picture or a spreadsheet"


def decode_list(content: bytes, log: ImportLog) -> str:
    """The text of a list in UTF-8, UTF-16 or Windows-1252.

    Args:
        content: all of the file.
        log: hears if the encoding is a guess.

    Raises:
        CannotImport: these are not the bytes of a text.
    """
    if content.startswith(b"PK\x03\x04"):
        raise CannotImport("line 1: this is a spreadsheet or a document; save it as CSV, or as plain text")
    beginning = content.removeprefix(codecs.BOM_UTF8).lstrip()
    for mark, kind in _DOCUMENTS.items():
        if beginning.startswith(mark):
            raise CannotImport(f"line 1: this is {kind}; save it as plain text")
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8-sig")
    if len(content) > 1 and content[:2].count(0) == 1:
        # UTF-16 without a mark: the first character of most texts is one of ASCII.
        encoding = "utf-16-le" if content[1] == 0 else "utf-16-be"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if b"\0" in content[:_BEGINNING]:
            raise CannotImport(f"line {line}: {_OTHER_KIND}") from error
        if any(character > "\x7f" for character in content.decode("utf-8", "ignore")):
            # Other characters are UTF-8, so that the file is, and something in it is broken.
            byte = f"0x{content[error.start]:02x}"
            raise CannotImport(f"line {line}: this is not UTF-8 (byte {byte}); save the file as UTF-8") from error
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as not_windows:
            line = content.count(b"\n", 0, not_windows.start) + 1
            raise CannotImport(f"line {line}: {_OTHER_KIND}") from error
        log.changed("not UTF-8, so the file was read as Windows-1252; look at letters like é and ä", line)
        return text
