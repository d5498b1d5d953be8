"""What an operator is: kinds, worlds, names, files, templates, and what a failed build means."""
