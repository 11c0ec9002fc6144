import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.basis import bases_of, same_title
from normalizers.model import Basis, Field, Repair, Value
from parsers.model import Source

PLAIN = ("三定方案", "“三定”方案")
PLAN = "《洛江区优化服务行动计划》"
NUMBER = "泉洛委〔2024〕15号"
BOTH = f"{PLAN}（{NUMBER}）"


def named(text: str) -> list[str]:
    return [str(basis) for basis in bases_of(Source(text), PLAIN).value or ()]


def rules(text: str) -> list[str]:
    return [repair.rule for repair in bases_of(Source(text), PLAIN).repairs]


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        (PLAN, (Basis(PLAN, None, PLAN),)),
        (NUMBER, (Basis(None, NUMBER, NUMBER, 2024),)),
        (BOTH, (Basis(PLAN, NUMBER, BOTH, 2024),)),
        ("三定方案", (Basis("三定方案", None, "三定方案"),)),
        ("部门职责", (Basis("部门职责", None, "部门职责"),)),
        ("令第208号", (Basis("令第208号", None, "令第208号"),)),
        ("中央2024年1号文件", (Basis("中央2024年1号文件", None, "中央2024年1号文件"),)),
    ],
)
def test_what_is_right_stays_as_it_is(text: str, bases: tuple[Basis, ...]) -> None:
    source = Source(text)
    assert bases_of(source, PLAIN) == Value(bases, source)


@pytest.mark.parametrize("joint", ["\n", "、", "；", ";", "，", ",", "。", " ", "\n\n", "；\n"])
def test_documents_are_parted_by_any_separator(joint: str) -> None:
    items = [BOTH, "三定方案", NUMBER.replace("15", "16"), "《方案甲》", "部门职责", "《方案乙》"]
    assert named(joint.join(items)) == items


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_blank_cell_has_no_bases(text: str) -> None:
    assert bases_of(Source(text)).value is None


@pytest.mark.parametrize("text", ["无", "——", "/", "、"])
def test_a_cell_may_say_that_there_are_none(text: str) -> None:
    assert bases_of(Source(text)).value == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{PLAN}({NUMBER})",
        f"{PLAN}\n（{NUMBER}）",
        f"{PLAN} （ {NUMBER} ）",
        f"{PLAN}{NUMBER}",
        f"{PLAN}〔{NUMBER}〕",
        f"{PLAN}（泉洛委(2024)第015 号）",
        f"{PLAN}（{NUMBER}文件）",
        f"{PLAN}（试行）（{NUMBER}）",
        f"{PLAN}（2024年修订）（{NUMBER}）",
        f"<{PLAN[1:-1]}>（{NUMBER}）",
        f"区委{PLAN}（{NUMBER}）",
        f"根据{PLAN}（{NUMBER}）",
        f"1.{PLAN}（{NUMBER}）",
        f"（1）{PLAN}（{NUMBER}）",
        f"①区委{PLAN}（{NUMBER}）",
        "《洛江区优化服\n务行动计划》（泉洛\n委〔2024〕15号）",
        f"{PLAN[:-1]}（{NUMBER}）",
        f"{PLAN[1:]}（{NUMBER}）",
    ],
)
def test_a_title_and_the_number_behind_it_are_one_document(text: str) -> None:
    assert named(text) == [BOTH]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        (f"{PLAN}\n{NUMBER}", [PLAN, NUMBER]),
        (f"{PLAN} {NUMBER}", [PLAN, NUMBER]),
        (f"{NUMBER}{PLAN}", [NUMBER, PLAN]),
        (f"《方案甲》{BOTH}", ["《方案甲》", BOTH]),
        (f"《方案甲》和{BOTH}", ["《方案甲》", BOTH]),
        (f"三定方案{PLAN}", ["三定方案", PLAN]),
        (f"{PLAN}（{NUMBER}、泉洛政办〔2024〕3号）", [BOTH, "泉洛政办〔2024〕3号"]),
        (f"1、{NUMBER}\n2、三定方案", [NUMBER, "三定方案"]),
        (f"{NUMBER}文件；三定方案", [NUMBER, "三定方案"]),
        ("（三定方案）", ["三定方案"]),
        ("三定方案（修订）", ["三定方案（修订）"]),
        ("6.18工作方案", ["6.18工作方案"]),
    ],
)
def test_documents_stand_in_the_order_of_the_cell(text: str, documents: list[str]) -> None:
    assert named(text) == documents


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("《关于印发〈方案〉的通知》", ["《关于印发〈方案〉的通知》"]),
        ("《关于印发《方案》的通知》", ["《关于印发《方案》的通知》"]),
        (f"《关于印发《方案》的通知（{NUMBER}）", [f"《关于印发《方案》的通知》（{NUMBER}）"]),
        (
            f"《关于转发泉政〔2023〕5号的通知》（{NUMBER}）",
            [f"《关于转发泉政〔2023〕5号的通知》（{NUMBER}）"],
        ),
        ("《方案甲\n《方案乙》", ["《方案甲》", "《方案乙》"]),
        ("《方案甲、《方案乙》", ["《方案甲》", "《方案乙》"]),
        ("《关于做好工作的通\n知\n三定方案", ["《关于做好工作的通知》", "三定方案"]),
        (f"《关于做好工作的通\n知\n{NUMBER}", ["《关于做好工作的通知》", NUMBER]),
        ("泉洛委《2024》15号", [NUMBER]),
        ("《》》方案甲》", ["《》", "《方案甲》"]),
        (f"<<方案甲>>\n〈方案乙〉（{NUMBER}）", ["《方案甲》", f"《方案乙》（{NUMBER}）"]),
        ("＜方案甲＞；《关于印发〈方案的通知》", ["《方案甲》", "《关于印发〈方案的通知》"]),
        ("《关于印发《方案》", ["《关于印发《方案》》"]),
        ("价格<5元的方案", ["价格<5元的方案"]),
    ],
)
def test_titles_may_nest_and_lose_a_bracket(text: str, documents: list[str]) -> None:
    assert named(text) == documents


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        (
            f"关于拓展“争优、争先”行\n动的工作方案（{NUMBER}）",
            [f"关于拓展“争优、争先”行动的工作方案（{NUMBER}）"],
        ),
        (
            f"关于拓展“争优、争先”行\n动的工作方案\n{NUMBER}",
            ["关于拓展“争优、争先”行动的工作方案", NUMBER],
        ),
        (f"区委（{NUMBER}）", ["区委", NUMBER]),
        ("三定方案\n部门职责", ["三定方案", "部门职责"]),
        ("三定方案、部门职责", ["三定方案", "部门职责"]),
    ],
)
def test_titles_may_stand_without_brackets(text: str, documents: list[str]) -> None:
    assert named(text) == documents


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        (f"{PLAN}；{PLAN}", [PLAN]),
        (f"{NUMBER}\n泉洛委(2024)15号", [NUMBER]),
        (f"{PLAN}；三定方案；{BOTH}", [BOTH, "三定方案"]),
        (f"{BOTH}；{PLAN}；{NUMBER}", [BOTH]),
        (f"{NUMBER}；{BOTH}", [BOTH]),
        (
            f"{BOTH}；{PLAN}（泉洛委〔2024〕16号）；{PLAN}",
            [BOTH, f"{PLAN}（泉洛委〔2024〕16号）", PLAN],
        ),
        (
            f"《方案甲》（{NUMBER}）；《方案乙》（{NUMBER}）",
            [f"《方案甲》（{NUMBER}）", f"《方案乙》（{NUMBER}）"],
        ),
    ],
)
def test_a_document_named_twice_is_one(text: str, documents: list[str]) -> None:
    assert named(text) == documents


@pytest.mark.parametrize(
    ("text", "before", "after", "rule"),
    [
        ("泉洛委(2024)第015 号", "泉洛委(2024)第015 号", NUMBER, "number.form"),
        ("泉洛委〔2024〕 15号", "泉洛委〔2024〕 15号", NUMBER, "number.blanks"),
        ("《 方案 》", "《 方案 》", "《方案》", "number.blanks"),
        (f"区委{BOTH}", f"区委{BOTH}", BOTH, "title.lead"),
        ("《方案", "《方案", "《方案》", "title.marks"),
        ("<<方案>>", "<<方案>>", "《方案》", "title.marks"),
        ("“三定”方案", "“三定”方案", "三定方案", "title.marks"),
    ],
)
def test_a_change_is_one_repair(text: str, before: str, after: str, rule: str) -> None:
    (repair,) = bases_of(Source(text), PLAIN).repairs
    assert (repair.field, repair.before, repair.after, repair.rule) == (
        Field.BASIS,
        before,
        after,
        rule,
    )
    assert 0.9 < repair.confidence < 1


def test_a_line_wrap_is_no_repair() -> None:
    assert bases_of(Source("《洛江区优化服\n务行动计划》（泉洛委\n〔2024〕15号）")).repairs == ()


def test_a_doubtful_number_is_flagged_and_stays() -> None:
    text = f"{PLAN}（泉洛委〔2024〕15、16号）"
    flaw = "一个机关代字后写了几个序号，应分开写，拟改为“泉洛委〔2024〕15号、泉洛委〔2024〕16号”"
    basis = Basis(PLAN, "泉洛委〔2024〕15、16号", text, 2024, flaw)
    assert bases_of(Source(text)) == Value((basis,), Source(text))


def test_a_number_in_brackets_is_no_remark_on_its_title() -> None:
    (basis,) = bases_of(Source(f"{PLAN}（泉洛政办2024年第10号）")).value or ()
    assert (basis.title, basis.number) == (PLAN, "泉洛政办2024年第10号")
    assert basis.flaw == "年份应放在六角括号〔〕内，拟改为“泉洛政办〔2024〕10号”"


def test_titles_that_differ_in_marks_alone_are_one() -> None:
    assert same_title("《“争优、争先”方案》", "《争优 争先方案》")
    assert not same_title("《方案甲》", "《方案乙》")


PIECES = (
    BOTH,
    PLAN,
    NUMBER,
    "三定方案",
    "部门职责",
    "《关于印发〈方案〉的通知》（泉洛政办〔2023〕5号）",
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5, unique=True))
def test_normalising_twice_changes_nothing(pieces: list[str]) -> None:
    once = "；".join(named("；".join(pieces)))
    again = bases_of(Source(once), PLAIN)
    assert ("；".join(map(str, again.value or ())), again.repairs) == (once, ())


@given(st.text(st.sampled_from("《》〈〉（）泉洛委方案〔2024〕15号、；\n 1.和区“”"), max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    value = bases_of(Source(text), PLAIN)
    assert all(isinstance(r, Repair) and r.before != r.after for r in value.repairs)
    assert all(str(basis) for basis in value.value or ())


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "泉",
            "(",
            "1",
            "《",
            "》",
            "《\n",
            "《a》",
            "、",
            "1.",
            "（1",
            "x泉",
            "方案\n",
            "三定方案（",
        ),
        *("《a》（泉洛委〔2024〕15号）", "《a(泉洛委〔2024〕15号", "泉洛委〔2024〕15号"),
    ],
)
def test_hostile_texts_take_no_longer_than_others(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    start = time.perf_counter()
    bases_of(Source(text), PLAIN)
    assert time.perf_counter() - start < 2
