"""Good practice as it really is, and where the published guide leads astray. Tests hold docs/operators.md against it.

Sources: the interface definitions, the product's documentation, and trials with the compiler that the guide pins.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Practice:
    """One piece of advice; ``codes`` are checks that watch over it."""

    name: str
    title: str
    text: str
    codes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Everything that a search looks at."""
        return f"{self.title} {self.text} {' '.join(self.codes)}"


@dataclass(frozen=True)
class Mistake:
    """What the guide says and what holds, in Markdown's backticks; ``codes`` are checks that notice."""

    guide: str
    interface: str
    codes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Everything that a search looks at."""
        return f"{self.guide} {self.interface} {' '.join(self.codes)}"


PRACTICES = (
    Practice(
        "errors",
        "Let errors be seen",
        "Catch what you expect, such as a payload that is no JSON, and nothing more. To catch everything and hand the "
        "message on, as the guide does, hides every fault: the graph goes on with unchanged data, and nobody is told. "
        'Under API version 1.1.0 `raise Err(types.Error("why"))` drops the one message and logs the reason. Under '
        "1.0.0 there is no such way: log it and give an ordinary answer. Any other exception ends the instance.",
        ("swallowed-error", "error-in-1-0-0", "err-of-text"),
    ),
    Practice(
        "state",
        "Keep state where it lasts",
        "What `init` reads belongs into the module or into the class, which works with the studio's adapter and "
        "without it. It is gone when the instance ends, for example after an exception. What must outlive that, or be "
        "seen by others, belongs into the state store.",
        ("state-across-methods",),
    ),
    Practice(
        "content",
        "Take both forms of content",
        "Fresh from a source a payload, a topic or a property is a buffer of the host; after another operator it is "
        "plain bytes or text. An operator that knows only one of the two works in one place of a graph and not in "
        "another. The test panel has a switch for it: Handed over as.",
        ("buffer-only", "plain-only", "content-not-read"),
    ),
    Practice(
        "memory",
        "Read once, forward unread",
        "Reading a buffer copies it into the operator. Read it once and keep the result; a message that only passes "
        "through needs no reading at all. Memory that was once needed stays with the component, so one large message "
        "counts for ever.",
    ),
    Practice(
        "imports",
        "Import at the top, and only Python",
        "A component holds what was imported while it was built. The adapter also finds imports inside functions; "
        "imports whose name is made up at run time stay out. Packages with compiled parts, such as numpy, cannot go "
        "in at all, nor can modules that need an operating system.",
        ("import-in-function", "hidden-import", "compiled-package", "module-absent"),
    ),
    Practice(
        "frozen",
        "Mind what a build freezes",
        "Top-level code runs while the component is built, and what it made is stored. That is a good place for "
        "tables and compiled patterns. It is a bad one for times, random numbers and identifiers: every start of "
        "the component would have the same ones.",
        ("frozen-at-build",),
    ),
    Practice(
        "configuration",
        "Check the configuration in init",
        "Every value is text, and a parameter that has neither value nor default is not there at all. Turn numbers "
        "into numbers, log what is wrong and return False: then the graph does not start with half a configuration. "
        "In a graph, give a parameter's key and its name the same word, because it is not documented which of the "
        "two arrives.",
        ("configuration-methods", "property-pair", "init-returns-nothing"),
    ),
    Practice(
        "logging",
        "Log through the logger",
        "The host's logger has levels and a context, and its lines reach the product's log. What `print` and Python's "
        "own logging write goes to the standard streams. Do not log whole payloads: they may be large, or secret.",
        ("logging-used", "print-used", "level-name"),
    ),
    Practice(
        "windows",
        "Expect batches in an accumulate",
        "The messages of one logical time may come in several calls. The first gets a message with an empty payload "
        "as its staged value, each later one the result of the call before. Run it in random parts in the test "
        "panel: the result must not change. A delay never answers with an earlier time than it was given.",
        ("delay-message-timestamp",),
    ),
    Practice(
        "branch",
        "Name both arms",
        'False is the arm "False", True the arm "True". In the graph both words stand in quotation marks, and both '
        "arms should lead somewhere. A third way is a second branch behind one of the arms.",
        ("branch-returns-integer",),
    ),
    Practice(
        "store",
        "Name what you hand to the state store",
        "`set` takes the timeout before the fencing token, `del_` and `vdel` after it, so write the names. An absent "
        "key is no error but an answer without a value. A request that timed out may still have been carried out.",
        ("host-arguments", "state-store-del"),
    ),
    Practice(
        "testing",
        "Test with what really comes",
        "Keep messages in a collection: usual ones, empty ones, broken ones, very large ones, both forms of content, "
        "and what is expected of each. A collection runs over the text as typed, over a component, or on a build "
        "server.",
    ),
    Practice(
        "debugging",
        "Look instead of stopping",
        "A component has no terminal, so a debugger cannot stop in it. The preview runs the text as it is typed in a "
        "fraction of a second and shows every line logged, every metric and the traceback with its line.",
        ("debugger-left",),
    ),
    Practice(
        "size",
        "Mind the broker's memory profile",
        "A release build here has about 12 MB. The product's documentation asks for a memory profile of Medium or "
        "higher of the MQTT broker for Python modules.",
    ),
)

MISTAKES = (
    Mistake(
        "`process(self, timestamp, input)` for map and filter",
        "one argument, `message`",
        ("process-parameters",),
    ),
    Mistake(
        "a branch returns 0, 1 or 2",
        "a bool: there are two arms, and 2 counts as true",
        ("branch-returns-integer",),
    ),
    Mistake(
        "`for key, param in configuration.properties.items()` and `param.name`",
        "a list of (key, value) pairs of strings",
        ("properties-not-a-dict", "property-pair"),
    ),
    Mistake(
        "`types.Message(timestamp, topic, payload)`",
        "six fields: also `content_type`, `properties` and `schema`",
        ("message-fields",),
    ),
    Mistake(
        "only `BufferOrBytes_Buffer` is handled",
        "a payload may also be `BufferOrBytes_Bytes`",
        ("buffer-only",),
    ),
    Mistake(
        "`self.config` set in `init`, read in `process`",
        "the compiler makes one instance of the class for each function; with the adapter there is one for both",
        ("state-across-methods",),
    ),
    Mistake(
        "`import json` inside a function",
        "what was not loaded during the build cannot be loaded later; the adapter loads it",
        ("import-in-function",),
    ),
    Mistake(
        "`time.time()` without `import time`",
        "a NameError at the first message",
        ("undefined-name",),
    ),
    Mistake(
        "everything is caught, and the message handed on as it came",
        'that hides every fault; under 1.1.0 `raise Err(types.Error("why"))` drops the message and tells why',
        ("swallowed-error",),
    ),
    Mistake(
        "`inject_pdb.py` and `pdb.set_trace()`",
        "a component has no terminal to debug at, and that script breaks sources that have more than the class",
        ("debugger-left",),
    ),
    Mistake(
        "accumulate and delay are still being developed",
        "both are there, build and run",
    ),
    Mistake(
        "2 to 10 MB",
        "36 MB, of which 18 MB are debug sections; a release build here gives 12 MB",
    ),
)
