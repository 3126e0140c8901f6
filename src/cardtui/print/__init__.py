"""On paper: sheets and cards of a plan and a deck, laid out as boxes by pure functions, and pressed into a PDF.

Only `cardtui.print.fonts` and `cardtui.print.pdf` know of fonts and of PDF; nothing here is imported unless somebody
prints.
"""
