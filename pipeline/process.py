"""One submission, from its files to its result: read, choose the scheme, normalise, check."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import parsers
from normalizers import normalize, titles_of
from normalizers.model import Part
from normalizers.scheme import scheme_for
from parsers.errors import Empty, FileProblem
from parsers.limits import DEFAULT_LIMITS, Limits

from .checks import check
from .findings import finding, finding_of_problem
from .fingerprint import fingerprint_of
from .model import Finding, Result, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizers.model import Form
    from normalizers.scheme import Scheme


def process(
    submission: Submission, scheme: Scheme | None = None, limits: Limits = DEFAULT_LIMITS
) -> Result:
    """What a submission comes to; without a `scheme`, by the one that its own titles name.

    Never raises for what stands in the files: that is among the findings.
    """
    began = time.perf_counter()
    parts, problems = _read_all(submission, limits)
    chosen = scheme or scheme_for(titles_of(parts))
    form = normalize(parts, chosen) if parts else None
    readings = [part.reading for part in parts]
    pages = [r.pages for r in readings if r.pages is not None]
    return Result(
        submission=submission,
        fingerprint=fingerprint_of(submission, limits),
        kind=_joined(r.kind for r in readings),
        method=_joined(r.method for r in readings),
        pages=sum(pages) if pages else None,
        form=form,
        findings=(*problems, *_judged(form, chosen, problems)),
        seconds=time.perf_counter() - began,
        scheme=chosen,
        notes=tuple(note for r in readings for note in r.notes),
    )


def _read_all(
    submission: Submission, limits: Limits
) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    if not submission.files:
        return (), (finding_of_problem(Empty("文件夹里没有可读的文件。"), submission.id),)
    parts: list[Part] = []
    problems: list[Finding] = []
    for path in submission.files:
        try:
            parts.append(Part(path.name, parsers.read(path, limits)))
        except FileProblem as problem:
            problems.append(finding_of_problem(problem, path.name))
    return tuple(parts), tuple(problems)


def _judged(
    form: Form | None, scheme: Scheme, problems: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    if form is not None:
        return check(form, scheme)
    if problems:
        return ()
    return (finding("file.no_form", "文件读得出，但里面没有找到考评表。"),)


def _joined(texts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(text for text in texts if text))
