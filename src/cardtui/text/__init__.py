"""Text from outside: cell widths, invisible characters, names, one normal form. No input or output."""
