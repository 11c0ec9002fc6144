"""The fields of a letter's template, under the names by which the office finds them in Word."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pipeline.columns import written
from pipeline.model import Level

from .numbering import day_text
from .plain import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.published import PublishedSubmission

    from .model import Letter, Part, Sender

Field: TypeAlias = "str | int | Sequence[Field] | Mapping[str, Field]"
Fields: TypeAlias = "Mapping[str, Field]"

_WITHOUT_DEADLINE = "收到本通知之日起5个工作日内"


def fields_of(letter: Letter, sender: Sender) -> Fields:
    """What the template of a letter can speak of; every text is `plain`."""
    submission = letter.submission
    return {
        "结果": letter.verdict.value,
        "文种": letter.verdict.kind,
        "年度": year_of(submission.year),
        "主送机关": plain(submission.unit) or "报送单位",
        "报送材料": _material(submission),
        "报送文件": _files(submission),
        "提交编号": plain(submission.id),
        "发文字号": plain(submission.letter_number),
        "分值": [
            {"大类": plain(total.section), "分值": written(total.found)}
            for total in submission.totals
            if total.found is not None
        ],
        "合计": written(sum((t.found or Decimal(0) for t in submission.totals), Decimal(0))),
        "一级指标数": submission.level1_count or 0,
        "二级指标数": submission.level2_count or 0,
        "需修改": submission.count(Level.ERROR),
        "请核对": submission.count(Level.WARNING),
        "意见": [_part(part) for part in letter.parts],
        "末号": letter.next_numeral,
        **sender_fields(sender),
    }


def sender_fields(sender: Sender) -> Fields:
    """The fields that all letters of a batch share."""
    deadline = sender.deadline
    return {
        "发文机关": plain(sender.office),
        "成文日期": day_text(sender.date),
        "期限": f"{day_text(deadline)}前" if deadline else _WITHOUT_DEADLINE,
    }


def year_of(year: int | None) -> str:
    """`2024年度`, or nothing."""
    return f"{year}年度" if year else ""


def _material(submission: PublishedSubmission) -> str:
    number = plain(submission.letter_number)
    return f"绩效管理目标考评表（{number}）" if number else "绩效管理目标考评表"


def _files(submission: PublishedSubmission) -> str:
    names = plain(submission.files) or plain(submission.id)
    return "、".join(f"“{name}”" for name in names.split("、"))


def _part(part: Part) -> Fields:
    groups = [{"标题": group.title, "条目": group.remarks} for group in part.groups]
    return {"标题": part.title, "大类": groups}
