# kind: map, API version: 1.0.0
"""Adds the name of the plant to every JSON message and marks it with a user property."""

from map_impl import exports
from map_impl.imports import logger, types

import content
from settings import Settings

settings = Settings()


class Map(exports.Map):
    def init(self, configuration):
        global settings
        try:
            settings = Settings.of(configuration.properties)
        except ValueError as problem:
            logger.log(logger.Level.ERROR, "enrich", str(problem))
            return False
        return True

    def process(self, message):
        if not isinstance(message, types.DataModel_Message):
            return message
        inner = message.value
        document = content.parse(content.raw(inner.payload))
        if document is None:
            logger.log(logger.Level.WARN, "enrich", "the payload is no JSON object, so it goes on as it is")
            return types.DataModel_Message(inner)
        document.setdefault("plant", settings.plant)
        marked = types.MessageProperties(
            user_properties=[*inner.properties.user_properties, content.prop("enriched", settings.plant)]
        )
        return types.DataModel_Message(
            types.Message(
                timestamp=inner.timestamp,
                topic=inner.topic,
                content_type=types.BufferOrString_String("application/json"),
                payload=types.BufferOrBytes_Bytes(content.dump(document)),
                properties=marked,
                schema=inner.schema,
            )
        )
