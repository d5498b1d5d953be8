"""What works, but not as its author expects."""
