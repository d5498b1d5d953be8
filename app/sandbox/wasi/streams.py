"""``wasi:io/streams`` and ``wasi:io/error``: bytes to the run's recording, bytes of files, and a standard input with
nothing in it. No stream ever keeps anybody waiting, so what blocks is what does not; and only reading a file that has
been withdrawn fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.sandbox.values.forms import Case, Own
from app.sandbox.wasi.interface import Functions, Interface, RuleBroken
from app.sandbox.wasi.poll import Poll
from app.sandbox.wasi.tables import Table, Type

MAX_BYTES = 65_536  # moved by one call

Sink = Callable[[str, bytes], None]

_CLOSED = Case("err", Case("closed"))
_DONE = Case("ok")


class Input:
    """What is left to read: a content, which may be empty, from a place on, which may be beyond its end."""

    def __init__(self, content: bytes, position: int = 0, *, is_file: bool = False) -> None:
        self._content, self._position = content, position
        self.is_file = is_file

    def read(self, size: int) -> bytes | None:
        """Up to ``size`` bytes, never more than MAX_BYTES; None at the end."""
        if self._position >= len(self._content):
            return None
        found = self._content[self._position : self._position + min(size, MAX_BYTES)]
        self._position += len(found)
        return found


class Streams:
    """The streams of one instance; an output stream is the name that ``sink`` knows it by."""

    def __init__(self, sink: Sink, poll: Poll) -> None:
        self._sink, self._poll = sink, poll
        self.inputs: Table[Input] = Table(Type.INPUT_STREAM)
        self.outputs: Table[str] = Table(Type.OUTPUT_STREAM)
        self.errors: Table[str] = Table(Type.ERROR)
        self._withdrawn = False

    def interfaces(self) -> Iterator[Interface]:
        """The streams, their errors, and the three standard ones."""
        error = {"error": self.errors.resource}
        yield Interface("wasi:io/error", {"[method]error.to-debug-string": self._tell}, error)
        types = {"input-stream": self.inputs.resource, "output-stream": self.outputs.resource}
        yield Interface("wasi:io/streams", {**self._reading(), **self._writing()}, types)
        yield Interface("wasi:cli/stdin", {"get-stdin": lambda: self.inputs.add(Input(b""))})
        yield Interface("wasi:cli/stdout", {"get-stdout": lambda: self.outputs.add("stdout")})
        yield Interface("wasi:cli/stderr", {"get-stderr": lambda: self.outputs.add("stderr")})

    def clear(self) -> None:
        """Forget all streams."""
        for table in (self.inputs, self.outputs, self.errors):
            table.clear()

    def open(self, content: bytes, position: int) -> Own:
        """A stream of a content from a place on."""
        return self.inputs.add(Input(content, position, is_file=True))

    def withdraw_files(self) -> None:
        """From now on reading a file fails with an error that is ``bad-descriptor`` in the words of the file system."""
        self._withdrawn = True

    def _reading(self) -> Functions:
        return {
            "[method]input-stream.read": self._read,
            "[method]input-stream.blocking-read": self._read,
            "[method]input-stream.skip": self._skip,
            "[method]input-stream.blocking-skip": self._skip,
            "[method]input-stream.subscribe": self._poll.at_once,
        }

    def _writing(self) -> Functions:
        return {
            "[method]output-stream.check-write": _room,
            "[method]output-stream.write": self._write,
            "[method]output-stream.blocking-write-and-flush": self._write,
            "[method]output-stream.flush": _flush,
            "[method]output-stream.blocking-flush": _flush,
            "[method]output-stream.subscribe": self._poll.at_once,
            "[method]output-stream.write-zeroes": self._write_zeroes,
            "[method]output-stream.blocking-write-zeroes-and-flush": self._write_zeroes,
            "[method]output-stream.splice": self._splice,
            "[method]output-stream.blocking-splice": self._splice,
        }

    def _read(self, stream: int, size: int) -> Case:
        source = self.inputs[stream]
        if source.is_file and self._withdrawn:
            return Case("err", Case("last-operation-failed", self.errors.add("bad-descriptor")))
        found = source.read(size)
        return _CLOSED if found is None else Case("ok", found)

    def _skip(self, stream: int, size: int) -> Case:
        return _counted(self._read(stream, size))

    def _write(self, stream: int, content: bytes) -> Case:
        self._sink(self.outputs[stream], content)
        return _DONE

    def _write_zeroes(self, stream: int, size: int) -> Case:
        if size > MAX_BYTES:
            raise RuleBroken(f"the component writes {size:,} zeroes at once, more than {MAX_BYTES:,}")
        return self._write(stream, bytes(size))

    def _splice(self, stream: int, source: int, size: int) -> Case:
        answer = self._read(source, size)
        if answer.tag == "ok":
            self._write(stream, answer.value)
        return _counted(answer)

    def _tell(self, error: int) -> str:
        return self.errors[error]


def _room(_stream: int) -> Case:
    return Case("ok", MAX_BYTES)


def _flush(_stream: int) -> Case:
    return _DONE


def _counted(answer: Case) -> Case:
    return Case("ok", len(answer.value)) if answer.tag == "ok" else answer
