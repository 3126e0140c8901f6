"""What each command of the command line does. `cardtui.cli` declares them and imports them when they run."""
