from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from notices import ABILITIES, DUTIES, SPIRIT, found, row, submission, unread

from pipeline.model import Level, State
from pipeline.notices.letters import letters_on
from pipeline.notices.model import Group, Letter, Part, Verdict
from pipeline.notices.numbering import numeral

if TYPE_CHECKING:
    from pipeline.published import PublishedFinding, PublishedSubmission

WARNING, HINT = Level.WARNING, Level.HINT


def letter_on(*findings: PublishedFinding) -> Letter:
    (letter,) = letters_on((submission(*findings),))
    return letter


def headings_of(letter: Letter) -> list[str]:
    return [group.title for part in letter.parts for group in part.groups]


def remark_on(finding: PublishedFinding, *others: PublishedSubmission) -> str:
    letter, *_ = letters_on((submission(finding), *others))
    ((group,),) = [part.groups for part in letter.parts]
    return group.remarks[0]


def test_errors_warnings_and_hints_stand_apart_and_by_section() -> None:
    letter = letter_on(
        found("indicator.vague", "第1-1-1项的二级指标笼统。", "1-1-1", level=HINT),
        found("fixed.changed", "第3-1项的目标内容与方案原文不一致。", "3-1"),
        found("letter.date", "报送函没有发文日期。", level=WARNING),
        found("weight.missing", "第1-1-2项没有填写权重。", "1-1-2", field="权重"),
        found("form.date_missing", "考评表的日期没有填写。", level=WARNING),
    )
    assert letter.parts == (
        Part(
            "一、需修改的问题",
            (
                Group(f"（一）{DUTIES}", ("1.第1-1-2项没有填写权重。",)),
                Group(f"（二）{ABILITIES}", ("1.第3-1项的目标内容与方案原文不一致。",)),
            ),
        ),
        Part(
            "二、请核对的问题",
            (
                Group("（一）报送函和附件", ("1.报送函没有发文日期。",)),
                Group("（二）考评表整体", ("1.考评表的日期没有填写。",)),
            ),
        ),
        Part("三、供参考的意见", (Group(f"（一）{DUTIES}", ("1.第1-1-1项的二级指标笼统。",)),)),
    )
    assert (letter.verdict, letter.next_numeral) == (Verdict.REVISE, "四")


def test_within_a_section_the_whole_comes_first_and_items_follow_in_the_forms_order() -> None:
    letter = letter_on(
        found("weight.missing", "第1-1-2项没有填写权重。", "1-1-2"),
        found("weight.invalid", "第1-1-1项的权重不是数。", "1-1-1"),
        found("weight.sum", f"“{DUTIES}”各项权重合计66分。"),
    )
    assert letter.parts[0].groups == (
        Group(
            f"（一）{DUTIES}",
            (
                f"1.“{DUTIES}”各项权重合计66分。",
                "2.第1-1-1项的权重不是数。",
                "3.第1-1-2项没有填写权重。",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("finding", "heading"),
    [
        (found("weight.sum", "“党的建设”各项权重合计7分。"), ABILITIES),
        (found("field.missing", "“做好平安建…”一项的责任人空白。"), SPIRIT),
        (found("fixed.missing", f"“{ABILITIES}”缺方案规定的第3-4项。", "3-4"), ABILITIES),
        (found("seq.gap", "第1-9-9项跳号。", "1-9-9"), DUTIES),
        (found("seq.invalid", f"“{DUTIES}”中“别的”一项的序号有误。"), DUTIES),
        (found("basis.conflict", "文件《甲》写了2个文号。"), "考评表整体"),
        (found("seq.invalid", "序号“九”有误。", "九"), "考评表整体"),
    ],
)
def test_a_finding_belongs_to_the_section_that_it_names(
    finding: PublishedFinding, heading: str
) -> None:
    assert headings_of(letter_on(finding)) == [f"（一）{heading}"]


def test_other_forms_tell_where_an_item_belongs_that_this_one_lacks() -> None:
    lacking = submission(found("fixed.missing", "缺第5-1项。", "5-1"), rows=())
    whole = submission(name="甲.docx", unit="甲局", rows=(row("5-2", ABILITIES),))
    letter, _ = letters_on((lacking, whole))
    assert headings_of(letter) == [f"（一）{ABILITIES}"]


def test_a_form_that_was_not_read_is_told_why_without_sections() -> None:
    problem = found(
        "file.encrypted", "文件“财政局.pdf”：需要密码。", advice="请单位取消密码后再报。"
    )
    (letter,) = letters_on((unread(problem),))
    reason = "1.文件“财政局.pdf”：需要密码。请取消密码后再报。"
    assert letter.parts == (Part("一、未能审核的原因", (Group("", (reason,)),)),)
    assert (letter.verdict, letter.next_numeral) == (Verdict.RESEND, "二")


def test_a_duplicate_that_was_not_read_is_told_apart_from_why() -> None:
    problem = found("file.empty", "文件为空。")
    twice = found("file.duplicate", "与“甲”内容相同。", level=WARNING)
    (letter,) = letters_on((unread(problem, twice),))
    assert [part.title for part in letter.parts] == ["一、未能审核的原因", "二、请核对的问题"]


def test_a_form_without_findings_has_a_letter_without_parts() -> None:
    (letter,) = letters_on((submission(state=State.PASSED),))
    assert (letter.verdict, letter.parts) == (Verdict.PASSED, ())


def test_the_blank_fields_of_a_row_are_one_remark() -> None:
    letter = letter_on(
        *(
            found(
                "field.missing",
                f"第1-1-2项的{field}空白。",
                "1-1-2",
                field=field,
                advice=f"请单位补填{field}。",
            )
            for field in ("二级指标", "责任人")
        )
    )
    assert letter.parts[0].groups[0].remarks == (
        "1.第1-1-2项的二级指标、责任人空白。请补填二级指标、责任人。",
    )


def test_rows_with_the_same_fault_are_one_remark() -> None:
    letter = letter_on(
        *(found("weight.missing", f"第{n}项没有填写权重。", n) for n in ("1-1-1", "1-1-2")),
        found("weight.invalid", "第1-1-2项的权重不是数。", "1-1-2", actual="两分"),
    )
    assert letter.parts[0].groups[0].remarks == (
        "1.第1-1-1、1-1-2项没有填写权重。",
        "2.第1-1-2项的权重不是数。实为：两分。",
    )


def test_hints_of_one_kind_are_one_remark_which_quotes_a_single_row() -> None:
    hints = [
        found("indicator.vague", f"第{n}项的“{text}”笼统。", n, level=HINT, actual=text)
        for n, text in (("1-1-1", "推进养老服务"), ("1-1-2", "推进社会救助"))
    ]
    assert remark_on(hints[0]) == "1.第1-1-1项的“推进养老服务”笼统。"
    assert letter_on(*hints).parts[0].groups[0].remarks == ("1.第1-1-1、1-1-2项的笼统。",)


def test_what_differs_stays_apart() -> None:
    letter = letter_on(
        found("fixed.weight", "第1-1-1项的权重不对。", "1-1-1", expected="1", actual="2"),
        found("fixed.weight", "第1-1-2项的权重不对。", "1-1-2", expected="1", actual="3"),
    )
    assert letter.parts[0].groups[0].remarks == (
        "1.第1-1-1项的权重不对。应为：1；实为：2。",
        "2.第1-1-2项的权重不对。应为：1；实为：3。",
    )


@pytest.mark.parametrize(
    ("finding", "remark"),
    [
        # What should stand and what does are told once.
        (
            found("weight.declared", "标注的是“75分”，应为68分。", expected="68", actual="75"),
            "标注的是“75分”，应为68分。",
        ),
        (
            found("weight.declared", "标注的是675分。", expected="68", actual="75"),
            "标注的是675分。应为：68；实为：75。",
        ),
        (
            found(
                "basis.conflict",
                "写了“甲〔2024〕1号”和“乙〔2024〕1号”。",
                actual="甲〔2024〕1号；乙〔2024〕1号",
            ),
            "写了“甲〔2024〕1号”和“乙〔2024〕1号”。",
        ),
        # The department is spoken to; what it wrote itself stays as it is.
        (
            found("indicator.duplicate", "“请单位整改”重复，须由单位确认。", advice="请单位删改。"),
            "“请单位整改”重复，须由你单位确认。请删改。",
        ),
        (found("indicator.vague", "笼统。", advice="建议单位写明。"), "笼统。建议写明。"),
        (found("seq.gap", "跳号。", advice="核对是否漏行。"), "跳号。请核对是否漏行。"),
        (
            found("weight.missing", "没有权重。", advice="请单位补填，不代填。"),
            "没有权重。请补填。",
        ),
        (
            found("file.timeout", "没有读完。", advice="拆分文件，或放宽时限后再读。"),
            "没有读完。请拆分文件，或压缩其中的图片后再报。",
        ),
        (
            found("file.unreadable", "读到意外的内容而中断（KeyError），请把文件交给维护人员"),
            "读到意外的内容而中断（KeyError）。",
        ),
        # What recognition thinks of itself, and points on the page, are no matter of a letter.
        (
            found(
                "parse.uncertain",
                "第9-1项的权重“r1”识别把握不大（91%）：第1字“r”可能是“1”，见第3页（567,190,599,204）。",
                advice="请对照原件确认；识别有误的请改正。",
            ),
            "第9-1项的权重“r1”辨认不清，见第3页。请对照原件确认；有误的请改正。",
        ),
        (
            found("parse.uncertain", "权重“l”识别把握不大（9%）。"),
            "权重“l”辨认不清。",
        ),
        (
            found(
                "parse.uncertain", "序号“-2-”可能是“2-2”：“-”识别把握只有75%；“1”识别把握只有9%。"
            ),
            "序号“-2-”可能是“2-2”。",
        ),
        (found("form.residue", "留有\n“样\x00表\u202e”"), "留有 “样表”。"),
    ],
)
def test_a_finding_is_said_to_the_department(finding: PublishedFinding, remark: str) -> None:
    assert remark_on(finding) == f"1.{remark}"


def test_another_department_is_named_and_not_its_file() -> None:
    told = found("basis.conflict", "“教育局.docx”、“民政局.docx”、“体育局.docx”各写各的。")
    other = submission(name="教育局.docx", unit="洛江区教育局")
    blank = submission(name="体育局.docx", unit="")
    assert remark_on(told, other, blank) == "1.洛江区教育局、“民政局.docx”、“体育局.docx”各写各的。"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")],
)
def test_headings_are_numbered_in_chinese(number: int, text: str) -> None:
    assert numeral(number) == text
