import json

import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.payloads.writing.texts import json_bytes, yaml_bytes

ANY_TEXT = st.text(st.characters(), max_size=80)
CLEAN_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(st.dictionaries(ANY_TEXT, ANY_TEXT | st.lists(ANY_TEXT)))
def test_any_text_comes_back_from_json(value: dict[str, object]) -> None:
    assert json.loads(json_bytes(value)) == value


@given(CLEAN_TEXT, st.lists(CLEAN_TEXT))
def test_any_text_comes_back_from_yaml(name: str, paths: list[str]) -> None:
    assert yaml.safe_load(yaml_bytes({"name": name, "select": paths})) == {"name": name, "select": paths}


def test_half_of_a_surrogate_pair_is_written_as_an_escape() -> None:
    assert json_bytes("\ud800") == b'"\\ud800"'
    assert b"\\uD800" in yaml_bytes({"name": "é\ud800"})


def test_members_keep_their_order_and_long_texts_their_line() -> None:
    assert yaml_bytes({"b": "word " * 100 + "end", "a": 1}).splitlines()[1] == b"a: 1"
