"""How the entry class meets the interface of its kind."""
