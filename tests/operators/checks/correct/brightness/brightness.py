# kind: map, API version: 1.0.0
"""Turns a camera picture of rgb24 pixels into grey ones of half the size."""

from map_impl import exports
from map_impl.imports import logger, types

CHANNELS = 3
WEIGHTS = (299, 587, 114)


def pixels(frame, width, height):
    """The grey value of every other pixel in every other row."""
    for y in range(0, height, 2):
        for x in range(0, width, 2):
            at = (y * width + x) * CHANNELS
            yield sum(weight * part for weight, part in zip(WEIGHTS, frame[at : at + CHANNELS])) // 1000


def text_of(content):
    if isinstance(content, types.BufferOrString_Buffer):
        return content.value.read().decode()
    return content.value


class Map(exports.Map):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        if configuration.properties:
            logger.log(logger.Level.INFO, "brightness", "this operator has no parameters")
        return True

    def process(self, message: types.DataModel) -> types.DataModel:
        if not isinstance(message, types.DataModel_Snapshot):
            return message
        picture = message.value
        if text_of(picture.format) != "rgb24":
            return types.DataModel_Snapshot(picture)
        frame = picture.frame
        data = frame.value.read() if isinstance(frame, types.BufferOrBytes_Buffer) else frame.value
        if len(data) != picture.width * picture.height * CHANNELS:
            logger.log(
                logger.Level.ERROR, "brightness", f"{len(data)} bytes do not fit {picture.width}x{picture.height}"
            )
            return types.DataModel_Snapshot(picture)
        grey = bytes(pixels(data, picture.width, picture.height))
        return types.DataModel_Snapshot(
            types.Snapshot(
                picture.timestamp,
                types.BufferOrString_String("gray8"),
                (picture.width + 1) // 2,
                (picture.height + 1) // 2,
                types.BufferOrBytes_Bytes(grey),
            )
        )
