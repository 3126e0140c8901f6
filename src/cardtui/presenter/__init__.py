"""The guide through an evening, the same for every face: what is on the screen, and what each key does.

A face draws the `Scene` that the guide shows and hands it keys; it knows no rules. So the full screen, plain mode and
the tests walk the same way.
"""
