"""The rules of the talk: positions, moves, dealing. Pure: no input or output, no clock, no randomness of its own."""
