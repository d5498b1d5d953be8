"""What the ruleset handles and grants, by ABI; that the kernel enforces it is shown in test_walls.py."""

from __future__ import annotations

import struct

import pytest

from app.sandbox import landlock


@pytest.mark.parametrize(("abi", "highest"), [(1, 12), (2, 13), (3, 14), (4, 14), (5, 15), (8, 15), (9, 16), (12, 16)])
def test_every_right_that_an_abi_knows_is_handled(abi: int, highest: int) -> None:
    assert landlock.handled(abi) == (1 << (highest + 1)) - 1


@pytest.mark.parametrize(("abi", "words"), [(3, 1), (4, 2), (5, 2), (6, 3), (7, 3)])
def test_network_and_scopes_are_handled_as_soon_as_they_exist(abi: int, words: int) -> None:
    for network, tcp in ((False, 3), (True, 1)):  # connecting is let through, never binding
        attributes, size = landlock._attributes(abi, network=network)
        assert size == 8 * words
        values = struct.unpack(f"={words}Q", attributes.raw)
        assert values == (landlock.handled(abi), tcp, 3)[:words]


def test_only_programs_are_executed_and_nothing_grants_links_pipes_sockets_or_devices() -> None:
    special = landlock.MAKE_SYM | landlock.MAKE_FIFO | landlock.MAKE_SOCK | landlock.MAKE_CHAR | landlock.MAKE_BLOCK
    for granted in (landlock.READ, landlock.WRITE, landlock.DEVICE):
        assert granted & (landlock.EXECUTE | special | landlock.IOCTL_DEV) == 0
    assert landlock.READ & landlock.WRITE_FILE == 0
    assert landlock.PROGRAM == landlock.EXECUTE | landlock.READ_FILE


def test_the_running_kernel_answers_with_an_abi() -> None:
    assert landlock.abi() >= 0
