"""Texts as every database can hold them."""

from __future__ import annotations


def storable(text: str) -> str:
    """The text without NUL, which PostgreSQL refuses, and lone surrogates, which UTF-8 has not."""
    return text.encode("utf-8", "replace").decode().replace("\0", "�")
