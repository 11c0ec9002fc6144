"""Chance that is the same on every machine and in every run."""

from __future__ import annotations

import random


def dice(*parts: object) -> random.Random:
    """A source of chance that depends on these parts only."""
    return random.Random("/".join(map(str, parts)))  # noqa: S311 - no secret is made of it
