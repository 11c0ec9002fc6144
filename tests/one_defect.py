"""A clean form with one thing wrong, for every code that a form's defect can cause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from form_values import (
    ABILITIES,
    DUTIES,
    SCHEME,
    SPIRIT,
    UNIT,
    bases,
    basis,
    clean_form,
    names,
    rows_of,
    value,
    with_row,
    with_rows,
    with_section,
    without_row,
)

from normalizers.model import (
    Field,
    Form,
    OtherForm,
    PrintedPoints,
    Reference,
    Repair,
    Residue,
    YearMention,
)
from normalizers.roster import Listing, Roster
from parsers.model import Place, Source
from pipeline.checks import NOTHING_KNOWN, Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizers.model import Indicator, Value

BLANK: Value[str] = value(None, "")
NOBODY: Value[tuple[str, ...]] = value(None, "")
LIST = "市对区年度考核指标"
FIXED_TEXT = next(i.text for s in SCHEME.sections for i in s.fixed if i.number == "4-4")
ROSTER = Roster((Listing("林晓明", UNIT), Listing("陈志强", UNIT), Listing("何晓芳", UNIT)))


@dataclass(frozen=True, slots=True)
class Defect:
    """What is wrong, and which row the finding points at; empty for the whole form.

    `besides` are the codes that cannot but come with it.
    """

    edit: Callable[[Form], Form]
    number: str = ""
    besides: tuple[str, ...] = ()
    background: Background = NOTHING_KNOWN


def _row(key: str, **changes: object) -> Callable[[Form], Form]:
    return lambda form: with_row(form, key, **changes)


def _letter(**changes: object) -> Callable[[Form], Form]:
    def edit(form: Form) -> Form:
        assert form.letter is not None
        return replace(form, letter=replace(form.letter, **changes))

    return edit


def _form(**changes: object) -> Callable[[Form], Form]:
    return lambda form: replace(form, **changes)


def _without_spirit(form: Form) -> Form:
    return replace(form, sections=tuple(s for s in form.sections if s.name != SPIRIT))


def _without_owners(form: Form) -> Form:
    """A column that is not there: its cells are not blank, there are none."""
    rows = tuple(replace(r, owners=NOBODY) for r in rows_of(form, ABILITIES))
    form = with_rows(form, ABILITIES, rows)
    return with_section(form, ABILITIES, missing_columns=(Field.OWNERS,))


def _lost(form: Form) -> Form:
    """A row is gone, with its points on the one before."""
    return without_row(with_row(form, "1-3-1", weight=value(Decimal(3))), "1-3-2")


def _turned(form: Form) -> Form:
    """Two rows stand the wrong way round."""
    rows = list(rows_of(form))
    first = next(n for n, r in enumerate(rows) if r.number.value == "1-4-1")
    rows[first], rows[first + 1] = rows[first + 1], rows[first]
    return with_rows(form, DUTIES, tuple(rows))


def _labelled(form: Form) -> Form:
    printed = PrintedPoints(DUTIES, Decimal(75), Source("职能工作目标75分", Place(page=1)))
    return with_section(form, DUTIES, printed=(printed,))


def _joined(form: Form) -> Form:
    """The last 一级指标 is one with the last but one."""

    def moved(row: Indicator) -> Indicator:
        if row.group != "2-6":
            return row
        number = f"2-5-{int((row.number.value or '')[-1]) + 3}"
        level1 = value("做好2之5工作")
        return replace(row, number=value(number), group="2-5", level1=level1)

    return with_rows(form, DUTIES, tuple(map(moved, rows_of(form))))


def _one_more(form: Form) -> Form:
    row = next(r for r in rows_of(form, ABILITIES) if r.number.value == "5-6")
    more = replace(
        row, number=value("5-7"), level1=value("完成其他任务。"), weight=value(Decimal(1))
    )
    return with_rows(form, ABILITIES, (*rows_of(form, ABILITIES), more))


def _two_numbers(form: Form) -> Form:
    form = with_row(form, "1-5-1", bases=bases(basis("《机关提升方案》", "泉洛委〔2024〕15号")))
    return with_row(form, "1-6-1", bases=bases(basis("《机关提升方案》", "泉洛委办〔2024〕15号")))


def _unclaimed(form: Form) -> Form:
    for n in (1, 2, 3):
        form = with_row(form, f"1-7-{n}", level1_references=(Reference(LIST, (11, 23), ""),))
    return with_row(form, "1-7-1", level2_references=(Reference(LIST, (11,), ""),))


def _two_leaders(form: Form) -> Form:
    people = {"leaders": names("林晓明", "何晓芳"), "units": names("办公室", "财务股")}
    return with_row(form, "2-1-1", **people, owners=names("陈志强", "黄建国", "吴海燕"))


_PERSON = Repair(Field.OWNERS, "陈志强", "陈志张", "name.batch", 0.5, "别处写作“陈志张”")
_PLACE = Place(page=1)

DEFECTS: dict[str, Defect] = {
    "file.duplicate": Defect(
        _form(others=(OtherForm("表.docx", "考评表", "洛江区教育局", 2024, Place(page=7)),))
    ),
    "form.section_missing": Defect(_without_spirit),
    "form.column_missing": Defect(_without_owners),
    "form.unit_missing": Defect(_form(unit_printed=False)),
    "form.date_missing": Defect(_form(date=BLANK)),
    "form.residue": Defect(_form(residues=(Residue("（样表）", "（样表）", _PLACE),))),
    "form.year": Defect(
        _form(
            years=(
                YearMention("考评表", 2024, Source("2024年度")),
                YearMention("方案", 2023, Source("2023年度")),
            )
        )
    ),
    "seq.duplicate": Defect(_row("1-1-2", number=value("1-1-1")), "1-1-1"),
    "seq.invalid": Defect(_row("1-2-2", number=value(None, "1-甲"), group=""), ""),
    "seq.gap": Defect(_lost, "1-3-3"),
    "seq.order": Defect(_turned, "1-4-1"),
    "field.missing": Defect(_row("1-8-1", owners=NOBODY), "1-8-1"),
    "weight.missing": Defect(_row("1-8-2", weight=BLANK), "1-8-2", ("weight.sum",)),
    "weight.invalid": Defect(_row("1-8-3", weight=value(None, "若干")), "1-8-3", ("weight.sum",)),
    "weight.sum": Defect(_row("1-9-1", weight=value(Decimal("2.5")))),
    "weight.declared": Defect(_labelled),
    "indicator.too_few": Defect(_joined),
    "indicator.too_many": Defect(lambda form: form, background=Background(last_year_level1=13)),
    "indicator.duplicate": Defect(_row("2-2-2", level2=value("完成编号为2-2-1的任务")), "2-2-2"),
    "indicator.overlap": Defect(
        _row("2-2-3", level2=value(FIXED_TEXT), deadline=value("2024年11月底前")), "2-2-3"
    ),
    "indicator.label_uncertain": Defect(
        _row("2-3-1", uncertain_level1="合并的范围丢失，也可能属于2-2"), "2-3-1"
    ),
    "indicator.vague": Defect(_row("2-3-2", level2=value("做好相关工作")), "2-3-2"),
    "fixed.changed": Defect(_row("4-4", level1=value("优化营商环境。")), "4-4"),
    "fixed.weight": Defect(_row("4-5", weight=value(Decimal(2))), "4-5", ("weight.sum",)),
    "fixed.missing": Defect(lambda form: without_row(form, "5-4"), "5-4", ("weight.sum",)),
    "fixed.extra": Defect(_one_more, "5-7", ("weight.sum",)),
    "basis.conflict": Defect(_two_numbers),
    "basis.malformed": Defect(
        _row("2-4-1", bases=bases(basis(number="泉洛政办2024年10号", flaw="缺少括号"))), "2-4-1"
    ),
    "basis.missing": Defect(_row("2-4-2", bases=value(None, "")), "2-4-2"),
    "basis.future": Defect(
        _row("2-4-3", bases=bases(basis(number="泉洛政办〔2026〕1号"))), "2-4-3"
    ),
    "people.unknown": Defect(
        _row("1-9-2", owners=names("王陌生")), "1-9-2", background=Background(roster=ROSTER)
    ),
    "people.ambiguous": Defect(
        _row("1-9-3", owners=replace(names("陈志强"), suggestions=(_PERSON,))), "1-9-3"
    ),
    "people.mismatch": Defect(_two_leaders, "2-1-1"),
    "reference.uncovered": Defect(
        _row("2-1-2", level2_references=(Reference(LIST, (5,), ""),)), "2-1-2"
    ),
    "reference.unclaimed": Defect(_unclaimed, "1-7-1"),
    "letter.unit": Defect(_letter(unit=value("洛江区教育局"))),
    "letter.number": Defect(_letter(number=BLANK)),
    "letter.date": Defect(_letter(date=BLANK)),
    "letter.attachment": Defect(_letter(announced=("人员分工表",))),
    "parse.uncertain": Defect(
        _row(
            "1-2-1",
            level2=replace(
                value("完成编号为1-2-1的任务"),
                source=Source("完成编号为1-2-1的任务", confidence=0.5),
            ),
        ),
        "1-2-1",
    ),
    "parse.disagreement": Defect(
        _row(
            "1-2-3",
            level2=replace(
                value("完成编号为1-2-3的任务"),
                source=Source("完成编号为1-2-3的任务", rivals=("完成编号为1-2-8的任务",)),
            ),
        ),
        "1-2-3",
    ),
}
"""By the code of the finding that each must cause."""

CONSEQUENCES = {
    "weight.missing": "a sum that lacks a weight cannot be verified, which is told with the sum",
    "weight.invalid": "a weight that is no number lacks in the sum too",
    "fixed.weight": "the points of the section are then other ones",
    "fixed.missing": "its points are missing as well",
    "fixed.extra": "its points are too many as well",
}
"""Why some defects cannot but cause a second finding."""

NO_DEFECT_OF_FORMS = (
    "file.unreadable",
    "file.encrypted",
    "file.unsupported",
    "file.empty",
    "file.unsafe",
    "file.timeout",
    "file.too_large",
    "file.no_form",
)
"""Codes of files that hold no form to be wrong."""

__all__ = ["CONSEQUENCES", "DEFECTS", "NO_DEFECT_OF_FORMS", "Defect", "clean_form"]
