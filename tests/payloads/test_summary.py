from typing import Any

import pytest

from app.payloads.summary import summary


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, ""),
        ({"payload": '{\n  "a": 1,\t"b": 2\n}'}, '{ "a": 1, "b": 2 }'),
        ({"payload": "a\0b\u202ec"}, "a\ufffdb\ufffdc"),
        ({"payload": "AAECAw==", "payload_encoding": "base64"}, "4 bytes"),
        ({"payload": "AAEC", "payload_encoding": "base64"}, "3 bytes"),
        ({"payload": "00ff", "payload_encoding": "hex"}, "2 bytes"),
        ({"bytes": "plain"}, "plain"),
        ({"bytes": "", "encoding": "hex"}, "0 bytes"),
        (
            {"snapshot": {"format": "jpeg", "width": 640, "height": 480, "frame": "AAEC", "frame_encoding": "base64"}},
            "jpeg snapshot, 640 × 480, 3 bytes",
        ),
        ({"messages": []}, "no messages"),
        ({"messages": [{"payload": "first"}, {"payload": "second"}]}, "first"),
    ],
)
def test_the_beginning_of_the_first_payload(given: dict[str, Any], shown: str) -> None:
    assert summary([given, {"payload": "later"}]) == shown


def test_a_long_payload_is_cut_and_says_so() -> None:
    for payload in ("x" * 201, "x" * 10_000_000, " " * 10_000 + "x"):
        line = summary([{"payload": payload}])
        assert len(line) <= 200
        assert line.endswith("…")
