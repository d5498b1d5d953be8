"""The interfaces that an operator imports, served by the studio: one interface a file, each a class whose functions
take and give plain values (``app.sandbox.values.forms``)."""

from typing import Protocol

from app.sandbox.recording import Recording
from app.sandbox.values.linking import Host


class HostInterface(Host, Protocol):
    """What every file here offers: an interface to link, which writes into the recording of the call under way."""

    recording: Recording
