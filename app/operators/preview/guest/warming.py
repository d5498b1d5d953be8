"""Something to compile and run ahead of a project: the memory that this takes is then at hand.

A component's memory is copied page by page as it is first written, and compiling writes to many. What runs here leaves
nothing behind.
"""

_TYPICAL = '''
"""Stands for an operator."""

LIMIT = 100
NAMES = {"temperature": "C", "humidity": "%"}
UNITS = ["C", "F", "K"]


class Reading:
    name: str
    value: float = 0.0

    def __init__(self, name, value):
        self.name, self.value = name, value

    @property
    def unit(self):
        return NAMES.get(self.name, "?")

    def scaled(self, by=1.0, *, digits: int = 2) -> float:
        """A docstring of some length, as they are found in operators everywhere."""
        return round(self.value * by, digits)


class Failed(Exception):
    def __init__(self, code, text):
        super().__init__(f"{code}: {text}")
        self.code = code


class Operator:
    def init(self, configuration):
        global LIMIT
        settings = dict(configuration)
        if "limit" in settings and settings["limit"].isdecimal():
            LIMIT = int(settings["limit"])
        self.seen, self.total = set(), 0
        return LIMIT > 0

    def process(self, message):
        try:
            text = bytes(message).decode("utf-8")
            data = json.loads(text)
        except (UnicodeDecodeError, ValueError) as error:
            raise Failed("invalid", f"not JSON: {error!r}") from error
        if not isinstance(data, dict):
            return None
        readings = [Reading(key, float(value)) for key, value in data.items() if key in NAMES]
        for number, reading in enumerate(readings, start=1):
            if reading.name in self.seen:
                continue
            self.total += reading.scaled(by=1.8) - 32 if number % 2 else 0
        while len(self.seen) > LIMIT:
            self.seen.pop()
        best = max(readings, key=lambda one: one.value, default=None)
        match best:
            case Reading(name=name, value=value) if value > LIMIT:
                data["alarm"] = {"name": name, "over": value - LIMIT, **{unit: None for unit in UNITS}}
            case _:
                data.pop("alarm", None)
        with Context() as opened:
            opened.write(json.dumps(data, separators=(",", ":")))
        return opened.text.encode(), (self.total, *sorted(data)[:3])


class Context:
    text = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        assert self.text is not None, "nothing was written"
        return False

    def write(self, text: str) -> None:
        self.text = self.text + text
'''
_MODULES = 2


def warm():
    """Compile and run it, as often as a project has modules."""
    for _ in range(_MODULES):
        exec(compile(_TYPICAL, "<warming>", "exec"), {})
