"""``wasi:sockets``: there is no network. No socket is ever handed out, so that nothing can be done with one either;
the functions are there because a linker needs all of an interface.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from app.sandbox.values.forms import Case, Own, Resource
from app.sandbox.wasi.interface import Functions, Interface, RuleBroken
from app.sandbox.wasi.tables import Table, Type

_DENIED = Case("err", "access-denied")

# Methods whose result knows errors, by resource.
_UDP = """start-bind finish-bind stream local-address remote-address unicast-hop-limit set-unicast-hop-limit
    receive-buffer-size set-receive-buffer-size send-buffer-size set-send-buffer-size"""
_TCP = """start-bind finish-bind start-connect finish-connect start-listen finish-listen accept local-address
    remote-address set-listen-backlog-size keep-alive-enabled set-keep-alive-enabled keep-alive-idle-time
    set-keep-alive-idle-time keep-alive-interval set-keep-alive-interval keep-alive-count set-keep-alive-count hop-limit
    set-hop-limit receive-buffer-size set-receive-buffer-size send-buffer-size set-send-buffer-size shutdown"""


class Sockets:
    """All interfaces of the package."""

    def __init__(self) -> None:
        self._networks: Table[None] = Table(Type.NETWORK)

    def interfaces(self) -> Iterator[Interface]:
        """The network, both kinds of socket, and the lookup of names."""
        yield Interface("wasi:sockets/network", {}, {"network": self._networks.resource})
        yield Interface("wasi:sockets/instance-network", {"instance-network": self._network})
        yield from _udp()
        yield from _tcp()
        stream = "resolve-address-stream"
        functions = {"resolve-addresses": _no_answer, **_methods(stream, "resolve-next-address", "subscribe")}
        types = {stream: _nothing(Type.RESOLVE_ADDRESS_STREAM)}
        yield Interface("wasi:sockets/ip-name-lookup", functions, types)

    def clear(self) -> None:
        """Forget the handles of the network."""
        self._networks.clear()

    def _network(self) -> Own:
        return self._networks.add(None)


def _udp() -> Iterator[Interface]:
    types = {
        "udp-socket": _nothing(Type.UDP_SOCKET),
        "incoming-datagram-stream": _nothing(Type.INCOMING_DATAGRAM_STREAM),
        "outgoing-datagram-stream": _nothing(Type.OUTGOING_DATAGRAM_STREAM),
    }
    functions = {
        **_methods("udp-socket", _UDP, "address-family subscribe"),
        **_methods("incoming-datagram-stream", "receive", "subscribe"),
        **_methods("outgoing-datagram-stream", "check-send send", "subscribe"),
    }
    yield Interface("wasi:sockets/udp", functions, types)
    yield Interface("wasi:sockets/udp-create-socket", {"create-udp-socket": _deny})


def _tcp() -> Iterator[Interface]:
    functions = _methods("tcp-socket", _TCP, "address-family is-listening subscribe")
    yield Interface("wasi:sockets/tcp", functions, {"tcp-socket": _nothing(Type.TCP_SOCKET)})
    yield Interface("wasi:sockets/tcp-create-socket", {"create-tcp-socket": _deny})


def _methods(resource: str, denied: str, impossible: str) -> Functions:
    """Methods that answer with an error, and those whose result has no place for one."""
    names: Mapping[str, Any] = {
        **dict.fromkeys(denied.split(), _deny),
        **dict.fromkeys(impossible.split(), _refuse),
    }
    return {f"[method]{resource}.{name}": function for name, function in names.items()}


def _nothing(kind: Type) -> Resource:
    return Table[None](kind).resource


def _deny(*_: Any) -> Case:
    return _DENIED


def _no_answer(*_: Any) -> Case:
    """What wasmtime answers too, and the C library understands, where names must not be looked up."""
    return Case("err", "permanent-resolver-failure")


def _refuse(*_: Any) -> NoReturn:
    raise RuleBroken("the component uses a socket that it was never given")
