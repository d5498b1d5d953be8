"""The project page: files and editor, build panel, test panel, revisions."""
