"""Running a component on messages."""
