"""A scan made legible by the Word file of the same form, and what is left as the scan says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from form_values import SCHEME, bases, basis, clean_form, rows_of, value, with_row

from normalizers.legible import LOOKALIKE, RIVAL, RULE, UNSURE, legible
from normalizers.model import Field, Form, Indicator, Origin, Repair, Value
from parsers.model import Place, Source

if TYPE_CHECKING:
    from normalizers.scheme import Scheme

TYPED = clean_form()
TEXT = "完成编号为1-2-3的任务"
MISREAD = "完成编号为1-2-3的任各"
NAME = "考评表.docx"


def seen(content: object, confidence: float = 0.95, rivals: tuple[str, ...] = ()) -> Value[object]:
    return Value(content, Source(str(content or ""), Place(page=3), confidence, rivals))


def scan(number: str = "1-2-3", **changes: object) -> Form:
    return replace(with_row(TYPED, number, **changes), origin=Origin.SCAN)


def row(form: Form, number: str = "1-2-3") -> Indicator:
    return next(i for i in rows_of(form) if i.number.value == number)


def made(form: Form, scheme: Scheme = SCHEME) -> Form:
    return legible(form, TYPED, NAME, scheme)


def test_look_alike_characters_are_read_as_the_typed_copy_has_them() -> None:
    found = row(made(scan(level2=seen(MISREAD)))).level2
    assert found.value == TEXT
    assert found.source.text == MISREAD
    assert found.repairs == (
        Repair(
            Field.LEVEL2,
            MISREAD,
            TEXT,
            RULE,
            LOOKALIKE,
            f"“{NAME}”是同一份表，这一项写作“{TEXT}”；识别所得的“{MISREAD}”与它只差形近字",
        ),
    )


def test_what_hangs_on_a_text_follows_it() -> None:
    typed = with_row(
        TYPED,
        "1-2-3",
        level2=value("完成任务（属市对区年度考核指标第1项）"),
        deadline=value("6月未前"),
    )
    read = with_row(
        typed,
        "1-2-3",
        level2=seen("完成任各（属市对区年度考核指标第1项）"),
        deadline=seen("6月末前"),
    )
    found = row(legible(replace(read, origin=Origin.SCAN), typed, NAME, SCHEME))
    assert [r.items for r in found.level2_references] == [(1,)]
    assert found.due is not None
    assert (found.due.month, found.deadline.value) == (6, "6月未前")


def test_another_engine_s_reading_proves_even_a_figure() -> None:
    found = row(made(scan(weight=seen(Decimal(7), rivals=("1.5",))))).weight
    assert (found.value, [r.confidence for r in found.repairs]) == (Decimal("1.5"), [RIVAL])
    text = "完成编号为1-2-8的任务"
    assert row(made(scan(level2=seen(text, rivals=(TEXT,))))).level2.value == TEXT


def test_a_text_read_with_doubt_is_the_typed_one_where_little_was_lost() -> None:
    found = row(made(scan(level2=seen("完成编号为1-2-3的务", 0.4)))).level2
    assert (found.value, [r.confidence for r in found.repairs]) == (TEXT, [UNSURE])


def test_a_deadline_that_is_none_is_the_typed_one() -> None:
    found = row(made(scan(deadline=seen("全年实", 0.95)))).deadline
    assert (found.value, [r.confidence for r in found.repairs]) == ("全年实施", [RIVAL])


def test_marks_that_were_lost_are_taken_from_the_typed_copy() -> None:
    typed = with_row(TYPED, "1-2-3", level2=value(f"{TEXT}，并报送"))
    found = row(legible(scan(level2=seen(f"{TEXT}并报送")), typed, NAME, SCHEME)).level2
    assert (found.value, [r.rule for r in found.repairs]) == (f"{TEXT}，并报送", [RULE])


@pytest.mark.parametrize(
    "changes",
    [
        {"weight": seen(Decimal(2), 0.3)},
        {"level2": seen("完成编号为1-2-8的任务", 0.3)},
        {"level2": seen("完成编号为1-2-3的务", 0.95)},
        {"level2": seen(None)},
        {"level2": value(MISREAD)},
        {"deadline": seen("6月底前")},
        {"deadline": seen("全年", 0.95)},
        {"deadline": seen("牵头", 0.95)},
        {"owners": seen(("陈志张",))},
    ],
)
def test_what_is_not_proved_stays_as_the_scan_says(changes: dict[str, object]) -> None:
    form = scan(**changes)
    assert made(form) is form


def test_what_only_the_scan_has_stays() -> None:
    form = scan(level2=seen("牵头组织全区大型文艺演出"), bases=seen(()))
    assert made(form) is form


def test_a_merged_cell_is_repaired_once() -> None:
    source = Source("做好1之2工件", Place(page=3), 0.9)
    form = replace(TYPED, origin=Origin.SCAN)
    for number in ("1-2-1", "1-2-2", "1-2-3"):
        form = with_row(form, number, level1=Value("做好1之2工件", source))
    whole = made(form)
    found = [row(whole, n).level1 for n in ("1-2-1", "1-2-2", "1-2-3")]
    assert [v.value for v in found] == ["做好1之2工作"] * 3
    assert len({id(v.repairs) for v in found}) == 1


def test_documents_are_taken_over_whole() -> None:
    form = scan(
        bases=Value((basis("《年度任各分解方案》", "泉洛政办〔2024〕10号"),), seen("x").source)
    )
    typed = bases(basis("《年度任务分解方案》", "泉洛政办〔2024〕10号"))
    assert row(made(form)).bases.value == typed.value


def test_a_stricter_scheme_leaves_what_falls_short_of_it() -> None:
    strict = replace(SCHEME, thresholds=replace(SCHEME.thresholds, repair=0.99))
    form = scan(level2=seen(MISREAD))
    assert made(form, strict) is form
