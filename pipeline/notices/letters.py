"""The letter on each submission of a dataset: what it says, from what the dataset says of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.model import Level, State

from .model import Group, Letter, Part, Verdict
from .numbering import numeral
from .placing import prefixes_of, sections_of
from .remarks import remarks_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.published import PublishedFinding, PublishedSubmission

    from .placing import Sections

HEADINGS = {
    Level.ERROR: "需修改的问题",
    Level.WARNING: "请核对的问题",
    Level.HINT: "供参考的意见",
}
"""What a letter calls the findings of each level."""

_REASONS = "未能审核的原因"

_VERDICTS = {
    State.PASSED: Verdict.PASSED,
    State.PENDING: Verdict.REVISE,
    State.RETURNED: Verdict.RESEND,
}


def letters_on(submissions: Sequence[PublishedSubmission]) -> tuple[Letter, ...]:
    """A letter on each submission, in their order."""
    units = {s.id: s.unit for s in submissions}
    prefixes = prefixes_of(submissions)
    return tuple(_letter(s, sections_of(s, prefixes), units) for s in submissions)


def _letter(
    submission: PublishedSubmission, sections: Sections, units: Mapping[str, str]
) -> Letter:
    parts = tuple(
        Part(f"{numeral(number)}、{_heading(submission, level)}", groups)
        for number, (level, groups) in enumerate(_leveled(submission, sections, units), start=1)
    )
    verdict = _VERDICTS[submission.state]
    return Letter(submission, verdict, parts, numeral(len(parts) + 1))


def _heading(submission: PublishedSubmission, level: Level) -> str:
    unread = submission.state is State.RETURNED and level is Level.ERROR
    return _REASONS if unread else HEADINGS[level]


def _leveled(
    submission: PublishedSubmission, sections: Sections, units: Mapping[str, str]
) -> Iterator[tuple[Level, tuple[Group, ...]]]:
    for level in Level:
        findings = [f for f in submission.findings if f.level is level]
        if not findings:
            continue
        if submission.state is State.RETURNED:  # without a form there are no sections
            yield level, (Group("", _numbered(findings, units)),)
        else:
            yield level, _groups(findings, sections, units)


def _groups(
    findings: Sequence[PublishedFinding], sections: Sections, units: Mapping[str, str]
) -> tuple[Group, ...]:
    members: defaultdict[str, list[PublishedFinding]] = defaultdict(list)
    for finding in sorted(findings, key=sections.place_of):
        members[sections.of(finding)].append(finding)
    found = [heading for heading in sections.headings() if heading in members]
    return tuple(
        Group(f"（{numeral(number)}）{heading}", _numbered(members[heading], units))
        for number, heading in enumerate(found, start=1)
    )


def _numbered(findings: Sequence[PublishedFinding], units: Mapping[str, str]) -> tuple[str, ...]:
    remarks = remarks_on(findings, units)
    return tuple(f"{number}.{remark}" for number, remark in enumerate(remarks, start=1))
