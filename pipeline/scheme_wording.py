"""Findings in the words of the scheme: a district may say a sentence of the catalogue otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from normalizers.scheme import WORDING_FIELDS, load_scheme

from .catalogue import RULES

if TYPE_CHECKING:
    from pathlib import Path

    from normalizers.scheme import Scheme

    from .model import Finding, Result

CODES = frozenset(rule.code for rule in RULES)
"""The findings that a scheme may word."""


def load_worded_scheme(name_or_file: str | Path) -> Scheme:
    """The scheme of this name or file, which words no finding that the catalogue has not got.

    Raises:
        SchemeProblem: no such scheme, or faults in it; see `normalizers.scheme.load_scheme`.
    """
    return load_scheme(name_or_file, CODES)


def in_own_words(result: Result) -> Result:
    """The result with its findings in the words of its scheme."""
    if result.scheme is None or not result.scheme.wording:
        return result
    scheme = result.scheme
    return replace(result, findings=tuple(_said(f, scheme) for f in result.findings))


def _said(finding: Finding, scheme: Scheme) -> Finding:
    own = scheme.wording.get(finding.code)
    if own is None:
        return finding
    page = finding.place.page if finding.place else None
    values = (
        *(finding.message, finding.advice, finding.number, finding.field),
        *(finding.expected, finding.found, "" if page is None else str(page)),
    )
    fields = dict(zip(WORDING_FIELDS, values, strict=True))
    return replace(
        finding,
        message=own.message.format_map(fields) or finding.message,
        advice=own.advice.format_map(fields) or finding.advice,
    )
