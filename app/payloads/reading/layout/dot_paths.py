"""The published tool's dot paths as ours.

It looks at a message as mosquitto_sub prints it: ``topic``, ``payload``, ``properties.content-type`` and
``properties.user-properties.<key>``, besides much that only MQTT knows.
"""

import re

_INDEX = re.compile(r"\[(\d+)\]")
_USER = "properties.user-properties"
_WHOLE = {
    "topic": ["topic"],
    "payload": ["payload"],
    "properties": ["content_type", "user_properties"],
    "properties.content-type": ["content_type"],
    _USER: ["user_properties"],
}


def ours(path: str) -> list[str]:
    """What a path stands for here; empty where a run's output has nothing of the kind."""
    plain = _INDEX.sub(r".\1", path.removeprefix("$."))
    if plain in _WHOLE:
        return _WHOLE[plain]
    if plain.startswith("payload."):
        return [plain]
    if plain.startswith(f"{_USER}."):
        key = plain.removeprefix(f"{_USER}.")  # a user property has no parts: its dots are its own
        return [f"user_properties.{_escaped(key)}"]
    return []


def _escaped(key: str) -> str:
    return key.replace("\\", "\\\\").replace(".", "\\.")
