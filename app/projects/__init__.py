"""Projects, their source files and revisions."""
