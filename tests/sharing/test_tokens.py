import pytest

from app.sharing.tokens import is_digest_of, new_token, token_digest


def test_tokens_have_192_bits_and_differ() -> None:
    tokens = {new_token() for _ in range(500)}

    assert len(tokens) == 500
    assert {len(token) for token in tokens} == {32}  # six bits each


def test_what_is_kept_does_not_hold_the_token() -> None:
    token = new_token()
    kept = token_digest(token)

    assert kept is not None
    assert token not in kept
    assert is_digest_of(kept, token_digest(token) or "")
    assert not is_digest_of(kept, token_digest(new_token()) or "")


@pytest.mark.parametrize(
    "given", ["", "a", "a" * 31, "a" * 33, "a" * 31 + "=", "a" * 31 + "\n", "ä" * 32, "a" * 31 + "/"]
)
def test_what_cannot_be_a_token_is_told_before_anything_is_looked_up(given: str) -> None:
    assert token_digest(given) is None
