"""Dispatching ids of work; what the work is, it does not know."""
