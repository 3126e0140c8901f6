"""Small generated fonts, for characters that none of cardtui's fonts has."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


def make_font(path: Path, characters: str, *, may_be_embedded: bool = True, outlines: bool = True) -> Path:
    """Write a TrueType font in which each of the characters, and the space, is a square."""
    names = {ord(character): f"u{ord(character):04X}" for character in f" {characters}"}
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys(order, square))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular", "psName": "Squares-Regular"})
    builder.setupOS2(sTypoAscender=800, fsType=0 if may_be_embedded else 2)
    builder.setupPost()
    if not outlines:
        del builder.font["glyf"], builder.font["loca"]
    builder.save(path)
    return path
