"""The help beside the editor, and the tour of a first visit."""
