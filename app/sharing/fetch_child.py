"""Fetches a share's copy from another studio. Runs in the sandbox's copy profile, in a folder of its own.

Request: ``host``, ``port``, ``tls``, ``path``, ``is_local`` (whether the host is this machine by its very name),
``most_bytes``. Sends ``problem`` (code, and ``status`` of an answer that is no copy), or ``fetched`` (size); then
``copy.zip`` lies in the folder. No redirect is followed, and the address that was looked at is the one that is used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from pathlib import Path
from typing import Any

from app.sandbox.messages import Channel

FILE = "copy.zip"
WAIT_S = 20.0  # for one answer of the network
_CHUNK = 64 << 10
_TYPE = "application/zip"


class _Stopped(Exception):
    def __init__(self, code: str, status: int | None = None) -> None:
        super().__init__(code)
        self.code, self.status = code, status


def main(request: dict[str, Any], channel: Channel) -> None:
    """See above."""
    try:
        size = _fetch(request)
    except _Stopped as stopped:
        channel.send("problem", code=stopped.code, status=stopped.status)
    except ssl.SSLError:
        channel.send("problem", code="certificate", status=None)
    except (OSError, http.client.HTTPException):
        channel.send("problem", code="unreachable", status=None)
    else:
        channel.send("fetched", size=size)


def _fetch(request: dict[str, Any]) -> int:
    connection = http.client.HTTPConnection(request["host"], request["port"], timeout=WAIT_S)
    connection.sock = _connected(request)
    try:
        connection.request("GET", request["path"], headers={"Accept": _TYPE, "User-Agent": "operator-studio"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise _Stopped("answer", answer.status)
        if answer.headers.get_content_type() != _TYPE:
            raise _Stopped("no_copy")
        return _kept(answer, request["most_bytes"])
    finally:
        connection.close()


def _connected(request: dict[str, Any]) -> socket.socket:
    plain = socket.create_connection((_address(request), request["port"]), WAIT_S)
    if not request["tls"]:
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=request["host"])


def _address(request: dict[str, Any]) -> str:
    """The first address of the host; none that only this machine or its link has, where the name does not say so."""
    found = socket.getaddrinfo(request["host"], request["port"], type=socket.SOCK_STREAM)
    for *_, place in found:
        address = ipaddress.ip_address(str(place[0]).partition("%")[0])
        if request["is_local"] == address.is_loopback and not _is_odd(address):
            return str(address)
    raise _Stopped("address")


def _is_odd(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether no studio that others reach can be there: services of the cloud's own machine answer on such ones."""
    real = getattr(address, "ipv4_mapped", None) or address
    if real.is_loopback and real is not address:
        return True
    return bool(real.is_link_local or real.is_multicast or real.is_unspecified)


def _kept(answer: http.client.HTTPResponse, most_bytes: int) -> int:
    size = 0
    with Path(FILE).open("wb") as file:
        while chunk := answer.read(_CHUNK):
            size += len(chunk)
            if size > most_bytes:
                raise _Stopped("too_large")
            file.write(chunk)
    if answer.length:
        raise _Stopped("unreachable")  # it ended before all that was promised had come
    return size
