"""Running collections: case after case over one operator, each with a verdict."""
