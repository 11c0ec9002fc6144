from dataclasses import replace
from decimal import Decimal

import pytest
from grids import grid, reading

from normalizers import normalize
from normalizers.certainty import certain_names, certain_points, certain_text
from normalizers.model import Field, Part, Repair, Value
from normalizers.scheme import load_scheme
from parsers.model import Source

SCHEME = load_scheme("luojiang-2024-series2")


def repair(before: str, after: str, confidence: float, field: Field = Field.LEVEL1) -> Repair:
    return Repair(field, before, after, "test.rule", confidence, "依据")


def test_a_sure_repair_stands() -> None:
    value = Value("乙", Source("甲"), (repair("甲", "乙", 0.9),))
    assert certain_text(value, 0.8) is value


def test_a_doubtful_repair_of_a_text_is_undone_and_suggested() -> None:
    doubtful = repair("甲", "乙", 0.7)
    value = Value("乙", Source("甲"), (doubtful,))
    assert certain_text(value, 0.8) == Value("甲", Source("甲"), (), (doubtful,))


def test_what_filled_a_blank_leaves_a_blank() -> None:
    doubtful = repair("", "乙", 0.7)
    assert certain_text(Value("乙", Source(""), (doubtful,)), 0.8).value is None


def test_sure_repairs_beside_a_doubtful_one_are_kept() -> None:
    sure, doubtful = repair("甲 ", "甲", 0.99), repair("甲", "乙", 0.5)
    found = certain_text(Value("乙", Source("甲 "), (sure, doubtful)), 0.8)
    assert (found.value, found.repairs, found.suggestions) == ("甲", (sure,), (doubtful,))


@pytest.mark.parametrize(("before", "left"), [("1", Decimal(1)), ("l5", None), ("", None)])
def test_a_doubtful_weight_goes_back_to_what_was_legible(before: str, left: Decimal | None) -> None:
    doubtful = repair(before, "1.5", 0.6, Field.WEIGHT)
    assert certain_points(Value(Decimal("1.5"), Source(before), (doubtful,)), 0.8).value == left


def test_only_the_doubtful_name_goes_back() -> None:
    doubtful = repair("王住明", "王佳明", 0.6, Field.OWNERS)
    value = Value(("李伟", "王佳明"), Source("李伟 王住明"), (doubtful,))
    assert certain_names(value, 0.8).value == ("李伟", "王住明")


def test_a_doubtful_repair_of_the_whole_cell_goes_back_whole() -> None:
    doubtful = repair("李伟王明", "李伟、王明", 0.6, Field.OWNERS)
    value = Value(("李伟", "王明"), Source("李伟王明"), (doubtful,))
    assert certain_names(value, 0.8).value == ("李伟王明",)
    blank = replace(doubtful, before="")
    assert certain_names(Value(("李伟", "王明"), Source(""), (blank,)), 0.8).value is None


def test_a_stricter_scheme_makes_suggestions_of_what_another_repairs() -> None:
    table = grid("""
    重点工作目标|1-1-1|三定方案|推进甲项|完成甲类任务十项|l.5|全年实施|陈大明|综合股|林小红
    重点工作目标|1-2-1|三定方案|推进乙项|完成乙类任务十项|1|全年实施|陈大明|综合股|林小红
    """)
    part = Part("表.txt", reading(table))
    strict = replace(SCHEME, thresholds=replace(SCHEME.thresholds, repair=0.995))
    lenient_form, strict_form = normalize((part,), SCHEME), normalize((part,), strict)
    assert lenient_form is not None
    assert strict_form is not None
    assert lenient_form.indicators[0].weight.value == Decimal("1.5")
    weight = strict_form.indicators[0].weight
    assert (weight.value, [r.rule for r in weight.suggestions]) == (None, ["weight.lookalike"])
