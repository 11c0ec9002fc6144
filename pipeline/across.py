"""Findings between submissions: what one of them cannot know of itself."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from .findings import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from .model import Finding, Result

_NO_CONTENT = frozenset({"", hashlib.sha256().hexdigest()})


def with_findings_across(results: Sequence[Result]) -> tuple[Result, ...]:
    """The results, with a `file.duplicate` on each of those that came more than once."""
    same_content = _others_alike(results, _content)
    same_form = _others_alike(results, _unit_and_year)
    return tuple(
        replace(r, findings=(*r.findings, *_duplicates(r, alike, related)))
        for r, alike, related in zip(results, same_content, same_form, strict=True)
    )


def _duplicates(
    result: Result, same_content: tuple[str, ...], same_form: tuple[str, ...]
) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if same_content:
        message = f"与{_quoted(same_content)}内容完全相同，是重复报送。"
        found.append(finding("file.duplicate", message))
    versions = tuple(other for other in same_form if other not in same_content)
    if versions and result.form is not None:
        year = f"{result.form.year}年度的" if result.form.year else ""
        message = (
            f"{result.form.unit.value}{year}考评表在{_quoted(versions)}中也有，请确定以哪一份为准。"
        )
        found.append(finding("file.duplicate", message))
    return tuple(found)


def _others_alike(
    results: Sequence[Result], key_of: Callable[[Result], Hashable | None]
) -> list[tuple[str, ...]]:
    """For each result, the ids of the others with the same key; None is like nothing."""
    ids: defaultdict[Hashable, list[str]] = defaultdict(list)
    for result in results:
        ids[key_of(result)].append(result.submission.id)
    return [
        ()
        if key_of(result) is None
        else tuple(i for i in ids[key_of(result)] if i != result.submission.id)
        for result in results
    ]


def _content(result: Result) -> str | None:
    return None if result.fingerprint in _NO_CONTENT else result.fingerprint


def _unit_and_year(result: Result) -> tuple[str, int | None] | None:
    if result.form is None or not result.form.unit.value:
        return None
    return result.form.unit.value, result.form.year


def _quoted(ids: tuple[str, ...]) -> str:
    return "、".join(f"“{i}”" for i in ids)
