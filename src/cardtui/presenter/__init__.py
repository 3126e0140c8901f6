"""What is on the screen and what each key does, the same for every face.

A face draws the `Scene` and passes keys to the `Navigation`; it knows no rules. So the full screen, plain mode and
the tests share the same behavior.
"""
