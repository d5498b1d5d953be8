import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "user-properties"
TEXT = "types.BufferOrString_String"
PAIR = f'({TEXT}("k"), {TEXT}("v"))'


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('new = types.MessageProperties([("k", "v")])', f"new = types.MessageProperties([{PAIR}])"),
        (
            'new = types.MessageProperties([("k", b"v")])',
            f'new = types.MessageProperties([({TEXT}("k"), {TEXT}(b"v".decode()))])',
        ),
        ('new = types.MessageProperties({"k": "v"})', f"new = types.MessageProperties([{PAIR}])"),
        ("new = types.MessageProperties({})", "new = types.MessageProperties([])"),
        ('x.user_properties.append(("k", "v"))  # more', f"x.user_properties.append({PAIR})  # more"),
        (f'x.user_properties.insert(0, ("k", {TEXT}("v")))', f"x.user_properties.insert(0, {PAIR})"),
        ('x.user_properties.extend([("k", "v"), (a, b)])', f"x.user_properties.extend([{PAIR}, (a, b)])"),
        ('x.user_properties += [("k", "v")]', f"x.user_properties += [{PAIR}]"),
        (
            'message.value.properties.user_properties = [("k", "v")]',
            f"message.value.properties.user_properties = [{PAIR}]",
        ),
    ],
)
def test_both_texts_are_wrapped(bad: str, good: str) -> None:
    assert codes(in_process(bad)) == [(CODE, FIRST)]
    assert fixed(in_process(bad)) == in_process(good)
    assert codes(in_process(good)) == []


def test_a_dict_that_is_not_written_out_is_only_told() -> None:
    (found,) = findings(in_process("d = dict(x)\nnew = types.MessageProperties(d)"))
    assert (found.code, found.fixable) == (CODE, False)
    assert found.message == "User properties are a list of pairs of types.BufferOrString_String, and this is a dict."
    assert codes(in_process("new = types.MessageProperties({**a, 'k': 'v'})")) == [(CODE, FIRST)]


@pytest.mark.parametrize(
    "good",
    [
        "new = types.MessageProperties([])",
        "new = types.MessageProperties(pairs)",
        "new = types.MessageProperties([*pairs, (a, b)])",
        "new = types.MessageProperties([pair for pair in x])",
        "x.user_properties.append(pair)",
        "x.user_properties.append()",
        'x.other.append(("k", "v"))',
        "x.user_properties.remove(*y)",
        "x.user_properties.append((1, 2, 3))",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(good)) == []
