"""What the batch knows of people: the forms of each department, as witnesses of each other.

Which names are misread is judged in `normalizers.department`; here the forms of a department are
brought together, and what changes is checked again. A form whose department has sent no other one
stays as it is, so that nothing is compared with all the rest of the batch.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from normalizers.department import agreed
from normalizers.people import SURE
from normalizers.testimony import Witness
from parsers.model import Kind

from .pile import altered, facts
from .rechecked import with_form
from .standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Form
    from normalizers.roster import Roster

    from .model import Result
    from .standing import Standing

_TRANSCRIPTS = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.HTML})
"""Kinds that recognition programs write."""


def with_known_people(results: Sequence[Result], roster: Roster | None = None) -> Sequence[Result]:
    """The results, with the names that a department's forms prove of each other.

    The order of the results is kept, and does not matter to what is proved.
    """
    return altered(results, _changes(results, roster))


def _changes(results: Sequence[Result], roster: Roster | None) -> Iterator[tuple[int, Result]]:
    """The results that change. Copies of one file are one witness, and share what it comes to."""
    for contents in _departments(facts(results, standing_of)):
        firsts = [results[copies[0]] for copies in contents]
        forms = [first.form for first in firsts if first.form is not None]
        witnesses = [_witness(f, r) for f, r in zip(forms, firsts, strict=True)]
        after = agreed(witnesses, _listed(firsts[0], roster))
        for copies, old, new in zip(contents, forms, after, strict=True):
            for index in copies if new is not old else ():
                yield from _changed(index, results[index], (old, new), roster)


def _departments(standings: Sequence[Standing]) -> Iterator[list[list[int]]]:
    """The indices of each department's forms, those of one content together, in order of ids.

    Only of departments that have sent more than one content: a witness needs another one.
    """
    groups: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for index in sorted(range(len(standings)), key=lambda i: standings[i].id):
        standing = standings[index]
        if standing.scheme is not None and standing.department:
            content = standing.fingerprint or str(index)
            groups[standing.department].setdefault(content, []).append(index)
    return (list(group.values()) for group in groups.values() if len(group) > 1)


def _changed(
    index: int, result: Result, forms: tuple[Form, Form], roster: Roster | None
) -> Iterator[tuple[int, Result]]:
    """The result with what its content's first form has come to."""
    old, new = forms
    if result.form is not None and result.form.sections == old.sections:
        form = replace(result.form, sections=new.sections)
        yield index, with_form(result, form, roster)


def _listed(result: Result, roster: Roster | None) -> frozenset[str]:
    if roster is None or result.form is None or result.scheme is None:
        return frozenset()
    staff = roster.staff_of(result.form.unit.value, result.scheme)
    return staff.listed if staff else frozenset()


def _witness(form: Form, result: Result) -> Witness:
    least = result.scheme.thresholds.repair if result.scheme else SURE
    return Witness(form, _is_recognised(result), least)


def _is_recognised(result: Result) -> bool:
    """Whether a form's characters were read off a picture, by us or by whoever sent it."""
    form = result.form
    indicators = form.indicators if form else ()
    return not _TRANSCRIPTS.isdisjoint(result.kind.split("、")) or any(
        value.source.confidence < 1 for i in indicators for value in (i.level2, i.owners)
    )
