"""The full screen: the base app, the terminal driver, themes, what all painted screens share."""
