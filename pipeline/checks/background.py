"""What is known beside the form when it is checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Background:
    """What other files tell about a form's unit; None means that nothing is known.

    `last_year_level1` is the number of 一级指标 in the unit's form of the year before.
    """

    last_year_level1: int | None = None


NOTHING_KNOWN = Background()
