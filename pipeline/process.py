"""One submission, from its files to its result: read, choose the scheme, normalise, check."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import parsers
from normalizers import titles_of
from normalizers.model import Part
from normalizers.scheme import scheme_for
from parsers.errors import Empty, FileProblem
from parsers.limits import DEFAULT_LIMITS, Limits

from .consult import consulted, judged
from .findings import finding, finding_of_problem
from .fingerprint import fingerprint_of
from .model import Finding, Result, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from normalizers.roster import Roster
    from normalizers.scheme import Scheme

    from .consult import Judged


def process(
    submission: Submission,
    scheme: Scheme | None = None,
    limits: Limits = DEFAULT_LIMITS,
    roster: Roster | None = None,
) -> Result:
    """What a submission comes to; without a `scheme`, by the one that its own titles name.

    Never raises for what stands in the files: that is among the findings.
    """
    began = time.perf_counter()
    read, problems = _read_all(submission, limits)
    parts = tuple(part for part, _ in read)
    chosen = scheme or scheme_for(titles_of(parts))
    paths = tuple(path for _, path in read)
    judgement = consulted(judged(parts, chosen, roster), paths, chosen, limits)
    readings = [part.reading for part in parts]
    pages = [r.pages for r in readings if r.pages is not None]
    return Result(
        submission=submission,
        fingerprint=fingerprint_of(submission, limits),
        kind=_joined(r.kind for r in readings),
        method=_joined(r.method for r in readings),
        pages=sum(pages) if pages else None,
        form=judgement.form,
        findings=(*problems, *_findings(judgement, problems), *_losses(submission, read)),
        seconds=time.perf_counter() - began,
        scheme=chosen,
        notes=tuple(note for r in readings for note in r.notes),
    )


def _read_all(
    submission: Submission, limits: Limits
) -> tuple[tuple[tuple[Part, Path], ...], tuple[Finding, ...]]:
    if not submission.files:
        return (), (finding_of_problem(Empty("文件夹里没有可读的文件。"), submission.id),)
    parts: list[tuple[Part, Path]] = []
    problems: list[Finding] = []
    for path, name in zip(submission.files, submission.names, strict=True):
        try:
            parts.append((Part(path.name, parsers.read(path, limits)), path))
        except FileProblem as problem:
            problems.append(finding_of_problem(problem, name))
    return tuple(parts), tuple(problems)


def _findings(judgement: Judged, problems: tuple[Finding, ...]) -> tuple[Finding, ...]:
    if judgement.form is not None or problems:
        return judgement.findings
    return (finding("file.no_form", "文件读得出，但里面没有找到考评表。"),)


def _losses(submission: Submission, read: Iterable[tuple[Part, Path]]) -> Iterator[Finding]:
    """What the readers fear to have lost of a file."""
    names = dict(zip(submission.files, submission.names, strict=True))
    for part, path in read:
        for loss in part.reading.losses:
            yield finding("parse.uncertain", f"文件“{names[path]}”：{loss}。")


def _joined(texts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(text for text in texts if text))
