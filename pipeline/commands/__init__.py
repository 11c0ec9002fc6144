"""Commands of `kaoping`, each in a file of its own; `pipeline.cli` gives them their names."""
