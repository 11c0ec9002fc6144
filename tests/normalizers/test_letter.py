from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.attachments import announced
from normalizers.letter import Surroundings, date_value, short_unit, surroundings_of, unit_value
from normalizers.model import Field, Letter, Repair, Value
from normalizers.scheme import load_scheme
from parsers.model import Source

SCHEME = load_scheme("luojiang-2024-series2")
FORM = "2024年度洛江区第二系列绩效管理目标考评表"
HEADING = "洛江区教育局关于报送2024年度绩效评估工作方案的函"
PLAN = "洛江区教育局2024年度绩效评估工作方案"
TABLE = "2024年度洛江区教育局绩效管理目标考评表"
NUMBER = "泉洛教函〔2025〕26号"
DATE_FORM = "日期写成阿拉伯数字，月、日不编虚位（GB/T 9704-2012 7.3.5.4）"


def around(*texts: str) -> Surroundings:
    return surroundings_of([Source(text) for text in texts], SCHEME)


def letter(*texts: str) -> Letter:
    found = around(*texts, FORM).letter
    assert found is not None
    return found


def text_of(source: Source | None) -> str | None:
    return None if source is None else source.text


def test_a_whole_submission_is_taken_apart() -> None:
    found = around(
        "泉州市洛江区教育局",
        NUMBER,
        HEADING,
        "区人社局：",
        f"结合本局实际，拟定《{PLAN}》，现予以报送。",
        f"附件：1. {PLAN}",
        f"2. {TABLE}",
        "泉州市洛江区教育局",
        "2025年1月16日",
        PLAN,
        "为做好本年度绩效评估工作，制定本方案。",
        FORM,
        "参评单位（盖章）：洛江区教育局                    2025年1月17日",
    )
    assert found == Surroundings(
        letter=Letter(
            Value(NUMBER, Source(NUMBER)),
            Value(HEADING, Source(HEADING)),
            Value("洛江区教育局", Source("洛江区教育局")),
            Value(date(2025, 1, 16), Source("2025年1月16日")),
            (PLAN, TABLE),
        ),
        plan=Source(PLAN),
        title=Source(FORM),
        unit_line=Source("洛江区教育局"),
        date_line=Source("2025年1月17日"),
    )


@pytest.mark.parametrize("texts", [(), (FORM,), ("一、总体要求", FORM, "说明：无")])
def test_a_form_may_come_without_a_letter(texts: tuple[str, ...]) -> None:
    assert around(*texts).letter is None


def test_the_letter_may_come_behind_the_form() -> None:
    found = around(FORM, "参评单位：洛江区教育局", NUMBER, HEADING, "2025年1月16日").letter
    assert found is not None
    assert (found.number.value, found.date.value) == (NUMBER, date(2025, 1, 16))


@pytest.mark.parametrize(
    "texts",
    [
        (HEADING,),
        ("洛江区教育局关于\n报送2024年度绩效评估工作方案的函",),
        ("洛江区教育局关于 报送2024年度绩效评估工作方案的函",),
        ("洛江区教育局关于报送2024年度", "绩效评估工作方案的函"),
        ("洛江区教育局", "关于报送2024年度绩效评估", "工作方案的函"),
        ("洛江区教育局关于报送", "2024年度绩效评估", "工作方案的函"),
    ],
)
def test_the_title_may_run_over_lines_and_paragraphs(texts: tuple[str, ...]) -> None:
    found = letter("泉州市洛江区教育局文件", NUMBER, *texts, "区人社局：", "2025年1月16日")
    assert (found.title.value, found.unit.value) == (HEADING, "洛江区教育局")


@pytest.mark.parametrize(
    "texts",
    [
        (
            "泉州市洛江区教育局文件",
            NUMBER,
            "关于报送方案的函",
            "泉州市洛江区教育局",
            "2025年1月16日",
        ),
        (NUMBER, "关于报送方案的函", "区人社局：", "泉州市洛江区教育局  2025年1月16日"),
        ("泉州市洛江区教育局文件", "关于报送方案的函", "区人社局：", "2025年1月16日"),
    ],
)
def test_a_title_without_a_unit_leaves_it_to_the_signature(texts: tuple[str, ...]) -> None:
    found = letter(*texts)
    assert (found.unit.value, found.date.value) == ("洛江区教育局", date(2025, 1, 16))


@pytest.mark.parametrize(
    "texts", [("关于报送方案的函",), ("关于报送方案的函", "现予以报送。", "2025年1月16日")]
)
def test_a_letter_may_name_no_unit(texts: tuple[str, ...]) -> None:
    assert letter(NUMBER, *texts).unit.value is None


@pytest.mark.parametrize("kind", ["函", "报告", "请示", "复函"])
def test_letters_are_of_several_kinds(kind: str) -> None:
    title = f"洛江区教育局关于报送方案的{kind}"
    assert letter(title).title == Value(title, Source(title))


def test_a_line_with_a_number_alone_makes_a_letter() -> None:
    found = letter("泉洛教函（2025）第026 号", "区人社局：")
    evidence = "发文字号按GB/T 9704写成“机关代字〔年份〕序号号”"
    raw = "泉洛教函（2025）第026 号"
    repair = Repair(Field.LETTER_NUMBER, raw, NUMBER, "number.form", 0.99, evidence)
    assert found.number == Value(NUMBER, Source(raw), (repair,))
    assert found.title == Value(None, Source(""))


@pytest.mark.parametrize("line", [NUMBER, f" {NUMBER} ", f"{NUMBER}  签发人：张三"])
def test_the_number_stands_on_a_line_of_its_own(line: str) -> None:
    assert letter(line, HEADING).number == Value(NUMBER, Source(line))


def test_a_number_that_cannot_be_brought_into_form_stays_with_a_suggestion() -> None:
    raw = "泉洛教函2025年26号"
    flaw = f"年份应放在六角括号〔〕内，拟改为“{NUMBER}”"
    suggestion = Repair(Field.LETTER_NUMBER, raw, NUMBER, "number.form", 0.5, flaw)
    assert letter(raw, HEADING).number == Value(raw, Source(raw), suggestions=(suggestion,))
    assert letter("泉洛教函〔2025〕0号", HEADING).number == Value(
        "泉洛教函〔2025〕0号", Source("泉洛教函〔2025〕0号")
    )


@pytest.mark.parametrize("texts", [(), ("根据泉洛效〔2024〕3号文件要求，现报送。",)])
def test_a_letter_may_have_no_number(texts: tuple[str, ...]) -> None:
    assert letter(HEADING, *texts).number == Value(None, Source(""))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2025年1月16日", date(2025, 1, 16)),
        ("2025 年 1 月 16 日", date(2025, 1, 16)),
        ("二〇二五年一月三日", date(2025, 1, 3)),
        ("泉州市洛江区文化体育和旅游局 2025年11月23日", date(2025, 11, 23)),
        ("2025.1.3", date(2025, 1, 3)),
        ("2025年1月", None),
        ("    年  月  日", None),
    ],
)
def test_the_date_stands_last(line: str, day: date | None) -> None:
    assert letter(HEADING, "根据2024年3月1日印发的通知，现报送。", line).date.value == day


def test_a_date_that_is_not_whole_is_told_as_it_stands() -> None:
    assert letter(HEADING, "2025年1月").date == Value(None, Source("2025年1月"))
    assert letter(HEADING).date == Value(None, Source(""))


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("2025年1月3日", ()),
        ("2025 年 1 月 3 日", ()),
        (
            "2025年01月03日",
            (
                Repair(
                    Field.LETTER_DATE,
                    "2025年01月03日",
                    "2025年1月3日",
                    "date.form",
                    0.98,
                    DATE_FORM,
                ),
            ),
        ),
    ],
)
def test_a_date_is_written_without_zeros(text: str, repairs: tuple[Repair, ...]) -> None:
    source = Source(text)
    assert date_value(source, Field.LETTER_DATE) == Value(date(2025, 1, 3), source, repairs)


@pytest.mark.parametrize(
    "texts",
    [
        (f"附件：1. {PLAN}", f"2. {TABLE}"),
        (f"附件：1.{PLAN}\n2.{TABLE}",),
        ("附件：", f"1、{PLAN}", f"2、{TABLE}"),
        (f"- 附件：1. {PLAN}", f"2. {TABLE}"),
        (f"附件: 1．{PLAN}；", f"2．{TABLE}。"),
        (f"附件1：{PLAN}", f"附件2：{TABLE}"),
        (f"附件 1 {PLAN}", f"附件 2 {TABLE}"),
        (f"附件：1.{PLAN} 2.{TABLE}",),
        (f"附件：{PLAN}；{TABLE}",),
        (f"附件：1.{PLAN[:12]}", PLAN[12:], f"2.{TABLE}"),
        (f"附件：（1）{PLAN}", f"（2）{TABLE}"),
        (f"附件：{PLAN}", f"附件：{TABLE}"),
    ],
)
def test_attachments_stand_in_one_paragraph_or_several(texts: tuple[str, ...]) -> None:
    found = around(NUMBER, HEADING, *texts, "洛江区教育局", "2025年1月16日", PLAN, "正文。", FORM)
    assert found.letter is not None
    assert found.letter.announced == (PLAN, TABLE)
    assert text_of(found.plan) == PLAN


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        ((), ()),
        (("随函附上附件。",), ()),
        (("附件", "2025年1月16日"), ()),
        (("附件：方案", "洛江区教育局"), ("方案",)),
        (("附件：情况一览", "洛江区教育局", "2025年1月16日"), ("情况一览洛江区教育局",)),
    ],
)
def test_what_is_no_attachment_is_not_announced(
    texts: tuple[str, ...], names: tuple[str, ...]
) -> None:
    assert announced([Source(text) for text in texts])[0] == names


@pytest.mark.parametrize(
    ("texts", "plan"),
    [
        ((PLAN,), PLAN),
        (("洛江区教育局2024年度绩效评估\n工作方案",), PLAN),
        (("洛江区教育局2024年度", "绩效评估工作方案"), PLAN),
        (("2024年度绩效评估工作方案",), "2024年度绩效评估工作方案"),
        (("制定本方案。", "拟定《方案》"), None),
        ((f"附件：{PLAN}",), None),
    ],
)
def test_the_plan_is_told_by_its_title(texts: tuple[str, ...], plan: str | None) -> None:
    assert text_of(around(*texts, FORM).plan) == plan


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        ((FORM,), FORM),
        (("2024年度洛江区第二系列绩效管理\n目标考评表",), FORM),
        (("2024年度洛江区第二系列", "绩效管理目标考评表"), FORM),
        (("绩效管理目标考评表",), "绩效管理目标考评表"),
        ((f"附件2：{FORM}", FORM + "（样表）"), FORM + "（样表）"),
        (("请填写绩效管理目标考评表。",), None),
    ],
)
def test_the_form_is_told_by_its_title(texts: tuple[str, ...], title: str | None) -> None:
    assert text_of(around(*texts).title) == title


@pytest.mark.parametrize(
    ("texts", "unit", "day"),
    [
        (("参评单位（盖章）：洛江区民政局", "2025年1月3日"), "洛江区民政局", "2025年1月3日"),
        (("参评单位(盖章): 洛江区民政局 2025 年 1 月 3 日",), "洛江区民政局", "2025 年 1 月 3 日"),
        (("参评单位：洛江区民政局（盖章）",), "洛江区民政局", None),
        (("参评单位：洛江区民政局（盖章） 日期：2025年1月3日",), "洛江区民政局", "2025年1月3日"),
        (("参评单位(盖章):洛江区民政局     2025年1月  日",), "洛江区民政局", "2025年1月  日"),
        (("参评单位（盖章）：", "年 月 日"), "", "年 月 日"),
        (("参评单位（盖章）：\n洛江区民政局", "2025年1月3日"), "洛江区民政局", "2025年1月3日"),
        (("参评单位（盖章）：", "洛江区民政局 2025年1月3日"), "洛江区民政局", "2025年1月3日"),
        (("参评单位（盖章）：____    年  月  日",), "", "____    年  月  日"),
        (("填报单位: 洛江区民政局\t2025.1.3",), "洛江区民政局", "2025.1.3"),
        (("单位（盖章）：洛江区民政局",), "洛江区民政局", None),
        (("洛江区参评单位：洛江区民政局",), "洛江区民政局", None),
        (("请各参评单位按时报送。", "2025年1月3日"), None, None),
        ((), None, None),
    ],
)
def test_the_form_names_its_unit_and_date(
    texts: tuple[str, ...], unit: str | None, day: str | None
) -> None:
    found = around(FORM, *texts)
    assert (text_of(found.unit_line), text_of(found.date_line)) == (unit, day)


@pytest.mark.parametrize(
    ("text", "rule"),
    [("洛江区民政局", None), ("泉州市洛江区民政局", "unit.city"), ("洛江区 民政局", "text.blanks")],
)
def test_a_unit_goes_without_the_name_of_its_city(text: str, rule: str | None) -> None:
    value = unit_value(Source(text), SCHEME)
    assert value.value == "洛江区民政局"
    assert [r.rule for r in value.repairs] == ([rule] if rule else [])
    assert short_unit("泉州市", SCHEME) == "泉州市"
    assert unit_value(Source("  "), SCHEME) == Value(None, Source("  "))


PIECES = (
    NUMBER,
    HEADING,
    PLAN,
    TABLE,
    FORM,
    "附件：",
    "1.",
    "2025年1月3日",
    "参评单位：",
    "洛江区教育局",
    "\n",
    "。",
)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map("".join), max_size=8))
def test_no_submission_is_too_odd(texts: list[str]) -> None:
    found = around(*texts)
    assert found.letter is None or isinstance(found.letter, Letter)
