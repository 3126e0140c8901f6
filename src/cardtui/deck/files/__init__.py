"""The files of a deck: YAML to suits, dialogues and words, or all that is wrong, line by line."""
