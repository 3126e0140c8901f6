"""For whoever writes a deck: advice on cards, a page for each code, schemas, ways to begin. Play needs none of it."""
