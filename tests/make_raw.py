"""Makes the fictional submissions in data/raw: python tests/make_raw.py [DIR]."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from faults import group_of
from form_citations import conflicting_basis, malformed_basis
from form_damage import (
    bled_label,
    damaged_transcript,
    level1_on_row,
    page_labels,
    run_together,
    shifted_left,
    split_units,
    staircase,
    trimmed,
)
from form_defects import (
    duplicate_number,
    emptied,
    fixed_changed,
    fixed_weight,
    missing_field,
    missing_weight,
    repeated,
    wrong_label,
    wrong_sum,
)
from form_docx import docx_of
from form_edits import numbers_of
from form_layout import form_blocks, letter_blocks
from form_office import office_pdf
from form_people import misread_name, misread_of
from form_scan import Carrier, Marks, Over, Scan, Sensor, Shape, scanned
from form_style import Edge, Merge, Rules, SectionLabel, Style, Turn, WeightPrint
from form_whole import blank_unit, letter_alone, missing_plan, residue, without_letter
from forms import Kind, build, clean_form
from ofd_parts import zipped

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from form_model import FormSpec

RAW = Path(__file__).resolve().parent.parent / "data" / "raw"
OWN = "职能工作目标"


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of data/raw, what it says, and how it is made; `exact`: alike in every run."""

    path: str
    spec: FormSpec
    content: Callable[[], bytes]
    exact: bool = True


def samples() -> tuple[Sample, ...]:
    """All files of data/raw."""
    return (*_clean(), *_printed(), *_scanned(), *_sheets(), *_texts(), *_parts(), *_packed())


def _built(path: str, spec: FormSpec, style: Style) -> Sample:
    ending = path.rpartition(".")[2]
    return Sample(path, spec, partial(build, spec, style, Kind(ending)))


def _clean() -> tuple[Sample, ...]:
    """A clean Word file, and one whose label and fixed text were changed."""
    spec = clean_form(5, "洛江区林业局")
    water = clean_form(12, "洛江区水利局")
    water = wrong_label(water, OWN, "75")
    water = fixed_changed(water, "4-5", "依法依规开展", "按规定开展")
    return (
        _built("林业局.docx", spec, Style(runs_split=True, wraps_deadline=True)),
        _built(
            "水利局.docx",
            residue(blank_unit(water)),
            Style(one_table=False, section_label=SectionLabel.PARAGRAPH, category_merge=Merge.RUN),
        ),
    )


def _printed() -> tuple[Sample, ...]:
    """PDF files: from LibreOffice, turned on their side, and with rows over page edges."""
    justice = clean_form(6, "洛江区司法局")
    justice = wrong_sum(justice, numbers_of(justice)[5])
    audit = without_letter(clean_form(14, "洛江区审计局"))
    traffic = clean_form(8, "洛江区交通运输局")
    numbers = numbers_of(traffic)
    traffic = duplicate_number(missing_weight(traffic, numbers[4]), f"{group_of(traffic, 3)}-2")
    wide = Style(brackets=("〔〕", "（）"), weight_print=WeightPrint.MIXED, weight_last=True)
    turned = Style(rules=Rules.THIN, turn=Turn.ROTATED, edge=Edge.ONCE, remark=False)
    dashed = Style(rules=Rules.DASHED, rows_split=True, head_repeats=False, padded_names=True)
    return (
        Sample("司法局.pdf", justice, partial(_office, justice, wide), exact=False),
        _built("审计局.pdf", audit, turned),
        _built("交通运输局.pdf", traffic, dashed),
    )


def _office(spec: FormSpec, style: Style) -> bytes:
    return office_pdf(build(spec, style, Kind.DOCX))


def _scanned() -> tuple[Sample, ...]:
    """A scan with its seal, crooked and noisy; and an OFD file, clean."""
    finance = clean_form(31, "洛江区财政局")
    petitions = without_letter(clean_form(30, "洛江区信访局"))
    scan = Scan(
        dpi=150,
        marks=Marks(seals=(Over.TABLE,)),
        shape=Shape(skew=0.8),
        sensor=Sensor(noise=3, jpeg=50),
    )
    picture = partial(scanned, petitions, Style(remark=False), scan, Carrier.PDF)
    return (
        Sample("信访局-扫描.pdf", petitions, picture, exact=False),
        _built("财政局.ofd", finance, Style(remark=False)),
    )


def _packed() -> tuple[Sample, ...]:
    """An archive of two departments' forms, of which one lacks a leader."""
    quake = clean_form(32, "洛江区地震局")
    sport = clean_form(33, "洛江区体育局")
    sport = missing_field(sport, numbers_of(sport)[3], Field.LEADERS)
    forms = {
        "地震局.docx": partial(build, quake, Style(), Kind.DOCX),
        "体育局.xlsx": partial(build, without_letter(sport), Style(), Kind.XLSX),
    }
    return (Sample("报送材料.zip", quake, partial(_zipped, forms)),)


def _zipped(forms: dict[str, Callable[[], bytes]]) -> bytes:
    return zipped({name: content() for name, content in forms.items()})


def _sheets() -> tuple[Sample, ...]:
    """Workbooks: one clean, though Excel made dates of its numbers; one with faults."""
    trade = without_letter(clean_form(16, "洛江区商务局"))
    census = without_letter(clean_form(17, "洛江区统计局"))
    census = fixed_weight(census, "3-2", "2")
    census = missing_field(census, numbers_of(census)[7], Field.OWNERS)
    return (
        _built("商务局.xlsx", trade, Style(dated_numbers=True, merged=(Field.DEADLINE,))),
        _built("统计局.xlsx", census, Style(one_table=False, sheets=True, two_heads=False)),
    )


def _texts() -> tuple[Sample, ...]:
    """What OCR programs print: a damaged transcript, Markdown and HTML."""
    veterans = clean_form(18, "洛江区退役军人事务局")
    veterans = emptied(veterans, numbers_of(veterans)[9])
    damages = (
        page_labels("职能工作目标68分", 14),
        run_together("2-1-1", "2-2-1"),
        level1_on_row(1),
        bled_label("行政能力目标20分", "2-3-1"),
        split_units,
        shifted_left("4-6", "4-7", "4-8"),
        staircase,
        trimmed,
    )
    style = Style(wraps_deadline=True, label_brackets=True, brackets=("()", "〔〕"))
    transcript = partial(damaged_transcript, veterans, style, damages)
    health = conflicting_basis(clean_form(19, "洛江区医疗保障局"), "1-2", "1-6")
    market = clean_form(9, "洛江区市场监督管理局")
    numbers = numbers_of(market)
    market = repeated(malformed_basis(market, "1-3"), numbers[2], numbers[-1])
    return (
        Sample("退役军人事务局.txt", veterans, transcript),
        _built("医疗保障局.md", health, Style(careless_numbers=True)),
        _built("市场监督管理局.html", _misread(market), Style(half_width=True)),
    )


def _misread(spec: FormSpec) -> FormSpec:
    """One cell prints a person's name with another character in it."""
    number = next(
        row.number
        for _, _, row in spec.items
        if len(row.duties) == 1 and misread_of(row.duties[0].owner) != row.duties[0].owner
    )
    return misread_name(spec, number)


def _parts() -> tuple[Sample, ...]:
    """A folder with letter and form apart, the plan forgotten; and a letter without any form."""
    science = missing_plan(clean_form(22, "洛江区科学技术局"))
    city = letter_alone(clean_form(23, "洛江区城市管理局"))
    style = Style(section_label=SectionLabel.LINE)
    folder = "科学技术局.submission"
    return (
        Sample(f"{folder}/函.docx", science, partial(_letter, science, style)),
        Sample(f"{folder}/考评表.docx", science, partial(_form, science, style)),
        _built("城市管理局.docx", city, style),
    )


def _letter(spec: FormSpec, style: Style) -> bytes:
    return docx_of(letter_blocks(spec, style), style)


def _form(spec: FormSpec, style: Style) -> bytes:
    return docx_of(form_blocks(spec, style), style)


def main(folder: Path) -> None:
    """Write every file below this folder."""
    for sample in samples():
        path = folder / sample.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample.content())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else RAW)
