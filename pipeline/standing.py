"""What a run knows of every result at once: whose it is, and how it came."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.origin import is_recognised
from normalizers.roster import bare_unit

if TYPE_CHECKING:
    from normalizers.model import Origin
    from normalizers.scheme import Scheme

    from .model import Result


@dataclass(frozen=True, slots=True)
class Standing:
    """A result in a few words.

    `unit` is the unit's name as the form has it, empty where none is known; `department` the same
    without its city's and its district's name. `rows` and `origin` are None where there is no form.
    """

    id: str
    fingerprint: str
    unit: str
    department: str
    year: int | None
    scheme: Scheme | None
    rows: int | None
    origin: Origin | None
    is_recognised: bool

    @property
    def has_form(self) -> bool:
        """Whether a form could be read."""
        return self.rows is not None


def standing_of(result: Result) -> Standing:
    """The result in a few words."""
    form, unit = result.form, sys.intern(unit_of(result))
    return Standing(
        id=result.submission.id,
        fingerprint=result.fingerprint,
        unit=unit,
        department=sys.intern(bare_unit(unit, result.scheme)) if result.scheme else unit,
        year=None if form is None else form.year,
        scheme=result.scheme,
        rows=None if form is None else len(form.indicators),
        origin=None if form is None else form.origin,
        is_recognised=form is not None and is_recognised(form.unit.source, form.origin),
    )


def unit_of(result: Result) -> str:
    """The unit's name as the form has it, empty where none is known."""
    return (result.form.unit.value or "") if result.form is not None else ""
