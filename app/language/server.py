"""A language server in the sandbox, and the two pipes to it."""

import asyncio
import os
import threading
from asyncio import StreamReader, StreamWriter
from asyncio.streams import FlowControlMixin
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from functools import partial

import structlog

from app.language.framing import framed, read_message
from app.language.workspace import Workspace
from app.sandbox.exits import Cause
from app.sandbox.job import Job
from app.sandbox.process import run
from app.sandbox.profiles import LANGUAGE
from app.sandbox.programs import program

log = structlog.get_logger(__name__)

MAIN = "app.sandbox.language_child"
WRITE_S = 20.0  # for the server to take what it is sent, before it counts as stuck


class Stuck(Exception):
    """The server takes nothing any more."""


class Server:
    """A running server. One task reads, any may write."""

    def __init__(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, body: bytes) -> None:
        """Send one message. Stuck where nobody takes it, OSError where nobody is there any more."""
        self._writer.write(framed(body))
        try:
            async with asyncio.timeout(WRITE_S):  # wait_for of Python 3.11 may swallow that its task is cancelled
                await self._writer.drain()
        except TimeoutError as error:
            raise Stuck from error

    async def receive(self) -> bytes | None:
        """The next message; None once it has ended. NotFramed for what is none."""
        return await read_message(self._reader)


@asynccontextmanager
async def started(workspace: Workspace, threads: Executor) -> AsyncIterator[Server]:
    """A server at work in a workspace, gone with everything it began when the block ends.

    The child lives as long as a call in one of the ``threads``. Whether it could be started shows when it is read from.
    """
    to_read, to_write, handed = _pipes()
    cancel = threading.Event()
    ended = asyncio.get_running_loop().run_in_executor(threads, partial(run, _job(workspace, handed), cancel=cancel))
    try:
        async with _streams(to_read, to_write) as (reader, writer):
            yield Server(reader, writer)
    finally:
        cancel.set()
        outcome = await asyncio.shield(ended)
        if outcome.cause is not Cause.CANCELLED:
            log.warning("a language server ended by itself", cause=outcome.cause, error=outcome.error)


def _pipes() -> tuple[int, int, tuple[int, int]]:
    """Our two ends, and those that are handed over."""
    its_input, to_write = os.pipe()
    to_read, its_output = os.pipe()
    return to_read, to_write, (its_input, its_output)


def _job(workspace: Workspace, handed: tuple[int, int]) -> Job:
    request = {"program": str(program("ty")), "arguments": ["server"], "input": handed[0], "output": handed[1]}
    return Job(MAIN, request, LANGUAGE, workspace.home, LANGUAGE.limits, workspace.readable, handed)


@asynccontextmanager
async def _streams(to_read: int, to_write: int) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
    loop, reader = asyncio.get_running_loop(), StreamReader()
    source, sink = os.fdopen(to_read, "rb", 0), os.fdopen(to_write, "wb", 0)
    incoming, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), source)
    outgoing, protocol = await loop.connect_write_pipe(FlowControlMixin, sink)
    try:
        yield reader, StreamWriter(outgoing, protocol, reader, loop)
    finally:
        incoming.close()
        if not outgoing.is_closing():
            outgoing.abort()
