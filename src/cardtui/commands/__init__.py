"""The commands of the command line. `cardtui.cli` declares them and imports each when it runs."""
