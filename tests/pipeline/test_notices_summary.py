from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest
from notices import SENDER, found, submission, texts_of, unread

from normalizers.roster import Listing, Roster
from pipeline.model import Level, State
from pipeline.notices.letters import letters_on
from pipeline.notices.render import Renderer, Template
from pipeline.notices.summary import summary_fields
from pipeline.notices.template import summary_template
from pipeline.notices.unsent import unsent_units

if TYPE_CHECKING:
    from pipeline.published import PublishedFinding, PublishedSubmission

MISSING = found("field.missing", "第1-1-1项的责任人空白。", "1-1-1")
SUM = found("weight.sum", "合计66分。")
DATE = found("letter.date", "没有日期。", level=Level.WARNING)
VAGUE = found("indicator.vague", "笼统。", level=Level.HINT)


def of(name: str, *findings: PublishedFinding, state: State = State.PENDING) -> PublishedSubmission:
    ours = tuple(replace(f, id=name) for f in findings)
    return submission(*ours, state=state, name=name, unit=f"洛江区{name}")


def summary_of(*submissions: PublishedSubmission, unsent: tuple[str, ...] = ()) -> bytes:
    fields = summary_fields(letters_on(submissions), unsent, SENDER)
    return Renderer(Template("汇总", summary_template())).rendered(fields, "汇总", SENDER)


def tables_in(document: bytes) -> list[list[list[str]]]:
    tables = docx.Document(io.BytesIO(document)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


BATCH = (
    of("民政局", state=State.PASSED),
    of("林业局", DATE, state=State.PASSED),
    of("教育局", MISSING, MISSING, SUM, DATE, VAGUE),
    of("体育局", SUM),
    unread(found("file.no_form", "没有考评表。"), name="财政局.pdf"),
)


def test_the_summary_says_who_passed_who_is_returned_and_who_sent_nothing() -> None:
    document = summary_of(*BATCH, unsent=("审计局", "司法局"))
    assert texts_of(document) == [
        "2024年度绩效管理目标考评表\n审核情况汇总",
        (
            "截至2025年1月3日，共收到报送材料5份。经审核，通过2份，退回修改2份，未能审核、退回重报1份；"
            "提出需修改的问题5处，请核对的问题2处。具体情况如下："
        ),
        "一、审核通过的单位",
        "洛江区民政局、洛江区林业局。",
        "二、退回修改的单位",
        "三、退回重报的材料",
        "四、常见问题",
        "五、尚未报送的单位",
        "审计局、司法局。",
        "区效能办",
        "2025年1月3日",
    ]
    assert tables_in(document)[:2] == [
        [
            ["序号", "单位", "需修改", "请核对", "主要问题"],
            ["1", "洛江区教育局", "3", "1", "漏填2处；权重合计不符"],
            ["2", "洛江区体育局", "1", "0", "权重合计不符"],
        ],
        [["序号", "报送单位或文件", "原因"], ["1", "“财政局.pdf”", "没有考评表"]],
    ]


def test_what_most_submissions_have_comes_first_and_hints_do_not_count() -> None:
    _, _, frequent = tables_in(summary_of(*BATCH))
    assert frequent == [
        ["序号", "问题", "类别", "份数", "处数"],
        ["1", "函的日期", "请核对的问题", "2", "2"],
        ["2", "权重合计不符", "需修改的问题", "2", "2"],
        ["3", "漏填", "需修改的问题", "1", "2"],
        ["4", "没有考评表", "需修改的问题", "1", "1"],
    ]


def test_parts_without_content_are_left_out_and_the_others_numbered_on() -> None:
    headings = [t for t in texts_of(summary_of(of("甲", SUM))) if "、" in t[:2]]
    assert headings == ["一、退回修改的单位", "二、常见问题"]
    assert texts_of(summary_of())[1].startswith("截至2025年1月3日，共收到报送材料0份。")


def test_a_code_of_a_later_program_is_named_as_it_is() -> None:
    (_, line), _ = tables_in(summary_of(of("甲", found("new.code", "新问题。"))))
    assert line[-1] == "new.code"


def test_many_kinds_of_errors_are_cut_short() -> None:
    codes = ("field.missing", "weight.sum", "weight.missing", "seq.invalid")
    (_, line), _ = tables_in(summary_of(of("甲", *(found(c, "问题。") for c in codes))))
    assert line[-1] == "漏填；权重合计不符；未填权重等"


@pytest.mark.parametrize("sent", ["洛江区民政局", "民政局", "泉州市洛江区民政局"])
def test_a_department_that_sent_something_is_known_however_its_name_is_written(sent: str) -> None:
    listings = ("洛江区民政局", "洛江区民政局", "发展和改革局", "财政局")
    roster = Roster(tuple(Listing("林一", unit) for unit in listings))
    submissions = (replace(of("甲"), unit=sent), replace(of("乙"), unit="洛江区发改局"))
    assert unsent_units(roster, submissions) == ("财政局",)
    assert unsent_units(roster, (unread(),)) == ("洛江区民政局", "发展和改革局", "财政局")
