"""What a case expects against what a run reports: no input, no output, nothing is stored."""
