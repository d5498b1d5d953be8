"""What other programs find, in the same form as our own rules."""
