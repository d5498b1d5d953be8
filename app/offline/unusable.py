"""Files or options that a test cannot use. Not an error of the studio's interface: it never leaves the command line."""


class Unusable(Exception):
    """What is wrong, and what to do, in a sentence."""
