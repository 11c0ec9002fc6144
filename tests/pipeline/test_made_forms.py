"""Made-up forms come out of the whole pipeline as they went in, whatever their looks."""

from __future__ import annotations

import pytest
from faults import FAULTS, HARMLESS
from form_damage import (
    Damage,
    bled_label,
    damaged_transcript,
    level1_on_row,
    page_labels,
    shifted_left,
    split_units,
    staircase,
    trimmed,
)
from form_office import office_pdf
from form_style import Rules, Style, Turn
from forms import Kind, build, clean_form, random_form, truth_of
from score_forms import faults_of

EXACT_KINDS = (Kind.DOCX, Kind.XLSX, Kind.OFD, Kind.TEXT, Kind.MARKDOWN, Kind.HTML)
OLD_KINDS = (
    *(Kind.DOC, Kind.RTF, Kind.ODT, Kind.WORD_XML, Kind.MHTML),
    *(Kind.XLS, Kind.ET, Kind.ODS),
)

DAMAGES: tuple[Damage, ...] = (
    page_labels("职能工作目标68分", 14),
    level1_on_row(1),
    bled_label("行政能力目标20分", "2-3-1"),
    split_units,
    shifted_left("4-6", "4-7"),
    staircase,
    trimmed,
)

TOGETHER = (
    *("a missing weight", "no 二级指标", "70 points in a total", "a fixed text changed"),
    *("an item too many", "a title with two numbers", "a malformed number", "a blank date"),
    *("a leftover of the template", "a letter of another unit", "a letter without number"),
    *("a plan of another year", "9 points in a group's label"),
)


@pytest.mark.parametrize("kind", EXACT_KINDS)
@pytest.mark.parametrize("seed", range(100, 105))
def test_a_clean_form_is_read_whole_and_without_false_alarm(seed: int, kind: Kind) -> None:
    spec, style = random_form(seed)
    assert faults_of(truth_of(spec), build(spec, style, kind), f"form.{kind}") == []


@pytest.mark.parametrize("kind", OLD_KINDS)
def test_a_form_in_an_old_format_is_read_whole_and_without_false_alarm(kind: Kind) -> None:
    spec, style = random_form(100)
    assert faults_of(truth_of(spec), build(spec, style, kind), f"form.{kind}") == []


@pytest.mark.parametrize("kind", [Kind.PDF, Kind.OFD])
@pytest.mark.parametrize("rules", [r for r in Rules if r is not Rules.NONE])
def test_a_printed_form_is_read_whole_however_its_rules_are_drawn(rules: Rules, kind: Kind) -> None:
    spec = clean_form(7)
    data = build(spec, Style(rules=rules), kind)
    assert faults_of(truth_of(spec), data, f"form.{kind}") == []


@pytest.mark.parametrize("turn", Turn)
def test_a_printed_form_is_read_whole_however_its_pages_are_turned(turn: Turn) -> None:
    spec = clean_form(8)
    data = build(spec, Style(turn=turn), Kind.OFD)
    assert faults_of(truth_of(spec), data, "form.ofd") == []


def test_a_form_that_libreoffice_printed_is_read_whole() -> None:
    spec, style = random_form(6)
    data = office_pdf(build(spec, style, Kind.DOCX))
    assert faults_of(truth_of(spec), data, "form.pdf") == []


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_found_and_nothing_else(name: str) -> None:
    spec = FAULTS[name](clean_form(3))
    assert faults_of(truth_of(spec), build(spec, Style(), Kind.HTML), "form.html") == []


def test_several_faults_of_one_form_are_all_found() -> None:
    spec = clean_form(3)
    for name in TOGETHER:
        spec = FAULTS[name](spec)
    assert faults_of(truth_of(spec), build(spec, Style(), Kind.HTML), "form.html") == []


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_no_fault_raises_none(name: str) -> None:
    spec = HARMLESS[name](clean_form(3))
    assert faults_of(truth_of(spec), build(spec, Style(), Kind.DOCX), "form.docx") == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__qualname__.partition(".")[0])
def test_what_ocr_does_to_a_table_is_undone(damage: Damage) -> None:
    spec = clean_form(3)
    data = damaged_transcript(spec, Style(wraps_deadline=True), (damage,))
    assert faults_of(truth_of(spec), data, "form.txt") == []


def test_damages_of_all_kinds_together_are_undone() -> None:
    spec = clean_form(4)
    data = damaged_transcript(spec, Style(wraps_deadline=True), DAMAGES)
    assert faults_of(truth_of(spec), data, "form.txt") == []
