from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.dates import (
    date_of,
    deadline_of,
    due_of,
    is_deadline,
    iso,
    written,
    years_in,
)
from normalizers.model import Field, Repair, Value
from parsers.model import Source

APART = "时限中的数字被空格隔开，连起来才是一个日期"
BLANKS = "去掉了汉字之间多余的空格"
YEAR = 2024
DAYS = st.dates(date(1949, 10, 1), date(2099, 12, 31))
DEADLINES = (
    ("全年实施", "2024-12-31"),
    ("全年", "2024-12-31"),
    ("全年 实施", "2024-12-31"),
    ("年底前", "2024-12-31"),
    ("年内完成", "2024-12-31"),
    ("本年度", "2024-12-31"),
    ("长期坚持", "2024-12-31"),
    ("每季度", "2024-12-31"),
    ("每月5日前", "2024-12-31"),
    ("每季度末25日前", "2024-12-31"),
    ("按季度报送", "2024-12-31"),
    ("每半年", "2024-12-31"),
    ("第四季度", "2024-12-31"),
    ("第三季度前", "2024-09-30"),
    ("一季度", "2024-03-31"),
    ("3季度末", "2024-09-30"),
    ("第一、三季度", "2024-09-30"),
    ("前三季度", "2024-09-30"),
    ("2024年Q3", "2024-09-30"),
    ("上半年", "2024-06-30"),
    ("2025年上半年", "2025-06-30"),
    ("下半年", "2024-12-31"),
    ("年中", "2024-06-30"),
    ("6月底", "2024-06-30"),
    ("2月底前", "2024-02-29"),
    ("11月前", "2024-11-30"),
    ("9月份", "2024-09-30"),
    ("9月上旬", "2024-09-10"),
    ("9月中旬前", "2024-09-20"),
    ("9月下旬", "2024-09-30"),
    ("9月初", "2024-09-10"),
    ("十二月底前", "2024-12-31"),
    ("12月31日前", "2024-12-31"),
    ("十月二十日前", "2024-10-20"),
    ("12月20号前", "2024-12-20"),
    ("12.20前", "2024-12-20"),
    ("2024年12月底前", "2024-12-31"),
    ("2024年9月30日前", "2024-09-30"),
    ("二〇二四年六月三十日前", "2024-06-30"),
    ("２０２４年６月底前", "2024-06-30"),
    ("2024.6.30", "2024-06-30"),
    ("2024-06-30", "2024-06-30"),
    ("2024/6/30前", "2024-06-30"),
    ("20240630", "2024-06-30"),
    ("2024.06", "2024-06-30"),
    ("2024-06", "2024-06-30"),
    ("2024年", "2024-12-31"),
    ("2025年底前", "2025-12-31"),
    ("2023-2025年", "2025-12-31"),
    ("1-12月", "2024-12-31"),
    ("1—6月", "2024-06-30"),
    ("2024年1月-12月", "2024-12-31"),
    ("2024年1-10月", "2024-10-31"),
    ("1月1日至11月30日", "2024-11-30"),
    ("2024年11月至2025年3月", "2025-03-31"),
    ("11月至次年3月", "2025-03-31"),
    ("去年12月", "2023-12-31"),
    ("6月底、12月底前", "2024-12-31"),
    ("6月30日前完成，12月底前全面完成", "2024-12-31"),
    ("下一年度", "2025-12-31"),
)


@pytest.mark.parametrize(("text", "day"), DEADLINES)
def test_a_deadline_has_a_last_day(text: str, day: str) -> None:
    assert due_of(text, YEAR) == date.fromisoformat(day)


@pytest.mark.parametrize("text", [text for text, _ in DEADLINES])
def test_a_text_that_names_nothing_but_a_time_is_a_deadline(text: str) -> None:
    assert is_deadline(text)


@pytest.mark.parametrize(
    "text", ["适时", "按要求", "按上级要求完成", "按时间节点推进", "月底前", "及时"]
)
def test_an_open_deadline_is_one_and_sets_no_day(text: str) -> None:
    assert is_deadline(text)
    assert due_of(text, YEAR) is None


@pytest.mark.parametrize("text", ["2月30日前", "2024年2月30日", "13月", "2024年13月", "0月"])
def test_a_day_that_does_not_exist_is_no_last_day(text: str) -> None:
    assert due_of(text, YEAR) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "1.5", "1-1", "3-1", "1-1-1", "2", "王佳明", "办公室", "三年行动", "三定方案"),
        *("持续优化营商环境", "2024年工作要点", "每季度报送信息2篇", "全年召开会议4次", "日常工作"),
        *(
            "2024年12月底前完成主体工程建设",
            "开展日常和节假日期间市场价格监测，推进民生价格信息发布",
        ),
    ],
)
def test_other_texts_are_no_deadlines(text: str) -> None:
    assert not is_deadline(text)


@pytest.mark.parametrize(
    ("text", "value", "repairs"),
    [
        ("全年实施", "全年实施", ()),
        ("全年\n实施", "全年实施", ()),
        ("", None, ()),
        (
            "全年 实施",
            "全年实施",
            (Repair(Field.DEADLINE, "全年 实施", "全年实施", "text.blanks", 0.99, BLANKS),),
        ),
        (
            "2024年1 2月\n底 前",
            "2024年12月底前",
            (
                Repair(
                    Field.DEADLINE, "2024年1 2月底 前", "2024年12月底前", "date.blanks", 0.97, APART
                ),
            ),
        ),
        (
            "2024年 6 12月底前",
            "2024年6 12月底前",
            (
                Repair(
                    Field.DEADLINE,
                    "2024年 6 12月底前",
                    "2024年6 12月底前",
                    "text.blanks",
                    0.99,
                    BLANKS,
                ),
            ),
        ),
    ],
)
def test_a_deadline_is_published_as_it_is_worded(
    text: str, value: str | None, repairs: tuple[Repair, ...]
) -> None:
    source = Source(text)
    assert deadline_of(source) == Value(value, source, repairs)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年1月3日", date(2025, 1, 3)),
        ("2025 年 1 月 16 日", date(2025, 1, 16)),
        ("日期：2025年01月03日", date(2025, 1, 3)),
        ("二〇二五年一月三日", date(2025, 1, 3)),
        ("二O二五年十二月三十一日", date(2025, 12, 31)),
        ("二○二五年十月二十日", date(2025, 10, 20)),
        ("２０２５年１月３日", date(2025, 1, 3)),
        ("2025.1.3", date(2025, 1, 3)),
        ("2025-01-03", date(2025, 1, 3)),
        ("2025/1-3", None),
        ("2025年13月1日", None),
        ("2025年2月30日", None),
        ("2025年1月", None),
        ("1月3日", None),
        ("年 月 日", None),
        ("十十年十十月十十日", None),
        ("", None),
    ],
)
def test_a_full_date_is_found(text: str, day: date | None) -> None:
    assert date_of(text) == day


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年度洛江区第二系列绩效管理目标考评表", (2024,)),
        ("２０２４年工作总结和2025 年工作计划", (2024, 2025)),
        ("泉洛政办〔2024〕10号", ()),
        ("12024年", ()),
    ],
)
def test_years_are_those_that_the_text_calls_so(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text) == years


def test_no_date_is_written_as_nothing() -> None:
    assert (iso(None), iso(date(2024, 6, 30))) == ("", "2024-06-30")


@given(DAYS)
def test_a_written_date_is_read_again(day: date) -> None:
    assert date_of(written(day)) == day
    assert date_of(iso(day)) == day
    assert due_of(written(day), YEAR) == day


@given(
    st.text(
        st.sampled_from("0123456789年月日前底至-.、/一二三十〇季度第上中下旬半每全"), max_size=20
    )
)
def test_no_deadline_is_too_odd(text: str) -> None:
    day = due_of(text, YEAR)
    assert date_of(text) is None or day is not None
    assert isinstance(is_deadline(text), bool)
