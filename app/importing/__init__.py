"""Projects that come as a zip file or a folder: read in a child, since whoever made the files is unknown."""
