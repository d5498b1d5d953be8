"""What an operator is: kinds, worlds, bindings, templates."""
