import io
import stat
import zipfile

import pytest

from app.errors import Invalid
from app.importing.reader import ProjectReader, Read

MAP = b"from map_impl import exports\n\nclass Map(exports.Map):\n    pass\n"


def zip_of(files: dict[str, bytes], *extra: zipfile.ZipInfo) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        for info in extra:
            archive.writestr(info, b"/etc/passwd")
    return buffer.getvalue()


def read(reader: ProjectReader, content: bytes, *take: str) -> Read:
    with reader.upload() as upload:
        upload.add("project.zip", iter([content]))
        return reader.read(upload, take)


def refusal(reader: ProjectReader, content: bytes, *take: str) -> str:
    with pytest.raises(Invalid) as caught:
        read(reader, content, *take)
    assert caught.value.code == "project_import"
    return caught.value.detail


def test_files_come_of_the_operators_that_are_asked_for(reader: ProjectReader) -> None:
    content = zip_of({"operators/a/a.py": MAP, "operators/a/b.bin": b"\0\xff", "operators/c/c.py": MAP})
    assert read(reader, content).files == {}
    answer = read(reader, content, "operators/a/a.py")
    assert answer.files == {"operators/a/a.py": {"a.py": MAP, "b.bin": b"\0\xff"}}
    assert [one.name for one in answer.operators] == ["a", "c"]


@pytest.mark.parametrize("name", ["../evil.py", "/etc/passwd", "a/../../b.py", "C:\\x.py", "a\\..\\b.py"])
def test_climbing_paths_are_refused_by_name(reader: ProjectReader, name: str) -> None:
    assert "leads out" in refusal(reader, zip_of({"op/op.py": MAP, name: b""}))


def test_a_link_is_refused_by_name(reader: ProjectReader) -> None:
    link = zipfile.ZipInfo("op/link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    said = refusal(reader, zip_of({"op/op.py": MAP}, link))
    assert "op/link.py" in said
    assert "link" in said


def test_a_bomb_is_refused_by_name(reader: ProjectReader) -> None:
    said = refusal(reader, zip_of({"op/op.py": MAP, "op/big.txt": b"0" * 5_000_000}), "op/op.py")
    assert "op/big.txt" in said


def test_a_lying_size_is_refused(reader: ProjectReader) -> None:
    content = zip_of({"op/op.py": MAP, "op/liar.txt": b"x" * 1000})
    lying = content.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert "op/liar.txt" in refusal(reader, lying, "op/op.py")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"no zip at all"])
def test_what_is_no_zip_is_refused(reader: ProjectReader, content: bytes) -> None:
    assert "Nothing was imported" in refusal(reader, content)


def test_files_without_an_operator_are_refused_in_words(reader: ProjectReader) -> None:
    assert "No operator was found" in refusal(reader, zip_of({"readme.txt": b"hello"}))
