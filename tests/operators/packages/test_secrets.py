import pytest

from app.operators.packages.secrets import identity, without_credentials

INDEX = "https://robot:s3cr%40t%2F@index.example:8443/simple/"


@pytest.mark.parametrize(
    "said",
    [
        f"Failed to fetch: {INDEX}idna/",
        "https://robot:s3cr@t/@index.example/simple",
        "the password s3cr@t/ was refused",
        "s3cr%40t%2F",
        "Authorization: Basic cm9ib3Q6czNjckB0Lw==",
    ],
)
def test_no_spelling_of_the_password_is_left(said: str) -> None:
    cleaned = without_credentials(said, INDEX)

    assert "s3cr" not in cleaned
    assert "cm9ib3Q6" not in cleaned


def test_the_user_part_of_any_other_address_goes_too() -> None:
    said = "redirected to http://me:hunter2@mirror.example/x, then ftp://a:b@c:d@e/y"

    assert without_credentials(said, None) == "redirected to http://mirror.example/x, then ftp://e/y"


def test_a_token_in_the_place_of_the_name_is_a_secret() -> None:
    assert without_credentials("token-123 is bad", "https://token-123@index.example/") == "*** is bad"


def test_other_text_stays() -> None:
    assert without_credentials("robot: there is no idna==9", INDEX) == "robot: there is no idna==9"
    assert without_credentials("mail me@example", "") == "mail me@example"


def test_an_index_is_named_without_its_credentials() -> None:
    assert identity(None) == "default"
    assert identity(INDEX) == "https://index.example:8443/simple"
    assert identity("http://[::1]:80/simple") == identity("http://a:b@[::1]:80/simple/") == "http://[::1]:80/simple"
