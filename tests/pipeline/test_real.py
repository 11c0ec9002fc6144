"""The one real submission, as an OCR program printed it: half of what the normalisers are for."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from normalizers.model import Indicator
from parsers.model import Kind
from pipeline.model import Result, Submission
from pipeline.process import process


@pytest.fixture(scope="module")
def result(shared: Path) -> Result:
    path = next((shared / "real").glob("*.txt"))
    return process(Submission(path.name, (path,)))


@pytest.fixture(scope="module")
def item(result: Result) -> Callable[[str], Indicator]:
    form = result.form
    assert form is not None
    return lambda number: next(i for i in form.indicators if i.number.value == number)


Item = Callable[[str], Indicator]


def points(result: Result) -> list[Decimal]:
    assert result.form is not None
    sections = result.form.sections
    return [sum((i.weight.value or Decimal(0) for i in s.indicators), Decimal(0)) for s in sections]


def messages(result: Result, code: str) -> list[str]:
    return [f.message for f in result.findings if f.code == code]


def test_every_item_is_found_and_the_sums_are_those_of_the_text(result: Result) -> None:
    assert result.kind == Kind.TEXT
    assert result.form is not None
    assert len(result.form.indicators) == 67
    assert points(result) == [Decimal("61.5"), 20, 12]


def test_the_missing_points_are_explained_but_not_filled_in(result: Result) -> None:
    (message,) = messages(result, "weight.sum")
    assert "第1-5-3、1-6-1、1-6-3、1-7-1项没有权重" in message
    assert "6.5" in message
    assert "16种" in message


def test_the_label_s_points_and_the_plan_s_two_numbers_are_flagged(result: Result) -> None:
    assert any("75" in m for m in messages(result, "weight.declared"))
    assert any("深学争优" in m for m in messages(result, "basis.conflict"))


@pytest.mark.parametrize(
    ("number", "level1"),
    [
        ("2-2-2", "完善价格服务"),
        ("2-3-1", "促进投资"),
        ("2-4-2", "推进社会信用体系建设工作"),
        ("2-5-1", "牵头开展乡镇（街道）系列经济社会发展绩效考评"),
    ],
)
def test_four_labels_run_together_are_parted(item: Item, number: str, level1: str) -> None:
    assert item(number).level1.value == level1


@pytest.mark.parametrize(
    ("number", "begins"),
    [
        ("1-8-2", "打造中心城区民营经济高质量发展专项"),
        ("1-9-3", "营商环境提升专项"),
        ("1-11-1", "推进服务高质量发展"),
    ],
)
def test_citations_tell_which_label_covers_which_rows(item: Item, number: str, begins: str) -> None:
    assert (item(number).level1.value or "").startswith(begins)
    assert item(number).uncertain_level1 is not None


def test_a_garbled_unit_is_repaired_and_two_alike_ones_are_left(item: Item) -> None:
    assert item("1-4-3").units.value == ("行政审批和行政执法股",)
    assert item("4-4").units.value == ("营商办", "体改办")
    assert item("5-2").units.value == ("审改办",)


def test_the_staircase_is_read_as_rows(item: Item) -> None:
    assert (item("3-2").leaders.value, item("3-2").units.value) == (("许秋元",), ("办公室",))
    assert (item("3-1").leaders.value, item("3-1").units.value) == (None, None)
    assert item("3-1").owners.value == ("王佳明",)
    assert item("4-4").leaders.value == ("许少坚", "许秋元")
    assert item("4-4").owners.value == ("许安琪", "赖泽楷")


def test_a_citation_that_nobody_claims_says_where_a_row_was_lost(result: Result) -> None:
    assert any("第23项" in m for m in messages(result, "reference.unclaimed"))
