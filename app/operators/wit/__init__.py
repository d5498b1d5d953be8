"""Reading interface definitions: what is declared, what the comments say, and what Python calls it."""
