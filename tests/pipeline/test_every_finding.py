"""Every finding that a form's defect can cause: alone, together, and not at all."""

from __future__ import annotations

from functools import reduce

import pytest
from form_values import SCHEME
from one_defect import CONSEQUENCES, DEFECTS, NO_DEFECT_OF_FORMS, ROSTER, clean_form

from pipeline.catalogue import RULES
from pipeline.checks import Background, check
from pipeline.model import Level


def test_every_code_of_the_catalogue_is_caused_here_or_by_a_file_that_holds_no_form() -> None:
    assert {*DEFECTS, *NO_DEFECT_OF_FORMS} == {rule.code for rule in RULES}
    assert {code for code, defect in DEFECTS.items() if defect.besides} == set(CONSEQUENCES)


@pytest.mark.parametrize("background", [Background(), Background(15, ROSTER)])
def test_a_clean_form_has_no_finding(background: Background) -> None:
    assert check(clean_form(), SCHEME, background) == ()


@pytest.mark.parametrize("code", DEFECTS)
def test_a_defect_alone_is_told_at_its_row_with_what_cannot_but_follow(code: str) -> None:
    defect = DEFECTS[code]
    found = check(defect.edit(clean_form()), SCHEME, defect.background)
    wanted = {(code, defect.number), *((other, "") for other in defect.besides)}
    assert {(f.code, f.number) for f in found} == wanted


@pytest.mark.parametrize("code", DEFECTS)
def test_a_finding_says_what_should_stand_what_stands_and_what_to_do(code: str) -> None:
    defect = DEFECTS[code]
    found = check(defect.edit(clean_form()), SCHEME, defect.background)
    silent = [f for f in found if not (f.expected and f.found and f.advice.endswith("。"))]
    assert silent == []
    assert all(f.message.endswith("。") for f in found)
    assert all(f.place is not None for f in found if f.number)


def test_the_order_of_levels_is_the_catalogues() -> None:
    levels = {rule.code: rule.level for rule in RULES}
    for code, defect in DEFECTS.items():
        found = check(defect.edit(clean_form()), SCHEME, defect.background)
        assert {f.code: f.level for f in found} == {f.code: levels[f.code] for f in found}, code


def test_all_defects_together_are_all_told() -> None:
    # A form that names no unit cannot name another than its letter does.
    defects = {code: d for code, d in DEFECTS.items() if code != "form.unit_missing"}
    form = reduce(lambda form, defect: defect.edit(form), defects.values(), clean_form())
    found = check(form, SCHEME, Background(last_year_level1=13, roster=ROSTER))
    assert {f.code for f in found} == set(defects)


def test_defects_of_two_rows_are_told_for_each() -> None:
    pairs = [("field.missing", "seq.gap"), ("fixed.changed", "weight.missing")]
    for one, other in pairs:
        form = DEFECTS[other].edit(DEFECTS[one].edit(clean_form()))
        wanted = {code: DEFECTS[code].number for code in (one, other)}
        found = {f.code: f.number for f in check(form, SCHEME) if f.code in wanted}
        assert found == wanted


def test_a_warning_or_hint_comes_without_any_error() -> None:
    levels = {rule.code: rule.level for rule in RULES}
    for code, defect in DEFECTS.items():
        found = check(defect.edit(clean_form()), SCHEME, defect.background)
        errors = {f.code for f in found if f.level is Level.ERROR} - {*defect.besides}
        assert errors == ({code} if levels[code] is Level.ERROR else set()), code
