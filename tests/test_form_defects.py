"""Each fault changes what it says, and nothing else."""

from __future__ import annotations

import pytest
from faults import FAULTS, HARMLESS
from form_edits import with_row
from form_whole import foreign_letter, letter_alone
from forms import clean_form, truth_of

from pipeline.catalogue import RULES

WITH_LETTER, WITHOUT_LETTER = 3, 0
ONE_ROW = {
    "a sum half a point too high": {"weight"},
    "a missing weight": {"weight"},
    "a weight that is none": {"weight"},
    "no 二级指标": {"level2"},
    "no 完成时限": {"deadline"},
    "no 分管领导": {"leaders"},
    "no 责任单位": {"units"},
    "no 责任人": {"owners"},
    "an emptied row": {"level2", "weight", "deadline", "leaders", "units", "owners"},
    "a number twice": {"number"},
    "a number that is none": {"number"},
    "a fixed text changed": {"level1"},
    "a fixed weight changed": {"weight"},
    "a 二级指标 twice": {"level2"},
    "a 二级指标 that repeats a fixed item": {"level2"},
    "numbers of people that do not match": {"leaders", "units", "owners"},
}
ROWS_MORE = {
    "a gap in the numbers": -1,
    "a fixed item missing": -1,
    "an item too many": 1,
    "a section missing": -2,
}
FIELDS = ("number", "basis", "level1", "level2", "weight", "deadline", "leaders", "units", "owners")


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_findings_of_the_catalogue(name: str) -> None:
    truth = truth_of(FAULTS[name](clean_form(WITH_LETTER)))
    known = {rule.code for rule in RULES}
    assert truth.codes
    assert truth.codes | set(truth.tolerated) <= known


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_no_fault_names_no_finding(name: str) -> None:
    assert truth_of(HARMLESS[name](clean_form(WITH_LETTER))).findings == ()


@pytest.mark.parametrize(("name", "fields"), ONE_ROW.items())
def test_a_fault_of_one_row_changes_that_row_only(name: str, fields: set[str]) -> None:
    spec = clean_form(WITH_LETTER)
    pairs = zip(truth_of(spec).records, truth_of(FAULTS[name](spec)).records, strict=True)
    changed = [(a, b) for a, b in pairs if a != b]
    assert [{f for f in FIELDS if getattr(a, f) != getattr(b, f)} for a, b in changed] == [fields]


@pytest.mark.parametrize(("name", "more"), ROWS_MORE.items())
def test_a_fault_of_rows_adds_or_drops_as_many(name: str, more: int) -> None:
    spec = clean_form(WITH_LETTER)
    assert len(truth_of(FAULTS[name](spec)).records) == len(truth_of(spec).records) + more


def test_too_few_leaves_as_many_as_it_says_and_all_points() -> None:
    spec = FAULTS["too few 一级指标"](clean_form(WITH_LETTER))
    rows = [r for r in truth_of(spec).records if r.level2]
    assert len({r.level1 for r in rows}) == 12
    assert sum(float(r.weight) for r in rows) == 68


def test_a_letter_alone_has_no_indicators() -> None:
    truth = truth_of(letter_alone(clean_form(WITH_LETTER)))
    assert (truth.records, truth.findings) == ((), (("file.no_form", ""),))


def test_faults_of_what_is_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="no letter"):
        foreign_letter(clean_form(WITHOUT_LETTER), "洛江区信访局")
    with pytest.raises(KeyError, match="9-9-9"):
        with_row(clean_form(WITH_LETTER), "9-9-9", lambda row: row)
