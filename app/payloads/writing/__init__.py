"""Collections as plain files: our own collection.json, the layout of the published test tool, JUnit XML."""
