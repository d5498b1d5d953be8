"""What tests ask for by the names of their parameters: the studio's own, and what the project's tests define."""

import testing_fakes
from testing_messages import Messages
from testing_pytest import Failed, Fixture


class InitRefused(Exception):
    """``init`` answered no."""


class Operators:
    """The fixture ``operator``: ``operator({"limit": "10"})`` makes an instance of the entry class and calls ``init``."""

    Refused = InitRefused

    def __init__(self, entry_class, messages):
        self._class, self._messages = entry_class, messages

    def __call__(self, configuration=None, schemas=(), **properties):
        made = self._class()
        answer = made.init(self._messages.configuration({**(configuration or {}), **properties}, schemas))
        if answer is not True:
            raise InitRefused(f"init answered {answer!r}, so the operator would not start")
        return made


class MonkeyPatch:
    """The fixture ``monkeypatch``: nothing has to be put back, since each test has a Python of its own."""

    def setattr(self, thing, name, value):
        """Give an object another attribute."""
        getattr(thing, name)
        setattr(thing, name, value)

    def delattr(self, thing, name):
        """Take an attribute away."""
        delattr(thing, name)

    def setitem(self, mapping, key, value):
        """Put something into a dict."""
        mapping[key] = value

    def delitem(self, mapping, key):
        """Take something out of a dict."""
        del mapping[key]


class Fixtures:
    """What there is for one test. ``own`` are the project's, by name; ``finish`` lets those go on that yielded."""

    def __init__(self, library, entry, entry_class, own):
        messages = Messages(library.ran("json"), library.ran("datetime"))
        json = library.ran("json")
        self._makers = {
            "message": lambda: messages.message,
            "bare": lambda: messages.bare,
            "snapshot": lambda: messages.snapshot,
            "hlc": lambda: messages.hlc,
            "read": lambda: messages.read,
            "operator": lambda: Operators(getattr(entry, entry_class), messages),
            "module": lambda: entry,
            "logs": lambda: testing_fakes.Logs(json),
            "metrics": lambda: testing_fakes.Metrics(json),
            "state_store": lambda: testing_fakes.StateStore(json),
            "clock": lambda: testing_fakes.Clock(library.ran("datetime")),
            "monkeypatch": MonkeyPatch,
        }
        self._own, self._made = own, {}
        self._open, self._being_made = [], []

    def begin(self):
        """Make those that every test has."""
        for name, one in self._own.items():
            if one.autouse:
                self.value(name)

    def arguments(self, function, given, bound=0):
        """Values for a function's parameters; ``given`` are those that are known, ``bound`` how many to leave out."""
        code = function.__code__
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        optional = names[code.co_argcount - len(function.__defaults__ or ()) : code.co_argcount]
        optional = {*optional, *(function.__kwdefaults__ or ())}
        wanted = [name for name in names[bound:] if name in given or name not in optional]
        return {name: given[name] if name in given else self.value(name) for name in wanted}

    def value(self, name):
        """A fixture's value, made once for this test."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def finish(self):
        """Let every fixture that yielded end, the last first; the first that fails comes out when all have ended."""
        wrong = None
        for name, generator in reversed(self._open):
            try:
                _end(name, generator)
            except BaseException as error:
                wrong = error if wrong is None else wrong
        if wrong is not None:
            raise wrong

    def _make(self, name):
        own = self._own.get(name)
        if name in self._being_made:
            if own is not None and name in self._makers and self._being_made[-1] == name:
                return self._makers[name]()  # one that stands on the studio's own of the same name
            raise Failed(f"the fixtures {', '.join([*self._being_made, name])} need each other")
        if own is None and name not in self._makers:
            known = ", ".join(sorted({*self._makers, *self._own}))
            raise Failed(f"there is no fixture {name}. These can be asked for: {known}")
        return self._makers[name]() if own is None else self._of_project(name, own)

    def _of_project(self, name, own):
        self._being_made.append(name)
        try:
            made = own.function(**self.arguments(own.function, {}))
            if own.function.__code__.co_flags & 0x20:  # a generator
                made, generator = next(made), made
                self._open.append((name, generator))
            return made
        finally:
            self._being_made.pop()


def _end(name, generator):
    try:
        next(generator)
    except StopIteration:
        return
    raise Failed(f"the fixture {name} yields twice")


def fixtures_in(namespace):
    """Those that a module defines, by name."""
    return {value.name: value for value in vars(namespace).values() if isinstance(value, Fixture)}
