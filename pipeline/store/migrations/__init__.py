"""The store's tables, step by step, as alembic runs them."""
