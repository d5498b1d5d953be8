# kind: filter, API version: 1.1.0
"""Passes messages whose topic matches a pattern with MQTT's wildcards."""

import re
from functools import lru_cache

from filter_impl import exports
from filter_impl.imports import types

Props = dict[str, str]


@lru_cache(maxsize=32)
def compiled(pattern: str) -> re.Pattern[str]:
    parts = ["[^/]+" if part == "+" else ".*" if part == "#" else re.escape(part) for part in pattern.split("/")]
    return re.compile("/".join(parts))


def text(content: "types.BufferOrString | types.BufferOrBytes") -> str:
    if isinstance(value := content.value, str):
        return value
    return (value if isinstance(value, bytes) else value.read()).decode("utf-8", "replace")


def properties(message: types.Message) -> Props:
    return {text(key): text(value) for key, value in message.properties.user_properties}


class Filter(exports.Filter):
    patterns: list[str] = []

    def init(self, configuration: types.ModuleConfiguration) -> bool:
        self.patterns = [value for name, value in configuration.properties if name.startswith("pattern")]
        return bool(self.patterns)

    def process(self, message: types.DataModel) -> bool:
        if not isinstance(message, types.DataModel_Message):
            return False
        if properties(message.value).get("bypass") == "yes":
            return True
        topic = text(message.value.topic)
        return any(compiled(pattern).fullmatch(topic) is not None for pattern in self.patterns)
