"""What benchmarks measure: figures, each against its goal, and the page that gathers them."""
