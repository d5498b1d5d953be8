"""Operator Studio: edit, build, keep and run Python operators for Azure IoT Operations."""

__version__ = "0.1.0"
