"""Runs of a project's own tests."""
