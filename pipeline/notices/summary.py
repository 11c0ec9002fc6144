"""The summary of a batch: who passed, who is returned, what is found most, who sent nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pipeline.catalogue import RULES
from pipeline.model import Level

from .fields import sender_fields, year_of
from .letters import HEADINGS
from .model import Verdict
from .numbering import numeral
from .plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.published import PublishedFinding, PublishedSubmission

    from .fields import Field, Fields
    from .model import Letter, Sender

MOST_FREQUENT = 10
"""Rows of the table of frequent findings: half a page."""

_MAIN = 3
"""Findings that a department's row names."""

_TITLES = {rule.code: rule.title for rule in RULES}
_PARTS = ("审核通过", "退回修改", "退回重报", "常见问题", "尚未报送")


def summary_fields(letters: Sequence[Letter], unsent: Sequence[str], sender: Sender) -> Fields:
    """What the template of the summary can speak of.

    `unsent` are the departments known to have sent nothing, none where that is not known.
    """
    submissions = [letter.submission for letter in letters]
    parts: dict[str, Sequence[Field]] = {
        "审核通过": [_name(s) for s in _with(letters, Verdict.PASSED)],
        "退回修改": _rows(_with(letters, Verdict.REVISE)),
        "退回重报": _rows(_with(letters, Verdict.RESEND)),
        "常见问题": _frequent(submissions),
        "尚未报送": [plain(unit) for unit in unsent],
    }
    filled = [name for name in _PARTS if parts[name]]
    return {
        "年度": _year(submissions),
        "总数": len(letters),
        "需修改": sum(s.count(Level.ERROR) for s in submissions),
        "请核对": sum(s.count(Level.WARNING) for s in submissions),
        "编号": {name: numeral(number) for number, name in enumerate(filled, start=1)},
        **parts,
        **sender_fields(sender),
    }


def _with(letters: Sequence[Letter], verdict: Verdict) -> list[PublishedSubmission]:
    return [letter.submission for letter in letters if letter.verdict is verdict]


def _name(submission: PublishedSubmission) -> str:
    return plain(submission.unit) or f"“{plain(submission.id)}”"


def _rows(submissions: Sequence[PublishedSubmission]) -> list[Fields]:
    return [
        {
            "序号": number,
            "单位": _name(submission),
            "需修改": submission.count(Level.ERROR),
            "请核对": submission.count(Level.WARNING),
            "主要问题": _main(submission),
        }
        for number, submission in enumerate(submissions, start=1)
    ]


def _main(submission: PublishedSubmission) -> str:
    """What the submission is returned for: its most frequent errors."""
    errors = (f for f in submission.findings if f.level is Level.ERROR)
    counts = Counter(_title(f) for f in errors)
    told = [
        f"{title}{times}处" if times > 1 else title for title, times in counts.most_common(_MAIN)
    ]
    return f"{'；'.join(told)}{'等' if len(counts) > _MAIN else ''}"


def _frequent(submissions: Sequence[PublishedSubmission]) -> list[Fields]:
    """The findings that most submissions have, hints apart."""
    ids: defaultdict[tuple[Level, str], list[str]] = defaultdict(list)
    for finding in _findings(submissions):
        ids[finding.level, _title(finding)].append(finding.id)
    ranked = sorted(ids.items(), key=lambda item: (-len(set(item[1])), -len(item[1]), item[0]))
    return [
        {
            "序号": number,
            "问题": title,
            "类别": HEADINGS[level],
            "份数": len(set(members)),
            "处数": len(members),
        }
        for number, ((level, title), members) in enumerate(ranked[:MOST_FREQUENT], start=1)
    ]


def _findings(submissions: Sequence[PublishedSubmission]) -> Iterator[PublishedFinding]:
    for submission in submissions:
        yield from (f for f in submission.findings if f.level is not Level.HINT)


def _title(finding: PublishedFinding) -> str:
    return _TITLES.get(finding.code, finding.code)


def _year(submissions: Sequence[PublishedSubmission]) -> str:
    """The year that most forms are of."""
    years = Counter(s.year for s in submissions if s.year)
    return year_of(years.most_common(1)[0][0]) if years else ""
