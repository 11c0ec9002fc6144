"""The builder's own laws: its truth is consistent, and each file says all of it."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from form_defects import missing_weight
from form_edits import numbers_of, row_of
from forms import (
    Kind,
    Style,
    build,
    clean_form,
    finding_mismatches,
    mismatches,
    random_form,
    random_style,
    truth_of,
)

from normalizers.scheme import load_scheme

if TYPE_CHECKING:
    from form_model import Record

SCHEME = load_scheme("luojiang-2024-series2")
SEEDS = range(25)
KINDS = (Kind.DOCX, Kind.OFD, Kind.TEXT, Kind.MARKDOWN, Kind.HTML)


def published(record: Record) -> dict[str, str]:
    """A record as a perfect run would publish it."""
    return {
        "大类": record.section,
        "项目": record.category,
        "序号": record.number,
        "文件依据": record.basis,
        "一级指标": record.level1,
        "二级指标": record.level2,
        "权重": record.weight,
        "完成时限": record.deadline,
        "分管领导": record.leaders,
        "责任单位": record.units,
        "责任人": record.owners,
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_form_adds_up_to_the_schemes_totals(seed: int) -> None:
    sections = {s.name: sum(Decimal(r.weight) for r in s.rows) for s in clean_form(seed).sections}
    assert sections == {s.name: s.total for s in SCHEME.sections}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_form_keeps_the_forms_own_rules(seed: int) -> None:
    truth = truth_of(clean_form(seed))
    own = [r for r in truth.records if r.level2]
    numbers = [r.number for r in truth.records if r.number]
    assert truth.findings == ()
    assert len({r.level2 for r in own}) == len(own)
    assert len(set(numbers)) == len(numbers)
    assert len({r.level1 for r in own}) >= 15
    fixed = [(r.number, r.level1) for r in truth.records if not r.level2]
    assert fixed == [(f.number, f.text) for s in SCHEME.sections for f in s.fixed]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_form_has_the_same_bytes(kind: Kind) -> None:
    spec, style = random_form(4)
    assert build(spec, style, kind) == build(*random_form(4), kind)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_word_file_says_every_indicator(seed: int) -> None:
    spec = clean_form(seed)
    document = docx.Document(BytesIO(build(spec, random_style(seed), Kind.DOCX)))
    said = {cell.text for table in document.tables for cell in table._cells}
    plain = {text.translate(str.maketrans("(),:;", "（），：；")) for text in said}
    assert {r.level2 for r in truth_of(spec).records} <= plain | {""}


def test_a_perfect_publication_matches_the_truth() -> None:
    truth = truth_of(clean_form(1))
    assert mismatches(truth, map(published, truth.records)) == []


def test_every_difference_from_the_truth_is_named() -> None:
    truth = truth_of(clean_form(1))
    first, second, *rest = map(published, truth.records)
    wrong = {**first, "权重": "9"}
    extra = {**second, "序号": "9-9-9"}
    assert mismatches(truth, [wrong, extra, *rest]) == [
        f"{first['序号']} 权重: '9' should be {first['权重']!r}",
        f"{second['序号']}: row lost",
        "9-9-9: row extra",
    ]


def test_findings_are_compared_with_what_is_wanted() -> None:
    spec = clean_form(2)
    number = numbers_of(spec)[3]
    truth = truth_of(missing_weight(spec, number))
    found = [
        {"代码": "weight.missing", "序号": number, "级别": "错误"},
        {"代码": "seq.invalid", "序号": "1-1", "级别": "错误"},
        {"代码": "seq.gap", "序号": "1-1", "级别": "警告"},
    ]
    assert row_of(spec, number).weight
    assert finding_mismatches(truth, found) == [
        "weight.sum : not found",
        "seq.invalid 1-1: false",
    ]


def test_a_plain_style_prints_the_truth_into_a_transcript() -> None:
    spec = clean_form(5)
    text = build(spec, Style(), Kind.TEXT).decode()
    lines = [line.split("\t") for line in text.splitlines() if "\t" in line]
    first = spec.sections[0].rows[0]
    assert any(first.number in line and first.text in line for line in lines)
