"""One file a step; `pipeline.store.migrate.REVISIONS` lists them."""
