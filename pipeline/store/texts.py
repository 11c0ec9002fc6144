"""Texts and times as every database can hold them."""

from __future__ import annotations

from datetime import UTC, datetime


def storable(text: str) -> str:
    """The text without NUL, which PostgreSQL refuses, and lone surrogates, which UTF-8 has not."""
    return text.encode("utf-8", "replace").decode().replace("\0", "�")


def in_utc(time: datetime) -> datetime:
    """The time as it was kept: SQLite gives it back without its zone."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
