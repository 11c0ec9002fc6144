import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.model import Field, Repair, Value
from normalizers.names import Known, known_names, names_of
from normalizers.posts import is_post, looks_like_name, without_post
from normalizers.text import squeezed
from parsers.model import Source

ALONE = (
    (Field.OWNERS, "许少坚"),
    (Field.OWNERS, "许秋元"),
    (Field.OWNERS, "李伟"),
    (Field.OWNERS, "王强"),
    (Field.OWNERS, "李伟王强"),
    (Field.UNITS, "营商办"),
    (Field.UNITS, "体改办"),
    (Field.UNITS, "营商办体改办"),
    (Field.UNITS, "指挥部办公室"),
    (Field.UNITS, "行政审批和行政执法股"),
)
KNOWN = known_names((role, Source(name)) for role, name in ALONE)
NOBODY = Known()


def read(text: str, role: Field = Field.OWNERS, expected: int = 0) -> tuple[str, ...]:
    return names_of(Source(text), role, KNOWN, expected).value or ()


def rules(text: str, role: Field = Field.OWNERS, expected: int = 0) -> list[str]:
    return [r.rule for r in names_of(Source(text), role, KNOWN, expected).repairs]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "李伟",
            "王佳明",
            "欧阳娜娜",
            "阿卜杜拉·买买提",
            "各分管领导",
            "全体干部",
            "各股室负责人",
        ),
        *("张局长", "副局长", "买买提", "A"),
    ],
)
def test_one_name_stays_as_it_is(text: str) -> None:
    source = Source(text)
    assert names_of(source, Field.OWNERS, NOBODY, 0) == Value((text,), source)


@pytest.mark.parametrize(
    "text", ["办公室", "价格管理股", "办公室（人事股）", "综合股（办公室、人事股）", "各股室"]
)
def test_one_unit_stays_as_it_is(text: str) -> None:
    source = Source(text)
    assert names_of(source, Field.UNITS, NOBODY, 0) == Value((text,), source)


@pytest.mark.parametrize("text", ["", "  \n", "无", "/", "——", "、"])
def test_a_cell_may_name_nobody(text: str) -> None:
    source = Source(text)
    assert names_of(source, Field.OWNERS, KNOWN, 0) == Value(None, source)


@pytest.mark.parametrize(
    "joint", ["、", "，", ",", "；", ";", "/", "\n", " ", "　", "、\n", " \n "]
)
def test_names_are_parted_by_any_separator(joint: str) -> None:
    source = Source(f"许少坚{joint}赖泽楷")
    assert names_of(source, Field.OWNERS, KNOWN, 0) == Value(("许少坚", "赖泽楷"), source)


@pytest.mark.parametrize(
    ("text", "expected", "names"),
    [
        ("李　伟", 0, ("李伟",)),
        ("李 伟", 1, ("李伟",)),
        ("王 佳 明", 0, ("王佳明",)),
        ("欧阳 娜娜", 1, ("欧阳娜娜",)),
        ("欧阳 娜娜", 0, ("欧阳娜娜",)),
        ("李　伟、王　强", 0, ("李伟", "王强")),
        ("李 明 王 芳 张 伟 陈 静", 4, ("李明", "王芳", "张伟", "陈静")),
        ("林 军 南 许 秋 元", 2, ("林军南", "许秋元")),
    ],
)
def test_blanks_within_names_are_closed(text: str, expected: int, names: tuple[str, ...]) -> None:
    source = Source(text)
    after, evidence = "、".join(names), "去掉了名称中间的空格"
    repair = Repair(Field.OWNERS, text, after, "name.blanks", 0.99, evidence)
    assert names_of(source, Field.OWNERS, KNOWN, expected) == Value(names, source, (repair,))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("许少\n坚", ("许少坚",)),
        ("阿卜杜拉·\n买买提", ("阿卜杜拉·买买提",)),
        ("许少坚\n许秋元", ("许少坚", "许秋元")),
    ],
)
def test_a_line_wrap_is_no_repair(text: str, names: tuple[str, ...]) -> None:
    source = Source(text)
    assert names_of(source, Field.OWNERS, KNOWN, 0) == Value(names, source)


@pytest.mark.parametrize("text", ["许少坚许秋元", "许少坚许\n秋元", "许 少坚许秋元"])
def test_names_run_together_are_parted_where_both_are_known(text: str) -> None:
    evidence = "“许少坚”“许秋元”在本表别处都单独出现，连写时分开"
    repair = Repair(Field.OWNERS, text, "许少坚、许秋元", "name.parted", 0.99, evidence)
    value = Value(("许少坚", "许秋元"), Source(text), (repair,))
    assert names_of(Source(text), Field.OWNERS, KNOWN, 0) == value


def test_names_run_together_are_known_apart_even_if_they_stand_so_twice() -> None:
    assert read("李伟王强") == ("李伟", "王强")
    assert read("营商办体改办", Field.UNITS, 2) == ("营商办", "体改办")


def test_names_run_together_stay_where_one_is_unknown() -> None:
    assert read("许少坚赖泽楷") == ("许少坚赖泽楷",)


@pytest.mark.parametrize(
    ("text", "expected", "names"),
    [
        ("价格管理 股", 1, ("价格管理股",)),
        ("价格管理\n股", 0, ("价格管理股",)),
        ("粮食和物资\n储备管理股", 0, ("粮食和物资储备管理股",)),
        ("行政审批和行政执\n法股", 0, ("行政审批和行政执法股",)),
        ("行政办\n公室", 0, ("行政办公室",)),
        ("办 公 室", 0, ("办公室",)),
        ("办公室\n（人事股）", 0, ("办公室（人事股）",)),
        ("营商办\n体改办", 1, ("营商办", "体改办")),
        ("营商办 体改办", 0, ("营商办", "体改办")),
        ("规划股\n环评股", 2, ("规划股", "环评股")),
        ("规划股\n环评股", 0, ("规划股", "环评股")),
        ("指挥部\n办公室", 0, ("指挥部办公室",)),
        ("行政审批股\n窗口", 0, ("行政审批股", "窗口")),
        ("粮食和物资储备管理股、办公室", 0, ("粮食和物资储备管理股", "办公室")),
    ],
)
def test_units_are_told_apart_from_their_wraps(
    text: str, expected: int, names: tuple[str, ...]
) -> None:
    assert read(text, Field.UNITS, expected) == names


def test_a_full_line_may_go_on_behind_what_is_a_unit_by_itself() -> None:
    known = Known({}, {Field.UNITS: 5})
    text = Source("防汛指挥部\n值班办公室")
    assert names_of(text, Field.UNITS, known, 1).value == ("防汛指挥部值班办公室",)
    assert names_of(text, Field.UNITS, known, 2).value == ("防汛指挥部", "值班办公室")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "王强副局长",
            "副局长王强",
            "王强 副局长",
            "王强（兼）",
            "王强(组长)",
            "党组成员、副局长王强",
        ),
        *("局长\n王强", "王强同志"),
    ],
)
def test_posts_are_no_part_of_a_name(text: str) -> None:
    repair = Repair(Field.OWNERS, text, "王强", "name.title", 0.99, "责任分解只填姓名，去掉了职务")
    assert names_of(Source(text), Field.OWNERS, KNOWN, 0) == Value(
        ("王强",), Source(text), (repair,)
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王佳明一级主任科员", "王佳明"),
        ("欧阳娜娜主任", "欧阳娜娜"),
        ("张局长", "张局长"),
        ("各股室负责人", "各股室负责人"),
        ("全体干部", "全体干部"),
        ("欧阳主任", "欧阳主任"),
    ],
)
def test_a_post_goes_only_where_a_name_is_left(text: str, name: str) -> None:
    assert without_post(text) == name


def test_posts_and_names_are_told_apart() -> None:
    assert is_post("党组成员副局长")
    assert not is_post("王强")
    assert [looks_like_name(n) for n in ("王强", "欧阳娜", "欧阳", "各股室")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "role", "after", "rule"),
    [
        ("阿卜杜拉•买买提", Field.OWNERS, "阿卜杜拉·买买提", "name.width"),
        ("阿卜杜拉.买买提", Field.OWNERS, "阿卜杜拉·买买提", "name.width"),
        ("办公室(人事股)", Field.UNITS, "办公室（人事股）", "name.width"),
        ("李伟 李伟", Field.OWNERS, "李伟", "name.repeated"),
        ("价格管理 股", Field.UNITS, "价格管理股", "name.blanks"),
    ],
)
def test_every_other_change_is_logged(text: str, role: Field, after: str, rule: str) -> None:
    (repair,) = names_of(Source(text), role, KNOWN, 0).repairs
    assert (repair.field, repair.before, repair.after, repair.rule) == (role, text, after, rule)


def test_what_is_known_comes_from_cells_with_one_name() -> None:
    cells = ["李伟", "李伟", "李　伟", "李伟、王强", "", "营商办\n体改办公室"]
    known = known_names((Field.OWNERS, Source(cell)) for cell in cells)
    assert known == Known({Field.OWNERS: Counter({"李伟": 2})}, {Field.OWNERS: 5})
    assert (known.count(Field.OWNERS, "李伟"), known.count(Field.UNITS, "李伟")) == (2, 0)


NAMES = ("李伟", "王佳明", "欧阳娜娜", "许少坚", "许秋元", "阿卜杜拉·买买提")


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    st.sampled_from(["、", "\n", "；"]),
)
def test_normalising_twice_changes_nothing(names: list[str], joint: str) -> None:
    once = names_of(Source(joint.join(names)), Field.OWNERS, KNOWN, 0)
    assert (once.value, once.repairs) == (tuple(names), ())


@given(
    st.text(st.sampled_from("李伟许少坚秋元办公室股（）()、 \n·副局长无"), max_size=24),
    st.sampled_from([Field.OWNERS, Field.UNITS]),
    st.integers(0, 3),
)
def test_no_text_is_too_odd(text: str, role: Field, expected: int) -> None:
    value = names_of(Source(text), role, KNOWN, expected)
    assert all(value.value or ("some",))
    assert len(set(value.value or ())) == len(value.value or ())
    assert all(squeezed(name) == name for name in value.value or ())


@pytest.mark.parametrize("piece", ["李 ", "李", "、", "李\n", "（", "办公室", "办 ", "许少坚"])
def test_hostile_texts_take_no_longer_than_others(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    start = time.perf_counter()
    for role in (Field.OWNERS, Field.UNITS):
        names_of(Source(text), role, KNOWN, 0)
        names_of(Source(text[:80]), role, KNOWN, 0)
    assert time.perf_counter() - start < 2
