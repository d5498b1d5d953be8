import pytest

from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.tables import MAX_HANDLES, TooManyHandles
from tests.sandbox.wasi.offered import Offered

SOCKETS = ["wasi:sockets/udp", "wasi:sockets/tcp", "wasi:sockets/ip-name-lookup"]
ERRORLESS = {"address-family", "is-listening", "subscribe"}


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
@pytest.mark.parametrize("kind", ["udp", "tcp"])
def test_no_socket_can_be_made(kind: str, family: str) -> None:
    assert Offered().error(f"wasi:sockets/{kind}-create-socket", f"create-{kind}-socket", family) == "access-denied"


def test_no_name_can_be_looked_up() -> None:
    offered = Offered()
    network = offered.call("wasi:sockets/instance-network", "instance-network")
    lookup = "wasi:sockets/ip-name-lookup"
    assert offered.error(lookup, "resolve-addresses", network, "example.com") == "permanent-resolver-failure"


@pytest.mark.parametrize("interface", SOCKETS)
def test_whatever_is_done_with_a_socket_that_does_not_exist_fails(interface: str) -> None:
    offered = Offered()
    for name in offered.interfaces[interface].functions():
        if name.rpartition(".")[2] in ERRORLESS:
            with pytest.raises(RuleBroken, match="never given"):
                offered.call(interface, name, 1)
        else:
            assert offered.error(interface, name, 1, 2, 3) in {"access-denied", "permanent-resolver-failure"}


def test_handles_of_the_network_are_bounded() -> None:
    offered = Offered()
    handles = [offered.call("wasi:sockets/instance-network", "instance-network") for _ in range(MAX_HANDLES)]
    with pytest.raises(TooManyHandles):
        offered.call("wasi:sockets/instance-network", "instance-network")
    offered.drop("wasi:sockets/network", "network", handles[0])
    offered.call("wasi:sockets/instance-network", "instance-network")
