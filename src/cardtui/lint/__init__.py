"""For deck authors: advice on cards, a page for each code, schemas, templates. Play does not need any of it."""
