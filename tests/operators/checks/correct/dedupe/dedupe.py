# kind: filter, API version: 1.1.0
"""Lets a payload through only once in a while, remembered in the state store."""

import hashlib
from typing import Optional

from filter_impl import exports
from filter_impl.imports import logger, state_store, types
from filter_impl.imports.state_store_types import Duration, SetConditions, SetOptions
from filter_impl.types import Err

PREFIX = b"dedupe:"
TIMEOUT = Duration(seconds=5, nanos=0)

options: Optional[SetOptions] = None


def digest(data: types.DataModel) -> bytes:
    content = {
        types.DataModel_Message: lambda: data.value.payload,
        types.DataModel_Snapshot: lambda: data.value.frame,
        types.DataModel_BufferOrBytes: lambda: data.value,
    }[type(data)]()
    raw = content.value if isinstance(content, types.BufferOrBytes_Bytes) else content.value.read()
    return hashlib.sha256(raw).hexdigest().encode()


class Filter(exports.Filter):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        global options
        seconds = int(dict(configuration.properties).get("remember_s", "60"))
        options = SetOptions(SetConditions.ONLY_IF_DOES_NOT_EXIST, expires=Duration(seconds, 0))
        return seconds > 0

    def process(self, message: types.DataModel) -> bool:
        assert options is not None, "init comes first"
        try:
            answer = state_store.set(PREFIX + digest(message), b"1", TIMEOUT, None, options)
        except Err as problem:
            logger.log(logger.Level.WARN, "dedupe", f"the state store did not answer: {problem.value}")
            return True
        return answer.response
