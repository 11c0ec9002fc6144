"""What is wrong in a form: one family of checks a file, joined here."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from .background import NOTHING_KNOWN, Background
from .bases import check_bases
from .certainty import check_certainty
from .conflicts import check_conflicts
from .copies import check_copies, check_others
from .declared import check_declared
from .fields import check_fields
from .fixed import check_fixed
from .indicators import check_labels, check_level1_count, check_level1_limit, check_vague
from .leaders import check_leaders
from .letter import check_letter
from .numbering import check_numbering
from .people import check_people, check_roster
from .references import check_references
from .repetition import check_duplicates, check_overlaps
from .sums import check_sums
from .weights import check_weights
from .whole import check_head, check_parts, check_residues, check_years

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizers.model import Form
    from normalizers.scheme import Scheme
    from pipeline.model import Finding

__all__ = ["NOTHING_KNOWN", "Background", "check"]


def check(
    form: Form, scheme: Scheme, background: Background = NOTHING_KNOWN
) -> tuple[Finding, ...]:
    """Every finding about a form: first those about the whole, then row by row as it stands.

    Pure: the same form, scheme and background give the same findings in the same order.
    """
    findings = chain(
        check_copies(form),
        check_others(form),
        check_parts(form, scheme),
        check_head(form),
        check_letter(form, scheme),
        check_years(form),
        check_residues(form),
        check_declared(form, scheme),
        check_sums(form, scheme),
        check_level1_count(form, scheme),
        check_level1_limit(form, scheme, background),
        check_conflicts(form, scheme),
        check_numbering(form, scheme),
        check_fields(form, scheme),
        check_weights(form, scheme),
        check_fixed(form, scheme),
        check_duplicates(form, scheme),
        check_overlaps(form, scheme),
        check_labels(form, scheme),
        check_bases(form, scheme),
        check_people(form, scheme),
        check_leaders(form, scheme, background),
        check_roster(form, scheme, background),
        check_references(form, scheme),
        check_certainty(form, scheme),
        check_vague(form, scheme),
    )
    return _in_order(findings, form)


def _in_order(findings: Iterable[Finding], form: Form) -> tuple[Finding, ...]:
    rows: dict[str, int] = {}
    for row, indicator in enumerate(form.indicators, start=1):
        rows.setdefault(indicator.number.value or "", row)
    end = len(form.indicators) + 1
    return tuple(sorted(findings, key=lambda f: rows.get(f.number, end) if f.number else 0))
