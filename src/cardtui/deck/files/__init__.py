"""The files of a deck: from YAML to suits, dialogues and words, or all problems, line by line."""
