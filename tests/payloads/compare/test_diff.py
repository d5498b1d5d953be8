from app.payloads.compare.contents import Content
from app.payloads.compare.diff import payloads
from tests.payloads.compare.drawing import drawn


def test_each_payload_has_its_form() -> None:
    assert payloads('{"a": 1}', Content('{"a": 2}')).form == "tree"
    assert payloads({"a": 1}, Content('{"a": 1.0}')).lines == []
    assert payloads("one\ntwo", Content("one\n2")).form == "text"
    assert payloads({"a": 1}, Content("none")).form == "text"
    assert payloads({"base64": "/w=="}, Content("x")).form == "hex"
    assert payloads("x", Content("/w==", "base64")).form == "hex"


def test_only_what_is_looked_at_is_a_difference() -> None:
    one, other = '{"a": 1, "b": {"c": 1}, "t": 1.0}', Content('{"a": 2, "b": 3, "t": 1.1}')
    rules = {"select": ["payload.b.c", "payload.t"], "tolerance": 0.1}
    assert drawn(payloads(one, other, rules).lines) == [
        " {",
        '   "a": 1',
        '   "b": {',
        '-    "c": 1',
        "   }",
        '   "t": 1.0',
        " }",
    ]
    assert payloads(one, other, {"ignores": ["payload"]}).lines == []
