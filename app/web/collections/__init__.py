"""The pages of payload collections: their cases, their runs, and what came of each case."""
