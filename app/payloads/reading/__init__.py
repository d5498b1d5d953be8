"""What somebody gives as payloads, read into cases: in a child, since whoever made the files is unknown."""
