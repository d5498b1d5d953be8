"""Finding in an operator's sources what would fail, or mislead, once it runs.

One rule a file, in ``interface``, ``data_model``, ``environment`` and ``habits``; ``tools`` asks ruff and ty. All of it
reads hostile text, so it runs in a child of the sandbox (``child``); ``app.operators.checker`` is the way in.
"""
