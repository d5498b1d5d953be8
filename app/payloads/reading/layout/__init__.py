"""The layout of the published test tool: a folder for each case, with a ``.test.yaml`` in it."""
