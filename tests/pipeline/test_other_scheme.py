"""A scheme of another structure is served by the same code: nothing of a form stands in it."""

from __future__ import annotations

import csv
from functools import partial
from typing import TYPE_CHECKING

import pytest
from form_citations import unclaimed_reference
from form_defects import (
    disorder,
    duplicate_number,
    emptied,
    fixed_changed,
    fixed_missing,
    fixed_weight,
    gap,
    missing_field,
    missing_level1,
    missing_weight,
    repeated,
    too_few,
    wrong_group_label,
    wrong_sum,
    wrong_total,
)
from form_edits import numbers_of
from form_schemes import LUOJIANG, QINGLAN, stem_of
from form_whole import blank_unit, missing_column, missing_section, residue
from forms import Kind, Style, build, clean_form, random_form, truth_of
from score_forms import faults_of

from normalizers.model import Field
from normalizers.scheme import scheme_for
from pipeline import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from form_model import FormSpec

STYLE = Style(total_word="小计")
KINDS = (Kind.DOCX, Kind.PDF, Kind.XLSX, Kind.TEXT, Kind.HTML, Kind.OFD)


def number(spec: FormSpec, place: int) -> str:
    return numbers_of(spec)[place]


def group(spec: FormSpec, rows: int) -> str:
    groups = (g for g in spec.sections[0].groups if len(g.rows) >= rows)
    return stem_of(next(groups).rows[0].number)


FAULTS: dict[str, Callable[[FormSpec], FormSpec]] = {
    "a sum half a point too high": lambda s: wrong_sum(s, number(s, 3)),
    "a sum of the department's own items": lambda s: wrong_sum(s, "5.2"),
    "a missing weight": lambda s: missing_weight(s, number(s, 3)),
    "9 points in a group's label": partial(wrong_group_label, category="法治机关", points="9"),
    "62 points in a total": partial(wrong_total, section="主责主业", points="62"),
    "no 考核指标": lambda s: missing_field(s, number(s, 5), Field.LEVEL2),
    "no 完成期限": lambda s: missing_field(s, number(s, 5), Field.DEADLINE),
    "no 牵头领导": lambda s: missing_field(s, "5.1", Field.LEADERS),
    "no 工作任务": lambda s: missing_level1(s, group(s, 2)),
    "an emptied row": lambda s: emptied(s, number(s, 4)),
    "a number twice": lambda s: duplicate_number(s, f"{group(s, 2)}.1"),
    "a gap in the numbers": lambda s: gap(s, f"{group(s, 3)}.2"),
    "numbers that run backward": lambda s: disorder(s, group(s, 2)),
    "a fixed text changed": partial(fixed_changed, number="4.2", old="满意率", new="答复率"),
    "a fixed weight changed": partial(fixed_weight, number="3.3", weight="3"),
    "a fixed item missing": partial(fixed_missing, number="4.3"),
    "too few 工作任务": partial(too_few, count=9),
    "a 考核指标 twice": lambda s: repeated(s, number(s, 1), number(s, 9)),
    "a section missing": partial(missing_section, section="群众评议"),
    "a column missing": partial(missing_column, section="主责主业", field=Field.OWNERS),
    "a blank 填报部门": blank_unit,
    "a leftover of the template": residue,
    "a citation nobody claims": lambda s: unclaimed_reference(s, group(s, 2)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [100, 101])
def test_a_clean_form_of_the_other_scheme_is_read_whole(seed: int, kind: Kind) -> None:
    spec, style = random_form(seed, QINGLAN)
    assert faults_of(truth_of(spec), build(spec, style, kind), f"form.{kind}") == []


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_in_a_form_of_the_other_scheme_is_found(name: str) -> None:
    spec = FAULTS[name](clean_form(3, scheme=QINGLAN))
    assert faults_of(truth_of(spec), build(spec, STYLE, Kind.HTML), "form.html") == []


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF, Kind.XLSX, Kind.TEXT])
def test_a_fault_is_found_in_every_format(kind: Kind) -> None:
    spec = fixed_weight(clean_form(4, scheme=QINGLAN), "3.3", "3")
    assert faults_of(truth_of(spec), build(spec, STYLE, kind), f"form.{kind}") == []


@pytest.mark.parametrize(
    ("title", "scheme"),
    [
        ("2023年度青岚区部门目标责任考核表", QINGLAN),
        ("青岚区目标责任考核表（2027年度）", QINGLAN),
        ("2024年度洛江区第二系列绩效管理目标考评表", LUOJIANG),
        ("2025年度洛江区第一系列绩效管理目标考评表", LUOJIANG),
        ("2023年度某区绩效管理目标考评表", LUOJIANG),
    ],
)
def test_the_scheme_is_chosen_by_the_form_s_own_title(title: str, scheme: object) -> None:
    assert scheme_for(("附件", title)) == scheme


def test_forms_of_two_schemes_are_published_together(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    other = fixed_weight(clean_form(3, scheme=QINGLAN), "3.3", "3")
    (raw / "甲.html").write_bytes(build(clean_form(3), Style(), Kind.HTML))
    (raw / "乙.html").write_bytes(build(other, STYLE, Kind.HTML))
    run([raw], out)
    rows = {name: rows_of(out / f"{name}.csv") for name in ("submissions", "totals", "findings")}
    assert [(r["提交编号"], r["年度"], r["状态"]) for r in rows["submissions"]] == [
        ("乙.html", "2023", "待核"),
        ("甲.html", "2024", "通过"),
    ]
    assert [(r["大类"], r["方案规定"]) for r in rows["totals"]] == [
        (s.name, str(s.total)) for scheme in (QINGLAN, LUOJIANG) for s in scheme.sections
    ]
    errors = [(r["代码"], r["序号"], r["建议"]) for r in rows["findings"] if r["级别"] == "错误"]
    own = "请对照《青岚区目标责任考核办法》调整分值，使合计为{}分。"
    assert [e for e in errors if e[0] == "weight.sum"] == [
        ("weight.sum", "", own.format(20)),
        ("weight.sum", "", own.format(12)),
    ]
    assert [e[:2] for e in errors if e[0] != "weight.sum"] == [("fixed.weight", "3.3")]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
