"""Code intelligence: a type checker at work beside the editor, and what goes to and fro between the two."""
