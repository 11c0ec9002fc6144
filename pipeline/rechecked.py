"""A result whose form has changed by what the batch knows: what is wrong with it then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .checks import Background, check

if TYPE_CHECKING:
    from normalizers.model import Form
    from normalizers.roster import Roster

    from .model import Result


def with_form(result: Result, form: Form, roster: Roster | None) -> Result:
    """The result with another form, and what is found wrong with that one."""
    if result.form is None or result.scheme is None:
        return result
    background = Background(roster=roster)
    before = check(result.form, result.scheme, background)
    kept = tuple(f for f in result.findings if f not in before)
    return replace(result, form=form, findings=(*kept, *check(form, result.scheme, background)))
