"""Which packaged scheme a published form is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.scheme import SchemeProblem, packaged_schemes

if TYPE_CHECKING:
    from normalizers.scheme import Scheme

    from .stored_form import StoredForm


def scheme_of(form: StoredForm) -> Scheme:
    """The packaged scheme whose sections and points the dataset states, of its year if it can be.

    Raises:
        SchemeProblem: none is.
    """
    alike = [s for s in packaged_schemes() if _fits(s, form)]
    if not alike:
        raise SchemeProblem("程序自带的方案都没有这份表的大类和分值；请用 --scheme 指明方案。")
    return min(alike, key=lambda s: (s.year != form.year, s.series != form.series))


def _fits(scheme: Scheme, form: StoredForm) -> bool:
    totals = {section.name: section.total for section in scheme.sections}
    return all(totals.get(s.name) == s.due for s in form.sections)
