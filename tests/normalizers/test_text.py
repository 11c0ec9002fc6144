import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.model import Field, Repair, Value
from normalizers.text import canonical, clean, compact, squeezed, text_of, unwrapped
from parsers.model import Source

CHINESE = st.text(
    st.sampled_from("全年 实施（）(),，:：;；0１Ａa.．\n\u3000⻓⼀\u200b《》“”%％"), max_size=30
)
BLANKS = "去掉了汉字之间多余的空格"
WIDTH = "标点改为全角，数字、字母改为半角，部首字改为通用字"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全年 实施", "全年实施"),
        ("全年\n实施", "全年实施"),
        ("全年\r\n\r\n实施 ", "全年实施"),
        ("任务(街道),完成;报送:信息", "任务（街道），完成；报送：信息"),
        ("完成投资１５５．６亿元", "完成投资155.6亿元"),
        ("１００％", "100%"),
        ("投资1,000万元，9:30开会", "投资1,000万元，9:30开会"),
        ("第1,", "第1，"),
        ("第1,是", "第1，是"),
        ("思想 and 精神", "思想and精神"),
        ("the  work plan", "the work plan"),
        ("the\nplan", "the plan"),
        ("the plan \u200b", "the plan"),
        ("新增 5 个", "新增5个"),
        ("5 5号", "5 5号"),
        ("2 0 2 4 年 度", "2024年度"),
        ("0\u200b0", "00"),
        ("截至20 24 年底", "截至2024年底"),
        ("完成30 2024年", "完成30 2024年"),
        ("新增12 024户", "新增12 024户"),
        ("GB/T 9704", "GB/T 9704"),
        ("⻓期坚持，⼀年", "长期坚持，一年"),
        ("①⑳m²", "①⑳m²"),
        ("a(b), c;", "a(b),c;"),
        ("", ""),
        (" \u3000\n", ""),
    ],
)
def test_text_is_brought_into_the_published_form(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全年\n实施", "全年实施"),
        ("work\nplan", "work plan"),
        ("第1\n2项", "第12项"),
        ("  a \n\n b  ", "a b"),
        ("全 年", "全 年"),
    ],
)
def test_wrapped_lines_are_joined_and_blanks_within_them_stay(text: str, wanted: str) -> None:
    assert unwrapped(text) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“深学争优、敢为争先”行动", "深学争优敢为争先 行动"),
        ("《a方案》（试行）", "《A方案》(试行)"),
        ("做好１项工作。", "做好1项工作"),
    ],
)
def test_texts_that_differ_in_marks_alone_say_the_same(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


def test_texts_that_differ_in_a_word_do_not_say_the_same() -> None:
    assert canonical("完成率98%") != canonical("完成率95%")


@pytest.mark.parametrize(
    ("text", "value", "repairs"),
    [
        ("全年实施", "全年实施", ()),
        ("全年\n实施", "全年实施", ()),
        (" 全年实施 ", "全年实施", ()),
        ("  ", None, ()),
        (
            "全年 实施",
            "全年实施",
            (Repair(Field.DEADLINE, "全年 实施", "全年实施", "text.blanks", 0.99, BLANKS),),
        ),
        (
            "做好(街道) 工作",
            "做好（街道）工作",
            (
                Repair(
                    Field.DEADLINE, "做好(街道) 工作", "做好（街道）工作", "text.width", 0.99, WIDTH
                ),
            ),
        ),
    ],
)
def test_a_change_of_text_is_a_repair_and_a_line_wrap_is_none(
    text: str, value: str | None, repairs: tuple[Repair, ...]
) -> None:
    source = Source(text)
    assert text_of(source, Field.DEADLINE) == Value(value, source, repairs)


@given(st.one_of(st.text(max_size=40), CHINESE))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert canonical(clean(text)) == canonical(text)


@given(CHINESE)
def test_a_clean_text_needs_no_repair(text: str) -> None:
    assert text_of(Source(clean(text)), Field.REMARK).repairs == ()


@given(st.text(max_size=40))
def test_blanks_go_and_nothing_else(text: str) -> None:
    assert squeezed(compact(text)) == squeezed(text)
