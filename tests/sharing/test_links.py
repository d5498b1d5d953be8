"""Links of other studios' shares, honest and hostile."""

import pytest

from app.errors import Forbidden, Invalid
from app.sharing.links import share_link

TOKEN = "a" * 32
ALLOWED = ("studio.example", "studio.example:8443", "127.0.0.1:8000", "localhost:8000", "[::1]:8000", "10.0.0.7")


@pytest.mark.parametrize(
    ("text", "place", "tls"),
    [
        (f"https://studio.example/s/{TOKEN}", "studio.example", True),
        (f" https://STUDIO.example:443/s/{TOKEN}/\n", "studio.example", True),
        (f"https://studio.example:8443/s/{TOKEN}", "studio.example:8443", True),
        (f"https://10.0.0.7/s/{TOKEN}", "10.0.0.7", True),
        (f"http://127.0.0.1:8000/s/{TOKEN}", "127.0.0.1:8000", False),
        (f"http://localhost:8000/s/{TOKEN}", "localhost:8000", False),
        (f"http://[::1]:8000/s/{TOKEN}", "[::1]:8000", False),
    ],
)
def test_a_link_of_a_host_that_is_named(text: str, place: str, tls: bool) -> None:
    link = share_link(text, ALLOWED)
    assert (link.place, link.scheme == "https", link.token) == (place, tls, TOKEN)
    assert TOKEN not in f"{link} {link!r}"


@pytest.mark.parametrize(
    "start",
    [
        "https://other.example",
        "https://studio.example.evil.example",
        "https://evil.studio.example",
        "https://studio.example:8444",
        "https://studio.example.",
        "https://127.0.0.1",
        "https://169.254.169.254",
        "https://2130706433:8000",
        "https://0x7f.1:8000",
        "https://[::ffff:127.0.0.1]:8000",
        "http://127.0.0.1:8001",
        "http://studio.example",
        "http://10.0.0.7",
    ],
)
def test_no_other_host_is_asked(start: str) -> None:
    with pytest.raises(Forbidden) as refused:
        share_link(f"{start}/s/{TOKEN}", ALLOWED)
    assert TOKEN not in refused.value.detail


def test_a_name_without_https_is_refused_though_it_is_named() -> None:
    with pytest.raises(Forbidden, match="only fetched over HTTPS"):
        share_link(f"http://studio.example:8443/s/{TOKEN}", ALLOWED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "studio.example",
        TOKEN,
        f"//studio.example/s/{TOKEN}",
        f"file:///s/{TOKEN}",
        f"ftp://studio.example/s/{TOKEN}",
        f"https:///s/{TOKEN}",
        f"https://studio.example@evil.example/s/{TOKEN}",
        f"https://me:pw@studio.example/s/{TOKEN}",
        f"https://evil.example#@studio.example/s/{TOKEN}",
        f"https://evil.example\\@studio.example/s/{TOKEN}",
        f"https://studio.example:99999/s/{TOKEN}",
        f"https://studio.example:x/s/{TOKEN}",
        f"https://studio.example/s/{TOKEN}/../../api/v1/projects",
        f"https://studio.example/s/{TOKEN}/copy.zip",
        f"https://studio.example/s/%2e%2e/{TOKEN}",
        f"https://studio.example/s/{TOKEN}?next=https://evil.example",
        f"https://studio.example/s/{TOKEN}#x",
        f"https://studio.example/x/s/{TOKEN}",
        "https://studio.example/s/",
        "https://studio.example/s/short",
        f"https://studio.example/s/{TOKEN}\r\nHost: evil",
        f"https://studio.example/s/{TOKEN} x",
        f"https://studio.exämple/s/{TOKEN}",
        f"https://studio.example/s/{'a' * 600}",
        f"https://[studio.example/s/{TOKEN}",
    ],
)
def test_what_is_no_link_of_a_share_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        share_link(text, ALLOWED)


def test_without_a_list_nothing_is_fetched() -> None:
    with pytest.raises(Forbidden, match="from no other one") as refused:
        share_link(f"https://studio.example/s/{TOKEN}", ())
    assert "STUDIO_SHARE_HOSTS" in refused.value.detail
