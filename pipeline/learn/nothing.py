"""That nothing could be learned."""

from __future__ import annotations


class NothingLearned(ValueError):
    """A file holds no form that a scheme could be made of; the message is a Chinese clause."""
