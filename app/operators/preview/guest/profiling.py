"""A profile of ``process``, function by function.

The interpreter's own profiler is used without the module around it, which would be one more module in the operator's
Python. Its clock is the host's and costs more than most functions: the cost of an empty call is measured first and
taken off each row.
"""

import _lsprof

_FOLDER = "/0/"
_MOST_ROWS = 200
_CALLS = 200

_profiler = None
_cost_inside = _cost_around = 0.0


def begin():
    """Profile every call of ``process`` from now on."""
    global _profiler
    _measure_cost()
    _profiler = _lsprof.Profiler()


def watched(function):
    """The function as it is to be called."""
    if _profiler is None:
        return function

    def profiled(*arguments):
        _profiler.enable(subcalls=True, builtins=True)
        try:
            return function(*arguments)
        finally:
            _profiler.disable()

    return profiled


def taken():
    """The rows as JSON, the functions that took most time by themselves first."""
    entries = _profiler.getstats() if _profiler is not None else []
    rows = [_row(entry) for entry in entries if not _is_own(entry.code)]
    rows.sort(key=lambda row: (-row["own_us"], row["path"], row["line"], row["function"]))
    return "[" + ",".join(_json(row) for row in rows[:_MOST_ROWS]) + "]"


def _is_own(code):
    return isinstance(code, str) and "_lsprof.Profiler" in code


def _row(entry):
    code = entry.code
    called = sum(sub.callcount for sub in entry.calls or ())
    own = entry.inlinetime - entry.callcount * _cost_inside - called * _cost_around
    below = sum(sub.callcount * (_cost_inside + _cost_around) for sub in entry.calls or ())
    place = ("", code, 0) if isinstance(code, str) else (code.co_filename, code.co_qualname, code.co_firstlineno)
    path, function, line = place
    return {
        "function": function,
        "path": path.removeprefix(_FOLDER),
        "line": line,
        "calls": entry.callcount,
        "own_us": round(max(own, 0.0) * 1_000_000, 1),
        "total_us": round(max(entry.totaltime - entry.callcount * _cost_inside - below, own, 0.0) * 1_000_000, 1),
    }


def _json(row):
    """One row; written by hand, because the operator's Python need not hold the module for it."""
    members = [f'"{name}":{_text(value) if isinstance(value, str) else value}' for name, value in row.items()]
    return "{" + ",".join(members) + "}"


def _text(value):
    escaped = value[:200].replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\u{ord(sign) & 0xFFFF:04x}" for sign in escaped) + '"'


def _measure_cost():
    """What the profiler adds to a function (``inside``) and to the one that calls it (``around``), in seconds."""
    global _cost_inside, _cost_around

    def empty():
        pass

    def caller():
        for _ in range(_CALLS):
            empty()

    probe = _lsprof.Profiler()
    probe.enable(subcalls=True, builtins=False)
    caller()
    probe.disable()
    by_code = {entry.code: entry for entry in probe.getstats()}
    _cost_inside = by_code[empty.__code__].inlinetime / _CALLS
    _cost_around = by_code[caller.__code__].inlinetime / _CALLS
