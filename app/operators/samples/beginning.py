"""The first file of tests of a project: something that passes with most operators, to be changed into what is meant."""

from app.operators.kinds import Kind

_HEAD = '''\
"""Tests of {name}. Run them in the tab Tests, where each function is one whose name begins with test_.

The parameters are fixtures: operator makes one with its configuration, message makes an input, and read opens what
comes out. There are also logs, metrics, state_store and clock.
"""

import pytest


def test_it_starts_without_configuration(operator):
    operator()


'''
_JSON = '{"temperature": 212}'
_OUTPUT = f"""\
@pytest.mark.parametrize("value", [{_JSON}, {{"temperature": {{"value": 20, "unit": "C"}}}}])
def test_what_goes_in_comes_out_as_json(operator, message, read, value):
    output = read(operator().process(message(value, topic="plant/press")))

    assert output.topic == "plant/press"
    assert "temperature" in output.json()
"""
_ANSWER = """\
@pytest.mark.parametrize("value", [{values}])
def test_the_answer_is_yes_or_no(operator, message{also}, value):
    assert operator().process({before}message(value)) in (True, False)
"""
_ACCUMULATED = f"""\
def test_messages_become_one(operator, message, bare, read):
    output = operator().process(bare(), [message({_JSON}), message({{"temperature": 20}})])

    assert read(output).json() is not None
"""
_DELAYED = f"""\
@pytest.mark.parametrize("moment", ["2026-01-01T00:00:00Z", "2026-01-01T00:00:07Z"])
def test_a_message_is_never_moved_back(operator, message, hlc, moment):
    later = operator().process(message({_JSON}, timestamp=moment), hlc(moment))

    assert later.timestamp.secs >= hlc(moment).timestamp.secs
"""
_BODIES = {
    Kind.MAP: _OUTPUT,
    Kind.FILTER: _ANSWER.format(values=f'{_JSON}, {{"temperature": 20}}', also="", before=""),
    Kind.BRANCH: _ANSWER.format(values='{"severity": "alarm"}, {"severity": "notice"}', also=", hlc", before="hlc(), "),
    Kind.ACCUMULATE: _ACCUMULATED,
    Kind.DELAY: _DELAYED,
}


def first_tests(kind: Kind, name: str) -> tuple[str, str]:
    """The path and the text of a first file of tests for the project of this name."""
    body = _BODIES[kind]
    head = _HEAD if "pytest." in body else _HEAD.replace("import pytest\n\n\n", "")
    return f"test_{name.replace('-', '_')}.py", head.replace("{name}", name) + body
