import pytest

from app.kit.digests import digest_of, hex_part, is_digest, short_digest

# FIPS 180-4's own example: the digest of three bytes.
ABC = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_digest_of_some_bytes() -> None:
    assert digest_of(b"abc") == ABC
    assert (hex_part(ABC), short_digest(ABC)) == (ABC[7:], "ba7816bf8f01")


@pytest.mark.parametrize(
    "text",
    [
        "",
        ABC[7:],
        ABC.upper(),
        ABC + "0",
        ABC[:-1],
        ABC + "\n",
        "sha256:" + "g" * 64,
        "sha256:" + "٣" * 64,
        "sha512:" + "0" * 64,
        "sha256:../" + "0" * 61,
        "sha256:" + "0" * 63 + "\0",
    ],
)
def test_what_only_looks_like_a_digest_is_refused(text: str) -> None:
    assert not is_digest(text)
    with pytest.raises(ValueError, match="not a sha256 digest"):
        hex_part(text)
