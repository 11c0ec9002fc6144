"""A made-up form on paper, scanned as offices do it, comes out of the whole pipeline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_scan import Carrier, scanned
from forms import clean_form, truth_of
from scan_qualities import OFFICE, Quality, scan_style
from scans.values import value_score

from pipeline.columns import written
from pipeline.model import Submission
from pipeline.process import process
from pipeline.tables import SUBMISSIONS

if TYPE_CHECKING:
    from pathlib import Path

    from form_model import FormSpec

    from pipeline.model import Result


def short_form(seed: int) -> FormSpec:
    """A form of two or three pages: some rows of each section."""
    spec = clean_form(seed)
    sections = tuple(replace(section, groups=section.groups[:2]) for section in spec.sections)
    return replace(spec, sections=sections, plan=())


def published(spec: FormSpec, seed: int, quality: Quality, folder: Path) -> Result:
    path = folder / "扫描件.pdf"
    path.write_bytes(scanned(spec, scan_style(seed), quality.at(seed), Carrier.PDF))
    return process(Submission(path.name, (path,)))


@pytest.mark.parametrize("seed", [7, 12])
def test_a_scanned_form_is_published_as_it_is_or_says_where_it_is_not(
    seed: int, tmp_path: Path
) -> None:
    spec = short_form(seed)
    result = published(spec, seed, OFFICE, tmp_path)
    score = value_score(truth_of(spec), result)
    assert (score.rows, score.extra, score.lost) == (len(truth_of(spec).records), 0, ())
    assert [wrong for wrong in score.wrong if not wrong.told] == []
    assert score.whole >= 0.9 * score.rows
    assert result.method == "rapidocr"


def test_the_letter_before_a_scanned_form_gives_its_number_and_day(tmp_path: Path) -> None:
    spec = next(spec for spec in map(clean_form, range(20)) if spec.letter)
    alone = replace(spec, sections=(spec.sections[2],), plan=())
    result = published(alone, 3, OFFICE, tmp_path)
    truth = truth_of(alone)
    (row,) = SUBMISSIONS.filled((result,)).only(("发文字号", "发文日期")).rows
    assert tuple(map(written, row)) == (truth.letter_number, truth.letter_date)
