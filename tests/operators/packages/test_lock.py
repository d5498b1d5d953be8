import pytest

from app.operators.packages.lock import NotALock, versions

HASH = f"    --hash=sha256:{'0a' * 32}"
LOCK = f"idna==3.10 \\\n{HASH} \\\n{HASH}\nzope-interface==7.0+local.1 \\\n{HASH}\n"


def test_names_and_versions_are_read() -> None:
    assert versions(LOCK) == {"idna": "3.10", "zope-interface": "7.0+local.1"}
    assert versions("") == {}


@pytest.mark.parametrize(
    "text",
    [
        "idna==3.10\n",
        "idna>=3.10 \\\n" + HASH + "\n",
        "--index-url https://evil.invalid\n" + LOCK,
        LOCK + "-r /etc/passwd\n",
        LOCK + "idna @ https://evil.invalid/idna.whl \\\n" + HASH + "\n",
        "# comment\n" + LOCK,
        LOCK.rstrip(),
        LOCK.replace("\\\n", "\\\r\n"),
        "idna==3.10 ; os_name == 'x' \\\n" + HASH + "\n",
        "../idna==3.10 \\\n" + HASH + "\n",
    ],
)
def test_anything_else_is_no_lock(text: str) -> None:
    with pytest.raises(NotALock):
        versions(text)
