"""Handing out everything that the studio has of a project, so that nobody depends on the studio staying."""
