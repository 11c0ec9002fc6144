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
    found: dict[int, Result] = {}
    for indices in _departments(facts(results, standing_of)):
        members = {index: results[index] for index in indices}
        for index, form in _agreed(tuple(members.items()), roster):
            found[index] = with_form(members[index], form, roster)
    return altered(results, found)


def _departments(standings: Sequence[Standing]) -> Iterator[list[int]]:
    """The indices of each department's results, in the order of their ids.

    Only of departments that have sent more than copies of one file.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(range(len(standings)), key=lambda i: standings[i].id):
        if standings[index].scheme is not None and standings[index].department:
            groups[standings[index].department].append(index)
    for group in groups.values():
        if len({standings[index].fingerprint or str(index) for index in group}) > 1:
            yield group


def _agreed(results: Sequence[tuple[int, Result]], roster: Roster | None) -> list[tuple[int, Form]]:
    """The forms that change, each with its index.

    Copies of one file are one witness, and share what it comes to.
    """
    first: dict[str, tuple[int, Form]] = {}
    for index, result in results:
        if result.form is not None:
            first.setdefault(result.fingerprint or str(index), (index, result.form))
    by_index = dict(results)
    witnesses = [_witness(form, by_index[i]) for i, form in first.values()]
    forms = agreed(witnesses, _listed(results, roster))
    changed = {
        key: (before, after)
        for (key, (_, before)), after in zip(first.items(), forms, strict=True)
        if after is not before
    }
    return [
        (index, replace(result.form, sections=changed[key][1].sections))
        for index, result in results
        if (key := result.fingerprint or str(index)) in changed
        and result.form is not None
        and result.form.sections == changed[key][0].sections
    ]


def _listed(results: Sequence[tuple[int, Result]], roster: Roster | None) -> frozenset[str]:
    for _, result in results:
        if roster and result.form and result.scheme:
            staff = roster.staff_of(result.form.unit.value, result.scheme)
            return staff.listed if staff else frozenset()
    return frozenset()


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
