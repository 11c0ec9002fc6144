"""What is known beside the form when it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizers.roster import Roster


@dataclass(frozen=True, slots=True)
class Background:
    """What other files tell about a form's unit; None means that nothing is known.

    `last_year_level1` is the number of 一级指标 in the unit's form of the year before. `roster` is
    whom the office knows.
    """

    last_year_level1: int | None = None
    roster: Roster | None = None


NOTHING_KNOWN = Background()
