"""What leaves the screen: sheets, cards and slides, laid out as boxes by pure functions, and a page for browsers.

Only `cardtui.print.fonts` and `cardtui.print.pdf` deal with fonts and PDF; nothing here is imported except for
printing.
"""
