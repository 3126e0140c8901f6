"""The commands of the command line. Each declares itself; `cardtui.cli` lists them and imports each when it runs."""
