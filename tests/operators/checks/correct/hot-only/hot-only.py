# kind: filter, API version: 1.0.0
import json

from filter_impl import exports
from filter_impl.imports import logger, types


class Filter(exports.Filter):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        self.threshold = 50.0
        for key, value in configuration.properties:
            if key == "threshold":
                self.threshold = float(value)
        logger.log(logger.Level.INFO, "hot-only", "threshold is %.1f" % self.threshold)
        return True

    def process(self, message: types.DataModel) -> bool:
        if not isinstance(message, types.DataModel_Message):
            return False
        payload = message.value.payload
        if isinstance(payload, types.BufferOrBytes_Buffer):
            data = payload.value.read()
        else:
            data = payload.value
        try:
            temperature = json.loads(data)["temperature"]
        except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError):
            logger.log(logger.Level.ERROR, "hot-only", "dropped a message without a temperature")
            return False
        return isinstance(temperature, (int, float)) and temperature > self.threshold
