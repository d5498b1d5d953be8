"""How many cases of a run have which verdict."""

PASSED, FAILED, UNCHECKED, BROKEN = VERDICTS = ("passed", "failed", "unchecked", "broken")
NOT_GOOD = (FAILED, BROKEN)
EMPTY = dict.fromkeys(VERDICTS, 0)
