"""JSON and YAML as bytes, whatever the texts in them are."""

import json
from typing import Any

import yaml

_ONE_LINE = 1_000_000  # characters: wide enough that nothing a test file holds is folded
_BREAKS = frozenset("\x85\u2028\u2029")  # ends of lines for YAML 1.1, which are not always escaped
_FAST = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # four times as fast, where PyYAML was built with libyaml


def json_bytes(value: Any, *, indent: int | None = None) -> bytes:
    """JSON in UTF-8. A text with half of a surrogate pair, which UTF-8 cannot write, gets escapes."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent).encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent).encode()


def yaml_bytes(value: Any) -> bytes:
    """YAML in UTF-8, members in their order, no line folded; escapes as in ``json_bytes``."""
    try:
        text = _dumped(value, _FAST, is_unicode=True)
    except UnicodeEncodeError:
        return _dumped(value, yaml.SafeDumper, is_unicode=False).encode()
    return (_dumped(value, _FAST, is_unicode=False) if _BREAKS & set(text) else text).encode()


def _dumped(value: Any, dumper: Any, *, is_unicode: bool) -> str:
    text: str = yaml.dump(value, Dumper=dumper, sort_keys=False, allow_unicode=is_unicode, width=_ONE_LINE)
    return text
