"""The shapes of the JSON interface; docs/api.md describes them in words."""
