"""Payload collections: named cases, what is expected of them, and how they come in and go out."""
