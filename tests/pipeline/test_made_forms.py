"""Made-up forms come out of the whole pipeline as they went in, whatever their looks."""

from __future__ import annotations

import pytest
from form_style import Rules, Style
from forms import Kind, build, clean_form, random_form, truth_of
from score_forms import faults_of

EXACT_KINDS = (Kind.DOCX, Kind.XLSX, Kind.TEXT, Kind.MARKDOWN, Kind.HTML)


@pytest.mark.parametrize("kind", EXACT_KINDS)
@pytest.mark.parametrize("seed", range(100, 105))
def test_a_clean_form_is_read_whole_and_without_false_alarm(seed: int, kind: Kind) -> None:
    spec, style = random_form(seed)
    assert faults_of(truth_of(spec), build(spec, style, kind), f"form.{kind}") == []


@pytest.mark.parametrize("rules", Rules)
def test_a_printed_form_is_read_whole_however_its_rules_are_drawn(rules: Rules) -> None:
    spec = clean_form(7)
    data = build(spec, Style(rules=rules), Kind.PDF)
    assert faults_of(truth_of(spec), data, "form.pdf") == []
