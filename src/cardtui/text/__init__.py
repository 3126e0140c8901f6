"""Text from outside: cell widths, invisible characters, names, one normal form, suggestions; and local times.

No input or output, but for the clock that `local_time.now` reads.
"""
