"""Every column of the dataset, declared once: its name, its type, how it comes out of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .batch_tables import CHANGES
from .cells import box_text, joined, share
from .columns import Column, Link, Table, day, points, text, whole
from .model import Level, Result
from .points import points_of
from .rows import (
    DocumentRow,
    DutyRow,
    FindingRow,
    IndicatorRow,
    ReferenceRow,
    RepairRow,
    SectionRow,
    document_rows,
    duty_rows,
    finding_rows,
    indicator_rows,
    number_of,
    reference_rows,
    repair_count,
    repair_rows,
    section_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizers.model import Form, Letter

R = TypeVar(
    "R", IndicatorRow, SectionRow, DocumentRow, DutyRow, ReferenceRow, RepairRow, FindingRow
)
T = TypeVar("T")

ID = "提交编号"
NUMBER = "序号"
_TO_SUBMISSION = Link((ID,), "submissions")
_TO_INDICATOR = Link((ID, NUMBER), "indicators")


def tables_of(*, compared: bool) -> tuple[Table[Any], ...]:
    """The tables whose rows each come from one result, in the order in which they are published.

    年度变化 is there where results are `compared` with last year's.
    """
    own = (
        *(SUBMISSIONS, INDICATORS, TOTALS, DOCUMENTS, DUTIES, REFERENCES, REPAIRS, FINDINGS),
        CHANGES,
    )
    return own if compared else own[:-1]


def _id_column() -> Column[R]:
    return text(ID, "提交的编号：文件相对于所给文件夹的路径", lambda row: row.result.submission.id)


def _of_form(result: Result, answer: Callable[[Form], T | None]) -> T | None:
    return None if result.form is None else answer(result.form)


def _of_letter(result: Result, answer: Callable[[Letter], T | None]) -> T | None:
    letter = _of_form(result, lambda form: form.letter)
    return None if letter is None else answer(letter)


def _letter_date(letter: Letter) -> str | None:
    return None if letter.date.value is None else letter.date.value.isoformat()


def _file_names(result: Result) -> str:
    return "、".join(result.submission.names)


def _level1_count(form: Form) -> int:
    rows = [i for i in form.indicators if i.group]
    return len({(i.section, i.group) for i in rows})


def _level2_count(form: Form) -> int:
    return sum(1 for i in form.indicators if i.group)


SUBMISSIONS: Table[Result] = Table(
    "submissions",
    "提交",
    lambda results: results,
    (
        text(ID, "提交的编号：文件相对于所给文件夹的路径", lambda r: r.submission.id),
        text("来源文件", "文件名，压缩包里的连同路径；多个文件以、分开", _file_names),
        text("文件格式", "按内容判定的格式", lambda r: r.kind),
        text("内容指纹", "内容的 SHA-256", lambda r: r.fingerprint),
        whole("版本", "内容变化的次数，从 1 起", lambda r: r.version),
        text("参评单位", "单位名称，不带市名", lambda r: _of_form(r, lambda f: f.unit.value)),
        whole("年度", "考评年度", lambda r: _of_form(r, lambda f: f.year)),
        text("系列", "考评系列", lambda r: _of_form(r, lambda f: f.series)),
        text("发文字号", "函的发文字号", lambda r: _of_letter(r, lambda x: x.number.value)),
        day("发文日期", "函的成文日期", lambda r: _of_letter(r, _letter_date)),
        text("状态", "通过、待核或退回", lambda r: r.state),
        whole(
            "一级指标数", "分一级、二级指标的大类中的一级指标", lambda r: _of_form(r, _level1_count)
        ),
        whole(
            "二级指标数", "分一级、二级指标的大类中的二级指标", lambda r: _of_form(r, _level2_count)
        ),
        whole("错误数", "级别为错误的问题", lambda r: r.count(Level.ERROR)),
        whole("警告数", "级别为警告的问题", lambda r: r.count(Level.WARNING)),
        whole("修正数", "程序修正的值", repair_count),
        text("解析方式", "文件是怎样读出的", lambda r: r.method),
        whole("页数", "页数；没有页的格式为空", lambda r: r.pages),
    ),
    key=(ID,),
)

INDICATORS: Table[IndicatorRow] = Table(
    "indicators",
    "指标明细",
    indicator_rows,
    (
        _id_column(),
        text("状态", "所属提交的状态", lambda r: r.result.state),
        text("参评单位", "单位名称，不带市名", lambda r: r.form.unit.value),
        whole("年度", "考评年度", lambda r: r.form.year),
        text("系列", "考评系列", lambda r: r.form.series),
        text("大类", "指标所属的大类", lambda r: r.indicator.section),
        text("项目", "指标左侧的标签，不带分值", lambda r: r.indicator.category.value),
        text(NUMBER, "指标的序号；是文字，不是日期", lambda r: number_of(r.indicator)),
        text(
            "文件依据",
            "引用的文件；多个以；分开",
            lambda r: "；".join(str(b) for b in r.indicator.bases.value or ()),
        ),
        text(
            "一级指标", "一级指标；没有二级指标的大类为目标内容", lambda r: r.indicator.level1.value
        ),
        text("二级指标", "二级指标", lambda r: r.indicator.level2.value),
        points("权重", "分值", lambda r: r.indicator.weight.value),
        text("完成时限", "原文的时限", lambda r: r.indicator.deadline.value),
        day(
            "截止日期",
            "由完成时限推出的最后一日",
            lambda r: r.indicator.due.isoformat() if r.indicator.due else None,
        ),
        text("分管领导", "多人以、分开", lambda r: joined(r.indicator.leaders.value)),
        text("责任单位", "多个以、分开", lambda r: joined(r.indicator.units.value)),
        text("责任人", "多人以、分开", lambda r: joined(r.indicator.owners.value)),
        text("备注", "原文的备注", lambda r: r.indicator.remark.value),
        whole("来源页", "所在页，从 1 起", lambda r: r.indicator.place.page),
        text(
            "来源框",
            "所在位置 x0,y0,x1,y1，点，自页面左上角",
            lambda r: box_text(r.indicator.place),
        ),
    ),
    links=(_TO_SUBMISSION,),
)

TOTALS: Table[SectionRow] = Table(
    "totals",
    "合计",
    section_rows,
    (
        _id_column(),
        text("大类", "方案规定的大类", lambda r: r.scheme.name),
        points(
            "标注分值",
            "大类标签上印的分值",
            lambda r: next(
                (
                    p.points
                    for p in (r.section.printed if r.section else ())
                    if p.label in (r.scheme.name, *r.scheme.aliases)
                ),
                None,
            ),
        ),
        points(
            "合计行",
            "合计行上印的分值",
            lambda r: r.section.total.value if r.section and r.section.total else None,
        ),
        points(
            "实际合计",
            "各项权重之和，合并的单元格只计一次",
            lambda r: points_of(r.section.indicators) if r.section else None,
        ),
        points("方案规定", "方案规定的分值", lambda r: r.scheme.total),
    ),
    key=(ID, "大类"),
    links=(_TO_SUBMISSION,),
)

DOCUMENTS: Table[DocumentRow] = Table(
    "documents",
    "文件依据",
    document_rows,
    (
        _id_column(),
        text(NUMBER, "引用它的指标", lambda r: r.number),
        whole("次序", "在该指标中的次序，从 1 起", lambda r: r.order),
        text("文件名称", "文件的标题，带《》", lambda r: r.basis.title),
        text("发文字号", "规范后的发文字号", lambda r: r.basis.number),
        text("原文", "规范前的文字", lambda r: r.basis.raw),
    ),
    links=(_TO_SUBMISSION, _TO_INDICATOR),
)

DUTIES: Table[DutyRow] = Table(
    "duties",
    "责任分解",
    duty_rows,
    (
        _id_column(),
        text(NUMBER, "所负责的指标", lambda r: r.number),
        text("角色", "分管领导、责任单位或责任人", lambda r: r.role),
        whole("次序", "在该格中的次序，从 1 起", lambda r: r.order),
        text("名称", "姓名或单位名称", lambda r: r.name),
    ),
    links=(_TO_SUBMISSION, _TO_INDICATOR),
)

REFERENCES: Table[ReferenceRow] = Table(
    "references",
    "上级指标引用",
    reference_rows,
    (
        _id_column(),
        text(NUMBER, "引用它的指标", lambda r: r.number),
        text("层级", "引用写在一级指标还是二级指标里", lambda r: r.level),
        text("来源清单", "上级清单的名称", lambda r: r.source_list),
        whole("条目", "清单中的第几项；只提清单时为空", lambda r: r.item),
    ),
    links=(_TO_SUBMISSION, _TO_INDICATOR),
)

REPAIRS: Table[RepairRow] = Table(
    "repairs",
    "修正记录",
    repair_rows,
    (
        _id_column(),
        text(NUMBER, "所在的指标；属于整表或函时为空", lambda r: r.number),
        text("字段", "被修正的字段", lambda r: r.repair.field),
        text("原文", "修正前", lambda r: r.repair.before),
        text("修正", "修正后", lambda r: r.repair.after),
        text("规则", "修正所依的规则", lambda r: r.repair.rule),
        points("置信度", "这类修正正确的比例，0 到 1", lambda r: share(r.repair.confidence)),
    ),
    links=(_TO_SUBMISSION,),
)

FINDINGS: Table[FindingRow] = Table(
    "findings",
    "问题清单",
    finding_rows,
    (
        _id_column(),
        text("级别", "错误、警告或提示", lambda r: r.finding.level),
        text("代码", "问题的代码", lambda r: r.finding.code),
        text(NUMBER, "所在的指标；属于整表时为空", lambda r: r.finding.number),
        text("字段", "所在的字段", lambda r: r.finding.field),
        whole(
            "来源页", "所在页，从 1 起", lambda r: r.finding.place.page if r.finding.place else None
        ),
        text("来源框", "所在位置 x0,y0,x1,y1，点", lambda r: box_text(r.finding.place)),
        text("说明", "问题是什么", lambda r: r.finding.message),
        text("应为", "应当是什么", lambda r: r.finding.expected),
        text("实为", "现在是什么", lambda r: r.finding.found),
        text("建议", "怎样处理", lambda r: r.finding.advice),
    ),
    links=(_TO_SUBMISSION,),
)
