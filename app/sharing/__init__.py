"""Sharing: a link that shows one version of a collection to whoever has it, and nothing else."""
