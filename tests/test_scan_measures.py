"""How scans are measured: against made-up readings whose faults are known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from forms import Kind, Style, build, clean_form, truth_of
from grids import grid
from scans import page
from scans.cells import CellScore, bare, cell_score, texts_of
from scans.job import Job, Measured
from scans.making import FIRST_SEED, file_of, form_of
from scans.report import (
    about_table,
    cell_table,
    examples_of,
    false_table,
    field_table,
    share,
    whole_table,
)
from scans.run import measured, measured_of
from scans.settings import SETTINGS
from scans.tally import tallied
from scans.values import ValueScore, Wrong, value_score

from normalizers.model import Field
from parsers.model import Reading
from pipeline.findings import Subject, finding
from pipeline.model import Result, Submission
from pipeline.process import process
from pipeline.worker import Cause, Crashed, TimedOut

if TYPE_CHECKING:
    from form_model import Record, Truth

    from pipeline.worker import Outcome

SPEC = next(spec for spec in map(clean_form, range(20)) if spec.letter)
TRUTH = truth_of(SPEC)
DIGITAL = SETTINGS[0]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What the form comes to without any scan: all of it is right."""
    path = Path(tmp_path_factory.mktemp("form")) / "form.pdf"
    path.write_bytes(build(SPEC, Style(), Kind.PDF))
    return process(Submission(path.name, (path,)))


def with_record(row: str, /, **changes: str) -> Truth:
    """The truth with one record changed: then what was read is wrong by so much."""

    def changed(record: Record) -> Record:
        return replace(record, **changes) if record.number == row else record

    return replace(TRUTH, records=tuple(map(changed, TRUTH.records)))


@pytest.mark.parametrize(
    ("wanted", "read", "score"),
    [
        ([], [], CellScore()),
        (["序号", "1"], ["序号", "1"], CellScore(2, 2, 3, 0)),
        # One character misread.
        (["全年实施", "1.5"], ["全年买施", "1.5"], CellScore(2, 1, 7, 1)),
        # A cell not read at all.
        (["全年实施", "1.5"], ["全年实施"], CellScore(2, 1, 7, 3)),
        # Something read where nothing stands.
        (["全年实施"], ["全年实施", "口"], CellScore(1, 1, 4, 1)),
        # In another place: not exact, but read.
        (["甲", "乙", "丙"], ["丙", "甲", "乙"], CellScore(3, 2, 3, 0)),
        # Two cells read as one.
        (["办公室", "财务股"], ["办公室财务股"], CellScore(2, 0, 6, 6)),
        # Nothing alike: each character is replaced.
        (["甲乙"], ["丙丁"], CellScore(1, 0, 2, 2)),
    ],
)
def test_cells_are_scored_by_what_they_say_in_their_order(
    wanted: list[str], read: list[str], score: CellScore
) -> None:
    assert cell_score(wanted, read) == score


def test_scores_add_up() -> None:
    assert CellScore(1, 1, 4, 0) + CellScore(2, 0, 6, 5) == CellScore(3, 1, 10, 5)


def test_texts_are_compared_without_blanks_and_widths() -> None:
    assert bare("（２０２４） 15 号\n") == "(2024)15号"
    reading = Reading(Kind.PDF, (grid("甲 乙 | \n １ | 丙"),))
    assert texts_of(reading) == ["甲乙", "1", "丙"]


def test_a_form_read_rightly_has_every_value_right(result: Result) -> None:
    score = value_score(TRUTH, result)
    rows = len(TRUTH.records)
    assert (score.rows, score.whole, score.extra, score.lost) == (rows, rows, 0, ())
    assert score.values == score.right
    assert score.values[Field.WEIGHT] == rows
    assert (score.wrong, score.edits) == ((), 0)


def test_a_wrong_value_is_named_with_where_it_stands(result: Result) -> None:
    first = TRUTH.records[0]
    score = value_score(with_record(first.number, level2="另一项工作"), result)
    (wrong,) = score.wrong
    assert (wrong.row, wrong.field, wrong.truth) == (first.number, Field.LEVEL2, "另一项工作")
    assert wrong.published == first.level2
    assert bare(wrong.read) == bare(first.level2)
    assert wrong.page
    assert wrong.box.count(",") == 3
    assert not wrong.told
    assert not wrong.hinted
    assert score.whole == score.rows - 1
    assert score.right[Field.LEVEL2] == score.values[Field.LEVEL2] - 1
    assert 0 < score.edits <= len(first.level2) + 5


@pytest.mark.parametrize(
    ("field", "told", "hinted"), [("权重", True, True), ("责任人", False, True), ("", False, True)]
)
def test_a_wrong_value_is_told_by_a_finding_on_it_and_hinted_by_one_on_its_row(
    result: Result, field: str, told: object, hinted: object
) -> None:
    number = TRUTH.records[0].number
    found = finding("parse.uncertain", "识别没有把握。", Subject(number, field))
    (wrong,) = value_score(
        with_record(number, weight="9"), replace(result, findings=(found,))
    ).wrong
    assert (wrong.told, wrong.hinted) == (told, hinted)


def test_a_finding_on_a_merged_value_is_told_on_every_row_of_its_group(result: Result) -> None:
    group = next(g for s in SPEC.sections for g in s.groups if len(g.rows) > 1)
    first, second, *_ = (row.number for row in group.rows)
    found = finding("parse.uncertain", "识别没有把握。", Subject(first, "一级指标"))
    (wrong,) = value_score(
        with_record(second, level1="别的"), replace(result, findings=(found,))
    ).wrong
    assert wrong.told


def test_a_wrong_section_has_no_place(result: Result) -> None:
    number = TRUTH.records[0].number
    (wrong,) = value_score(with_record(number, section="别的大类"), result).wrong
    assert wrong == Wrong(number, Field.SECTION, "别的大类", TRUTH.records[0].section)


def test_rows_are_lost_and_extra(result: Result) -> None:
    records = TRUTH.records
    more = replace(records[0], number="9-9-9", category="别的")
    score = value_score(replace(TRUTH, records=(*records, more)), result)
    assert score.lost == ("9-9-9",)
    assert score.whole == len(records)
    fewer = value_score(replace(TRUTH, records=records[:-1]), result)
    assert (fewer.extra, fewer.lost) == (1, ())


def test_a_row_whose_number_is_misread_is_found_by_its_place(result: Result) -> None:
    number = TRUTH.records[2].number
    score = value_score(with_record(number, number="7-7-7"), result)
    assert [(w.row, w.field, w.published) for w in score.wrong] == [("7-7-7", Field.NUMBER, number)]
    assert (score.lost, score.extra) == ((), 0)


def test_without_a_result_every_row_is_lost() -> None:
    score = value_score(TRUTH, None)
    assert len(score.lost) == score.rows == len(TRUTH.records)
    assert score.edits == score.characters
    assert sum(score.right.values()) == 0


def test_without_a_form_every_row_is_lost(result: Result) -> None:
    assert len(value_score(TRUTH, replace(result, form=None)).lost) == len(TRUTH.records)


def test_the_digital_file_measures_itself_as_right() -> None:
    done = Job(DIGITAL.name, FIRST_SEED)()
    assert done.values.whole == done.values.rows
    assert done.cells.exact == done.cells.cells > 300
    assert (done.letter, done.letter_right, done.letter_wrong) == (2, 2, ())
    assert (done.false, done.fault) == ((), "")
    assert done.seconds > 0
    assert done.pages > 3


def test_a_scan_is_measured_against_its_digital_file() -> None:
    done = Job("LETTER", FIRST_SEED)()
    assert done.values.whole == done.values.rows
    assert done.cells.exact == done.cells.cells


def test_a_child_that_did_not_return_has_lost_its_form() -> None:
    lost = Job(DIGITAL.name, FIRST_SEED).lost("killed")
    assert len(lost.values.lost) == lost.values.rows > 50
    assert (lost.letter, lost.letter_right, lost.fault) == (2, 0, "killed")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_every_setting_has_forms_that_are_the_same_every_time(setting: object) -> None:
    one = next(s for s in SETTINGS if s is setting)
    assert form_of(one, 5) == form_of(one, 5)
    assert one.rules in {None, form_of(one, 5)[1].rules}
    assert one.ending in {"pdf", "tiff"}


def test_the_digital_setting_is_not_scanned() -> None:
    assert file_of(DIGITAL, 3).startswith(b"%PDF")
    small = next(s for s in SETTINGS if s.name == "SMALL")
    assert len(file_of(DIGITAL, 3)) < len(file_of(small, 3)) / 2


WRONG = Wrong("1-1-1", Field.WEIGHT, "2", "3", "3分", 0.7, 4, "1,2,3,4", hinted=True)
FORMS = (
    Measured(
        "OFFICE",
        7,
        ValueScore(
            rows=2,
            whole=0,
            extra=1,
            lost=("1-1-2",),
            values={Field.WEIGHT: 2},
            right={},
            wrong=(WRONG,),
            edits=1,
            characters=4,
        ),
        CellScore(10, 9, 50, 1),
        letter=2,
        letter_right=1,
        letter_wrong=("'' should be '泉洛政办〔2024〕1号'",),
        false=("weight.sum", "field.missing 1-1-1"),
        pages=4,
        seconds=10,
    ),
    Measured("OFFICE", 8, ValueScore(rows=2, whole=2), fault="not done after 900 s"),
)


def test_the_tables_say_what_was_measured() -> None:
    tallies = tallied(FORMS)
    assert list(whole_table(tallies))[2] == (
        "| OFFICE | 2 | 4 | 75.00 % | 1 | 50.00 % | 0.00 % | 25.00 % | 50.00 % | 0.00 % | 100 %"
        " | 2.50 |"
    )
    assert list(cell_table(tallies))[2] == "| OFFICE | 10 | 90.00 % | 50 | 2.00 % | 1 |"
    head, _, rates = (line.strip("| ").split(" | ") for line in field_table(tallies))
    assert dict(zip(head, rates, strict=True))["权重"] == "0.00 %"
    assert list(false_table(tallies))[2] == (
        "| OFFICE | 2 | 1.0 | `weight.sum` 1、`field.missing` 1 |"
    )
    assert len(list(about_table())) == 2 + len(SETTINGS)


def test_what_went_wrong_is_named_with_its_seed() -> None:
    assert list(examples_of(FORMS, 1)) == [
        "OFFICE/7 1-1-2: row lost",
        "OFFICE/7 letter: '' should be '泉洛政办〔2024〕1号'",
        "OFFICE/7 false: weight.sum",
        "OFFICE/7 1-1-1 权重 told on row confidence 0.70 page 4 box 1,2,3,4",
        "    read '3分'",
        "    made '3'",
        "    true '2'",
        "OFFICE/8 fault: not done after 900 s",
    ]
    assert list(examples_of(FORMS, 0)) == []


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 0, "–"), (0, 9, "0 %"), (1, 10**6, "0.01 %"), (1, 8, "12.50 %")],
)
def test_no_share_of_faults_is_rounded_to_none(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


def test_forms_are_measured_in_children_and_told_of_as_they_come(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (one,) = measured(["digital"], [FIRST_SEED])
    assert (one.setting, one.seed, one.values.whole) == ("digital", FIRST_SEED, one.values.rows)
    told = f"1/1 digital/{FIRST_SEED}: {one.values.rows} of {one.values.rows} rows right"
    assert capsys.readouterr().err.startswith(told)


@pytest.mark.parametrize(
    ("outcome", "fault"),
    [
        (TimedOut(900.0), "not done after 900 s"),
        (Crashed(Cause.MEMORY, "over 4096 MiB"), "memory: over 4096 MiB"),
    ],
)
def test_a_file_that_is_too_much_for_its_child_is_lost(
    outcome: Outcome[Measured], fault: str
) -> None:
    lost = measured_of(Job("digital", FIRST_SEED), outcome)
    assert (lost.fault, len(lost.values.lost)) == (fault, lost.values.rows)


def test_a_fault_of_the_measure_itself_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="digital/7: Traceback"):
        measured_of(Job("digital", 7), Crashed(Cause.ERROR, "Traceback"))


def test_the_page_holds_every_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "PAGE", tmp_path / "scans.md")
    tallies = tallied(FORMS)
    page.write_page(tallies)
    text = (tmp_path / "scans.md").read_text(encoding="utf-8")
    for table in (whole_table, cell_table, field_table, false_table):
        assert "\n".join(table(tallies)) in text
    assert "(2, 4 pages)" in text
