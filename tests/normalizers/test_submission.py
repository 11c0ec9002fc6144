"""A submission in several files: what makes its form, what are its copies, what is another's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_defects import gap, wrong_sum
from form_edits import with_row
from form_layout import form_blocks, letter_blocks
from form_parts import (
    drawn,
    form_file,
    letter_and_plan_file,
    letter_file,
    plan_file,
    sections_file,
    two_forms_file,
)
from form_people import misread_of
from forms import Kind, Style, build, clean_form
from scan_sight import Sight, scanned
from written_form import published

import parsers
from normalizers import normalize
from normalizers.model import Origin, Part, Presence
from normalizers.scheme import load_scheme

if TYPE_CHECKING:
    from pathlib import Path

    from form_model import FormSpec

    from normalizers.model import Form

SCHEME = load_scheme("luojiang-2024-series2")
SPEC = clean_form(3)
STYLE = Style()
LETTER = letter_and_plan_file(SPEC, STYLE, Kind.DOCX)
WORD = form_file(SPEC, STYLE, Kind.DOCX)
PRINTED = form_file(SPEC, STYLE, Kind.PDF)
NUMBER = "1-2-1"
LAST_YEAR = replace(
    clean_form(4),
    unit=SPEC.unit,
    unit_line=SPEC.unit_line,
    year=2023,
    title=SPEC.title.replace("2024", "2023"),
    letter=None,
    plan=(),
)
NEIGHBOUR = replace(clean_form(5), letter=None, plan=())


class Desk:
    """Reads files as parts of one submission; scans as a recogniser would read them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def part(self, name: str, data: bytes, sight: Sight | None = None) -> Part:
        path = self.folder / name
        path.write_bytes(data)
        reading = parsers.read(path)
        return Part(name, scanned(reading, sight) if sight else reading)

    def form(self, *parts: Part) -> Form:
        form = normalize(parts, SCHEME)
        assert form is not None
        assert normalize(parts[::-1], SCHEME) == form
        return form


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Form:
    desk = Desk(tmp_path_factory.mktemp("whole"))
    return desk.form(desk.part("全部.docx", build(SPEC, STYLE, Kind.DOCX)))


def text_of(spec: FormSpec, number: str) -> str:
    return next(row.text for _, _, row in spec.items if row.number == number)


def differences(form: Form) -> list[tuple[str, str, str, str]]:
    (copy,) = form.copies
    return [(d.number, str(d.field), d.ours, d.theirs) for d in copy.differences]


def test_letter_plan_and_form_in_three_files_are_one_submission(desk: Desk, whole: Form) -> None:
    form = desk.form(
        desk.part("函.pdf", letter_file(SPEC, STYLE, Kind.PDF)),
        desk.part("方案.docx", plan_file(SPEC, STYLE, Kind.DOCX)),
        desk.part("考评表.xlsx", form_file(SPEC, STYLE, Kind.XLSX)),
    )
    assert published(form) == published(whole)
    assert form.letter is not None
    assert form.letter.number.value == SPEC.letter.number if SPEC.letter else False
    assert form.plan is not None
    assert (form.files, form.copies, form.others) == (("考评表.xlsx",), (), ())


@pytest.mark.parametrize("names", [("附件1.docx", "附件2.docx"), ("附件2.docx", "附件1.docx")])
def test_a_form_over_two_files_is_one_form(desk: Desk, whole: Form, names: tuple[str, str]) -> None:
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part(names[0], sections_file(SPEC, STYLE, Kind.DOCX, slice(0, 1))),
        desk.part(names[1], sections_file(SPEC, STYLE, Kind.PDF, slice(1, 3))),
    )
    assert published(form) == published(whole)
    assert (form.files, form.copies, form.others) == (names, (), ())


def test_a_table_of_a_plan_is_no_form(desk: Desk, whole: Form) -> None:
    tasks = (
        "<h1>附件</h1><table><tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td>"
        "</tr><tr><td>1-1</td><td>动员部署</td><td>办公室</td><td>3月</td></tr>"
        "<tr><td>1-2</td><td>总结验收</td><td>办公室</td><td>12月</td></tr></table>"
    )
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("任务.html", tasks.encode()),
        desk.part("考评表.docx", WORD),
    )
    assert published(form) == published(whole)
    assert (form.files, form.copies, form.others) == (("考评表.docx",), (), ())


def test_a_table_without_points_or_title_is_read_where_there_is_no_other(desk: Desk) -> None:
    table = (
        "<table><tr><td>序号</td><td>二级指标</td><td>责任人</td></tr>"
        "<tr><td>1-1-1</td><td>完成动员部署工作</td><td>陈大明</td></tr>"
        "<tr><td>1-1-2</td><td>完成总结验收工作</td><td>陈大明</td></tr></table>"
    )
    form = desk.form(desk.part("a.html", table.encode()), desk.part("b.html", table.encode()))
    assert [i.number.value for i in form.indicators] == ["1-1-1", "1-1-2"]


def test_a_pdf_and_a_word_file_of_one_form_are_one_and_the_pdf_counts(
    desk: Desk, whole: Form
) -> None:
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("考评表.docx", WORD),
        desk.part("盖章.pdf", PRINTED),
    )
    assert published(form) == published(whole)
    assert (form.files, form.origin) == (("盖章.pdf",), Origin.PDF)
    assert [(c.files, c.origin, c.rows) for c in form.copies] == [
        (("考评表.docx",), Origin.WORD, len(whole.indicators))
    ]
    assert differences(form) == []


def test_a_letter_that_only_a_copy_comes_with_is_the_form_s(desk: Desk) -> None:
    form = desk.form(
        desk.part("全部.docx", build(SPEC, STYLE, Kind.DOCX)), desk.part("盖章.pdf", PRINTED)
    )
    assert form.files == ("盖章.pdf",)
    assert form.letter is not None
    assert form.plan is not None


def test_a_scan_counts_and_what_differs_in_substance_stays_as_it_says(desk: Desk) -> None:
    signed = with_row(SPEC, NUMBER, lambda r: replace(r, weight="2.5", deadline="6月底前"))
    row = next(r for _, _, r in SPEC.items if r.number == NUMBER)
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("考评表.docx", WORD),
        desk.part("扫描.pdf", form_file(signed, STYLE, Kind.PDF), Sight()),
    )
    assert form.origin is Origin.SCAN
    assert differences(form) == [
        (NUMBER, "权重", "2.5", row.weight),
        (NUMBER, "完成时限", "6月底前", row.deadline),
    ]
    found = next(i for i in form.indicators if i.number.value == NUMBER)
    assert str(found.weight.value) == "2.5"


def test_what_recognition_garbled_is_read_from_the_word_file(desk: Desk, whole: Form) -> None:
    misread = {"报送统计执法": "报送统计执怯"}
    assert "报送统计执法" in text_of(SPEC, NUMBER)
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("考评表.docx", WORD),
        desk.part("扫描.pdf", PRINTED, Sight(misread=misread)),
    )
    assert published(form) == published(whole)
    assert differences(form) == []
    found = next(i for i in form.indicators if i.number.value == NUMBER)
    assert [r.rule for r in found.level2.repairs] == ["twin.legible"]


def test_a_name_that_recognition_garbled_is_judged_by_both_files(desk: Desk, whole: Form) -> None:
    row = next(r for _, _, r in SPEC.items if r.number == NUMBER)
    misread = misread_of(row.duties[0].owner)
    assert misread != row.duties[0].owner
    signed = with_row(
        SPEC,
        NUMBER,
        lambda r: replace(r, duties=(replace(r.duties[0], owner=misread), *r.duties[1:])),
    )
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("考评表.docx", WORD),
        desk.part("扫描.pdf", form_file(signed, STYLE, Kind.PDF), Sight()),
    )
    assert published(form) == published(whole)
    assert differences(form) == []


def test_another_person_on_the_scan_stays(desk: Desk) -> None:
    signed = with_row(
        SPEC,
        NUMBER,
        lambda r: replace(r, duties=(replace(r.duties[0], owner="欧阳振华"), *r.duties[1:])),
    )
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("考评表.docx", WORD),
        desk.part("扫描.pdf", form_file(signed, STYLE, Kind.PDF), Sight()),
    )
    found = next(i for i in form.indicators if i.number.value == NUMBER)
    assert "欧阳振华" in (found.owners.value or ())
    assert [d[:2] for d in differences(form)] == [(NUMBER, "责任人")]


def test_a_row_that_the_scan_lacks_is_a_difference(desk: Desk) -> None:
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("考评表.docx", WORD),
        desk.part("扫描.pdf", form_file(gap(SPEC, "1-2-2"), STYLE, Kind.PDF), Sight()),
    )
    assert "1-2-2" not in [i.number.value for i in form.indicators]
    (copy,) = form.copies
    assert [d.number for d in copy.differences if d.presence is Presence.THEIRS] == ["1-2-2"]


def test_a_scan_of_one_page_does_not_count_before_the_whole_form(desk: Desk, whole: Form) -> None:
    piece = replace(SPEC, sections=SPEC.sections[2:])
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("考评表.docx", WORD),
        desk.part("末页.pdf", form_file(piece, STYLE, Kind.PDF), Sight()),
    )
    assert published(form) == published(whole)
    assert (form.files, [c.files for c in form.copies]) == (("考评表.docx",), [("末页.pdf",)])
    assert (form.copies[0].fragment, form.copies[0].differences) == (True, ())


def test_pieces_of_several_kinds_make_the_form_where_no_kind_has_all(
    desk: Desk, whole: Form
) -> None:
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("甲.pdf", sections_file(SPEC, STYLE, Kind.PDF, slice(0, 1))),
        desk.part("乙.docx", sections_file(SPEC, STYLE, Kind.DOCX, slice(1, 3))),
    )
    assert published(form) == published(whole)
    assert (form.files, form.copies) == (("甲.pdf", "乙.docx"), ())


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF, Kind.XLSX, Kind.HTML])
def test_last_year_s_form_behind_this_year_s_is_not_read(
    desk: Desk, whole: Form, kind: Kind
) -> None:
    form = desk.form(desk.part(f"表.{kind}", two_forms_file(SPEC, LAST_YEAR, STYLE, kind)))
    assert published(form) == published(whole)
    assert [(o.file, o.unit, o.year) for o in form.others] == [(f"表.{kind}", SPEC.unit, 2023)]
    assert form.others[0].title == LAST_YEAR.title
    assert (form.copies, form.year) == ((), 2024)


def test_last_year_s_form_before_this_year_s_is_not_read(desk: Desk, whole: Form) -> None:
    form = desk.form(desk.part("表.html", two_forms_file(LAST_YEAR, SPEC, STYLE, Kind.HTML)))
    assert published(form) == published(whole)
    assert [o.year for o in form.others] == [2023]


def test_another_unit_s_form_is_not_read(desk: Desk, whole: Form) -> None:
    form = desk.form(desk.part("表.pdf", two_forms_file(SPEC, NEIGHBOUR, STYLE, Kind.PDF)))
    assert published(form) == published(whole)
    assert [(o.unit, o.place.page) for o in form.others] == [(NEIGHBOUR.unit, 7)]


def test_the_letter_says_whose_form_is_meant(desk: Desk, whole: Form) -> None:
    neighbour = drawn(form_blocks(NEIGHBOUR, STYLE), STYLE, Kind.DOCX)
    form = desk.form(
        desk.part("函.docx", drawn(letter_blocks(SPEC, STYLE), STYLE, Kind.DOCX)),
        desk.part("a.docx", neighbour),
        desk.part("b.docx", WORD),
    )
    assert published(form) == published(whole)
    assert [o.file for o in form.others] == ["a.docx"]


def test_the_same_form_twice_in_a_file_is_read_once(desk: Desk, whole: Form) -> None:
    again = replace(SPEC, letter=None, plan=())
    form = desk.form(desk.part("表.docx", two_forms_file(SPEC, again, STYLE, Kind.DOCX)))
    assert published(form) == published(whole)
    assert [(c.files, c.differences) for c in form.copies] == [(("表.docx",), ())]


def test_another_draft_of_the_same_unit_and_year_is_no_copy(desk: Desk) -> None:
    draft = replace(clean_form(9), unit=SPEC.unit, unit_line=SPEC.unit_line, letter=None, plan=())
    draft = replace(draft, sections=draft.sections[:1])
    form = desk.form(
        desk.part("函.docx", LETTER),
        desk.part("a.docx", WORD),
        desk.part("b.docx", form_file(draft, STYLE, Kind.DOCX)),
    )
    assert form.copies == ()
    assert [(o.file, o.unit, o.year) for o in form.others] == [("b.docx", SPEC.unit, 2024)]


def test_a_number_that_stands_twice_begins_no_other_form(desk: Desk) -> None:
    spec = wrong_sum(SPEC, NUMBER)
    spec = with_row(spec, "1-2-2", lambda r: replace(r, number=NUMBER))
    form = desk.form(desk.part("表.docx", build(spec, STYLE, Kind.DOCX)))
    assert [i.number.value for i in form.indicators].count(NUMBER) == 2
    assert (form.copies, form.others) == ((), ())
