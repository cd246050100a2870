"""All that a person can do with one file, without a screen: the window, the command line and the demo use it."""
