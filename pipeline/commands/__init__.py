"""The commands of `kaoping` that stand in files of their own; `pipeline.cli` registers them."""
