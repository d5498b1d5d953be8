"""Small things every room may use, one topic per file, standard library only."""
