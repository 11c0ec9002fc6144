import time
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.document_number import DocumentNumber, number_of, numbers_in

PAIRS = (
    *("〔〕", "()", "（）", "[]", "［］", "【】", "﹝﹞", "❲❳", "〘〙", "⟬⟭", "﹙﹚", "{}", "｛｝"),
    *("<>", "＜＞", "《》", "〈〉", "「」", "『』", "〖〗"),
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
PROPER = "泉洛政办〔2024〕10号"
SEVERAL = "一个机关代字后写了几个序号，应分开写"
UNBRACKETED = "年份应放在六角括号〔〕内"
ODD = "年份或序号中有不是阿拉伯数字的字符"


def written(text: str) -> list[str]:
    return [n.written for n in numbers_in(text) if n.flaw is None]


def flaws(text: str) -> list[tuple[str, str]]:
    return [(n.written, n.flaw) for n in numbers_in(text) if n.flaw]


def test_a_proper_number_is_taken_as_it_stands() -> None:
    assert numbers_in(PROPER) == (DocumentNumber(0, 13, PROPER, PROPER, 2024),)


@pytest.mark.parametrize(
    ("pair", "blank", "wide", "ordinal", "zeros"),
    list(product(PAIRS, ("", " ", "\n", "　"), (False, True), ("", "第"), ("", "0", "00"))),
)
def test_brackets_widths_blanks_and_zeros_do_not_matter(
    pair: str, blank: str, *, wide: bool, ordinal: str, zeros: str
) -> None:
    year, serial = "2024", f"{zeros}10"
    if wide:
        year, serial = year.translate(WIDE), serial.translate(WIDE)
    opening, closing = pair
    parts = ("泉洛政办", opening, year, closing, ordinal, serial, "号")
    raw = blank.join(p for p in parts if p)
    assert numbers_in(raw) == (DocumentNumber(0, len(raw), raw, PROPER, 2024),)


@pytest.mark.parametrize(
    "text",
    [
        "泉洛政办〔2024年〕10号",
        "泉洛政办〔2024〕10號",
        "泉洛政办（2024 10号",
        "泉洛政办〔202410号",
        "泉洛政办2024）10号",
        "泉洛政办〔2024)10号",
        "泉洛政办〔〔2024〕〕10号",
        "泉洛政办〔20 24〕10号",
        "泉洛政办〔2024〕1\n0号",
        "泉洛政\n办〔2024〕10号",
        "泉\n洛政办〔2024〕10号",
        "泉\n洛\n政\n办\n〔2\n02\n4〕\n10\n号",
    ],
)
def test_what_only_looks_wrong_is_repaired(text: str) -> None:
    assert numbers_in(text) == (DocumentNumber(0, len(text), text, PROPER, 2024),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("泉洛政办〔2O24〕10号", ODD),
        ("泉洛政办〔2024〕1O号", ODD),
        ("泉洛政办〔2024〕l0号", ODD),
        ("泉洛政办〔二〇二四〕10号", ODD),
        ("泉洛政办〔2024〕十号", ODD),
        ("泉洛政办〔24〕10号", "年份应写全四位"),
        ("泉洛政办2024年第10号", UNBRACKETED),
        ("泉洛政办2024年10号", UNBRACKETED),
        ("泉洛政办202410号", UNBRACKETED),
        ("泉洛政办2024 10号", UNBRACKETED),
        ("泉洛政办C2024J10号", UNBRACKETED),
        ("泉洛政办〔2024J10号", UNBRACKETED),
        ("泉洛政办2024〔10号〕", UNBRACKETED),
        ("泉洛政办2024年（第10）号", UNBRACKETED),
        ("泉洛政办〔2024〕10", "缺少“号”字"),
        ("泉洛政办〔2024〕1 0号", "序号中间有空格，可能是一个号，也可能是两个号"),
        ("泉洛政办10号〔2024〕", "年份应写在序号之前"),
        ("泉洛政办第10号（2024年）", "年份应写在序号之前"),
        ("泉洛政办10〔2024〕号", "年份应写在序号之前"),
        ("〔2024〕泉洛政办10号", "年份应写在机关代字之后"),
        ("〔2024〕泉洛政办第10号", "年份应写在机关代字之后"),
    ],
)
def test_what_could_be_another_number_stays_with_a_proposal(text: str, reason: str) -> None:
    flaw = f"{reason}，拟改为“{PROPER}”"
    assert numbers_in(text) == (DocumentNumber(0, len(text), text, text, 2024, flaw, (PROPER,)),)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("泉洛政办〔2024〕10、12号", "泉洛政办〔2024〕10号、泉洛政办〔2024〕12号"),
        ("泉洛政办〔2024〕10号、12号", "泉洛政办〔2024〕10号、泉洛政办〔2024〕12号"),
        ("泉洛政办〔2024〕10和12号", "泉洛政办〔2024〕10号、泉洛政办〔2024〕12号"),
        (
            "泉洛政办〔2024〕10，12，13号",
            "泉洛政办〔2024〕10号、泉洛政办〔2024〕12号、泉洛政办〔2024〕13号",
        ),
    ],
)
def test_numbers_that_share_a_code_are_to_be_written_apart(text: str, proposal: str) -> None:
    assert flaws(text) == [(text, f"{SEVERAL}，拟改为“{proposal}”")]


@pytest.mark.parametrize("text", ["泉洛政办〔2024〕10至12号", "泉洛政办〔2024〕10号—12号"])
def test_a_range_of_numbers_is_told_without_guessing_which(text: str) -> None:
    assert flaws(text) == [(text, SEVERAL)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("泉洛政办〔2204〕10号", "年份不合常理"),
        ("泉洛政办〔2024〕00号", "序号不能是零"),
        ("泉洛政办〔22O4〕1O号", ODD),
    ],
)
def test_an_impossible_number_gets_no_proposal(text: str, reason: str) -> None:
    assert flaws(text) == [(text, reason)]


def test_a_number_without_its_code_may_share_the_one_before() -> None:
    text = "泉洛政办〔2023〕55号、〔2024〕10号"
    reason = "缺少机关代字，可能与前一个文号共用"
    assert written(text) == ["泉洛政办〔2023〕55号"]
    assert flaws(text) == [("〔2024〕10号", f"{reason}，拟改为“{PROPER}”")]


@pytest.mark.parametrize(
    "text",
    [
        "国发明电〔2014〕1号",
        "闽政文〔2020〕1号",
        "纪要〔2024〕12号",
        "区政府常务会议纪要〔2024〕12号",
        "泉洛退役军人局函〔2024〕3号",
    ],
)
def test_numbers_of_other_bodies_are_taken_as_they_stand(text: str) -> None:
    assert written(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "令第208号",
        "省政府令第5号",
        "主席令第二十三号",
        "公告2023年第12号",
        "财政部公告2023年第12号",
        "人大公告第32号",
        "（2023）闽0504民初123号",
        "（2023）闽民终123号",
        "GB/T 9704—2012",
        "GB 50016-2014",
        "三定方案",
        "指标第1、2、3项",
        "市对区年度考核指标第1、2、3项，区政府工作目标第1、8项，市政府工作报告责任分解第1、3项",
        "2024年度完成5项",
        "工作要点（2024）10项任务",
        "行动方案（2024）5",
        "提升12345政府服务热线群众诉求办理质量",
        "中央2024年1号文件",
        "洛江区政协2024年第5号提案",
        "新建2024年5号线",
        "〔2024〕10号",
        "10号",
        "〔2024〕文件10号",
        "完成2024〕10、12次",
        "完成2024年3月5号前的任务",
        "",
    ],
)
def test_what_is_no_document_number_is_none(text: str) -> None:
    assert numbers_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "根据泉洛政办〔2024〕10号",
        "根据区委文件精神泉洛政办〔2024〕10号",
        "三定方案泉洛政办〔2024〕10号",
        "洛江区人民政府办公室泉洛政办〔2024〕10号",
        "三定方案\n泉洛政办〔2024〕10号",
        "三定方案 泉洛政办〔2024〕10号",
        "部门职责\n泉洛政办〔2024〕10号",
        "区委\n泉洛政办〔2024〕10号",
        "区教育局\n泉洛政办〔2024〕10号",
        "备注 泉洛政办〔2024〕10号",
        "的通\n知\n泉洛政办〔2024〕10号",
        "令第5号泉洛政办〔2024〕10号",
        "（泉洛政办〔2024〕10号）",
        "1.泉洛政办〔2024〕10号",
        "泉洛政办〔2024〕10号文件",
        "泉洛政办〔2024〕10号和三定方案",
    ],
)
def test_words_around_a_number_are_no_part_of_it(text: str) -> None:
    assert written(text) == [PROPER]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("泉洛政\n办〔2024〕1号", "泉洛政办"),
        ("泉洛\n退役〔2024〕1号", "泉洛退役"),
        ("泉洛市\n监〔2024〕1号", "泉洛市监"),
        ("泉洛退役军\n人局〔2024〕1号", "泉洛退役军人局"),
        ("一二三四五六七八九十甲乙丙\n政办〔2024〕1号", "政办"),
        ("泉洛政办\n〔2024〕1号", "泉洛政办"),
        ("部门\n国发〔2024〕1号", "国发"),
        ("泉洛委\n泉洛政办〔2024〕1号", "泉洛政办"),
    ],
)
def test_a_code_may_be_broken_over_lines(text: str, code: str) -> None:
    assert written(text) == [f"{code}〔2024〕1号"]


def test_the_codes_around_it_show_where_a_broken_code_begins() -> None:
    text = "泉洛委〔2024〕15号\n泉洛自然资\n源规〔2024〕3号\n科室\n泉洛教〔2024〕1号"
    assert written(text) == ["泉洛委〔2024〕15号", "泉洛自然资源规〔2024〕3号", "泉洛教〔2024〕1号"]


@pytest.mark.parametrize("joint", ["", " ", "\n", "、", "；", "，"])
def test_every_number_of_a_list_is_found(joint: str) -> None:
    numbers = ["泉洛政办〔2023〕55号", "泉洛委〔2024〕15号", "泉洛委办〔2024〕28号"]
    assert written(joint.join(numbers)) == numbers


def test_a_number_that_lost_its_last_character_does_not_swallow_the_next() -> None:
    text = "泉洛政办〔2024〕10 泉洛委〔2024〕15号"
    assert [n.raw for n in numbers_in(text)] == ["泉洛政办〔2024〕10", "泉洛委〔2024〕15号"]


def test_a_number_is_told_by_where_it_stands() -> None:
    text = "《方案》 （泉洛政办 （2024） 10 号）"
    raw = "泉洛政办 （2024） 10 号"
    assert numbers_in(text) == (DocumentNumber(6, 6 + len(raw), raw, PROPER, 2024),)


@pytest.mark.parametrize(
    ("text", "wanted"), [(f" {PROPER}\n", PROPER), (f"{PROPER}文件", None), ("三定方案", None)]
)
def test_a_text_may_consist_of_one_number(text: str, wanted: str | None) -> None:
    number = number_of(text)
    assert (number and number.written) == wanted


@given(
    st.from_regex(r"[泉洛闽国][政委办发教林函]{1,6}", fullmatch=True),
    st.integers(1949, 2099),
    st.integers(1, 99999),
)
def test_normalising_twice_changes_nothing(code: str, year: int, serial: int) -> None:
    proper = f"{code}〔{year}〕{serial}号"
    assert numbers_in(proper) == (DocumentNumber(0, len(proper), proper, proper, year),)


@given(
    st.text(
        st.sampled_from("泉洛政办令〔〕（）《》[]CJ0124年第号號lO、和 \n二十三定方案"), max_size=40
    )
)
def test_numbers_of_any_text_stand_in_it_in_order(text: str) -> None:
    found = numbers_in(text)
    assert all(text[n.start : n.end] == n.raw for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for number in found:
        if number.flaw is None:
            assert numbers_in(number.written)[0].written == number.written


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "泉",
            "(",
            "1",
            "《",
            " ",
            "\n",
            "l",
            "二",
            "〔2024",
            "泉\n",
            "2 0 2 4 ",
            "C2",
            "第",
            "号",
        ),
        *("泉洛〔2024〕1、", "泉洛〔2024〕", "（2", "泉1", "1 "),
    ],
)
def test_hostile_texts_take_no_longer_than_others(piece: str) -> None:
    text = (piece * 20_000)[:20_000] + "1"
    start = time.perf_counter()
    numbers_in(text)
    assert time.perf_counter() - start < 2
