"""Reading -> Form: clean values, each with its source and its repairs. Never judges."""
