"""What a command ends with."""

from __future__ import annotations

READ_ALL, FLAGGED, USAGE, UNREADABLE = range(4)
"""Exit status: all read; --strict and an error found; wrong usage; some file could not be read."""
