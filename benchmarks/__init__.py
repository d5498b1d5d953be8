"""Measurements of the running product. Each compares its sides within one run and prints what it found."""
