"""From a revision to a component."""
