"""A collection tested from its files, without a studio that serves: for the command line and continuous integration."""
