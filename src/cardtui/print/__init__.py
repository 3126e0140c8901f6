"""What leaves the screen: sheets, cards and slides, laid out as boxes by pure functions, and a page for browsers.

Only `cardtui.print.fonts` and `cardtui.print.pdf` know of fonts and of PDF; nothing here is imported unless somebody
prints.
"""
