import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.model import Reference
from normalizers.references import references_in
from normalizers.scheme import SuperiorList

LISTS = (
    SuperiorList("市对区年度考核指标", ("市对区年度绩效考核指标",)),
    SuperiorList("区政府工作目标"),
    SuperiorList("市政府工作报告责任分解"),
)
CITY, DISTRICT, REPORT = (superior.name for superior in LISTS)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            f"经济指标完成情况({CITY}第1、2、3项,{DISTRICT}第1、8项,{REPORT}第1、3项)",
            [(CITY, (1, 2, 3)), (DISTRICT, (1, 8)), (REPORT, (1, 3))],
        ),
        (f"地区生产总值增长率（属{CITY}第1项）", [(CITY, (1,))]),
        ("专项（市对区年度绩效考核指标第11、23项）", [(CITY, (11, 23))]),
        (f"专项（{DISTRICT}第22项、107项）", [(DISTRICT, (22, 107))]),
        (f"专项（{DISTRICT}第1项，第3项）", [(DISTRICT, (1, 3))]),
        (f"专项（{DISTRICT}第1,2,3项）", [(DISTRICT, (1, 2, 3))]),
        (f"专项（{DISTRICT}第1、\n2项）", [(DISTRICT, (1, 2))]),
        (f"专项（{DISTRICT}第1至5项）", [(DISTRICT, (1, 2, 3, 4, 5))]),
        (f"专项（{DISTRICT}第5—8项、12项）", [(DISTRICT, (5, 6, 7, 8, 12))]),
        (f"专项（{DISTRICT}第1-99项）", [(DISTRICT, (1, 99))]),
        (f"专项（2024年{DISTRICT}第5项）", [(DISTRICT, (5,))]),
        (f"专项（《{DISTRICT}》第5项）", [(DISTRICT, (5,))]),
        (f"专项（{DISTRICT}第1项、{REPORT}第2项）", [(DISTRICT, (1,)), (REPORT, (2,))]),
        (f"专项（{DISTRICT}第1项", [(DISTRICT, (1,))]),
        (f"乡镇（街道）考评（{DISTRICT}第1项）", [(DISTRICT, (1,))]),
        (f"出国管理（出国（境）事项，{DISTRICT}第1项）", [(DISTRICT, (1,))]),
        (
            "设施（洛江区抓城建提质任务指标分解25、27、28项）",
            [("洛江区抓城建提质任务指标分解", (25, 27, 28))],
        ),
    ],
)
def test_items_are_cited_by_list_and_number(
    text: str, cited: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(r.source_list, len(r.items)) for r in _joined(text)] == [
        (name, len(items)) for name, items in cited
    ]
    assert [(r.source_list, r.items) for r in _joined(text)] == cited


def _joined(text: str) -> tuple[Reference, ...]:
    return references_in(text, LISTS)


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        (f"专项（{CITY}第19项、抓开放专项行动方案）", ["抓开放专项行动方案"]),
        (
            "专项（洛江区项目创优年活动方案，聚侨引侨2024年专项行动方案）",
            ["洛江区项目创优年活动方案", "聚侨引侨2024年专项行动方案"],
        ),
    ],
)
def test_a_plan_is_cited_without_items(text: str, plans: list[str]) -> None:
    assert [r.source_list for r in references_in(text, LISTS) if not r.items] == plans


def test_a_reference_keeps_what_stands_there() -> None:
    text = "专项（属市对区年度绩效考核指标第1项）"
    wanted = (Reference(CITY, (1,), "市对区年度绩效考核指标第1项"),)
    assert references_in(text, LISTS) == wanted


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "完成5项",
            f"{DISTRICT}第1项",
            "做好（含安全生产及消防安全考核各1分）工作",
            "推进（第3项）",
        ),
        *(
            "推进（新增5项以上）",
            "推进（2024年度完成5项）",
            "推进（任务10项以上）",
            "推进（街道）工作",
        ),
    ],
)
def test_other_numbers_cite_nothing(text: str) -> None:
    assert references_in(text, LISTS) == ()


@given(st.text(st.sampled_from("（）第1 2、，项至-市对区年度考核指标方案属《》"), max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    for reference in references_in(text, LISTS):
        assert list(reference.items) == sorted(set(reference.items))


@pytest.mark.parametrize("piece", ["（", "1、", "泉", "（1，", "第1项", "（（", "泉x", "第1至2"])
def test_hostile_texts_take_no_longer_than_others(piece: str) -> None:
    text = "（" + (piece * 20_000)[:20_000]
    start = time.perf_counter()
    references_in(text, LISTS)
    assert time.perf_counter() - start < 2
