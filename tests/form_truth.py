"""What the dataset should contain for a form, and where a dataset differs from it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from form_model import Record, Truth
from form_print import bases_of, level1_of, names_of

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from form_model import FormSpec, Group, Row, SectionSpec

    from normalizers.scheme import Scheme

HEADINGS = {
    "大类": "section",
    "项目": "category",
    "文件依据": "basis",
    "一级指标": "level1",
    "二级指标": "level2",
    "权重": "weight",
    "完成时限": "deadline",
    "分管领导": "leaders",
    "责任单位": "units",
    "责任人": "owners",
}
ERROR = "错误"


def truth_of(spec: FormSpec) -> Truth:
    """What the dataset should contain for this form."""
    letter = spec.letter
    return Truth(
        unit=spec.unit,
        year=spec.year,
        records=tuple(_record(spec.scheme, *item) for item in spec.items),
        findings=spec.findings,
        tolerated=spec.tolerated,
        letter_number=letter.number if letter else "",
        letter_date=spec.letter_date.isoformat() if letter and spec.letter_date else "",
    )


def _record(scheme: Scheme, section: SectionSpec, group: Group, row: Row) -> Record:
    columns = set(scheme.section(section.name).columns) - set(section.missing)

    def shown(field: Field, text: str) -> str:
        return text if field in columns else ""

    return Record(
        section=section.name,
        category=shown(Field.CATEGORY, group.category),
        number=shown(Field.NUMBER, row.number),
        basis=shown(Field.BASIS, "；".join(map(str, bases_of(group, row)))),
        level1=shown(Field.LEVEL1, level1_of(group, row)),
        level2=shown(Field.LEVEL2, "" if group.level1 is None else row.text),
        weight=shown(Field.WEIGHT, row.weight),
        deadline=shown(Field.DEADLINE, row.deadline),
        leaders=shown(Field.LEADERS, "、".join(names_of(Field.LEADERS, row))),
        units=shown(Field.UNITS, "、".join(names_of(Field.UNITS, row))),
        owners=shown(Field.OWNERS, "、".join(names_of(Field.OWNERS, row))),
    )


def mismatches(truth: Truth, rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Where published rows of indicators.csv differ from the truth; empty if nowhere.

    Rows are paired by 序号 in their order (an item without one by its 项目); whole values are
    compared, character for character.
    """
    found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        found[row["序号"] or row["项目"]].append(row)
    faults: list[str] = []
    for record in truth.records:
        key = record.number or record.category
        if not found[key]:
            faults.append(f"{key}: row lost")
            continue
        faults += _differences(key, record, found[key].pop(0))
    return faults + [f"{key}: row extra" for key, left in found.items() for _ in left]


def _differences(key: str, record: Record, row: Mapping[str, str]) -> list[str]:
    wanted = {heading: getattr(record, name) for heading, name in HEADINGS.items()}
    return [
        f"{key} {heading}: {row[heading]!r} should be {want!r}"
        for heading, want in wanted.items()
        if row[heading] != want
    ]


def finding_mismatches(truth: Truth, rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Where published rows of findings.csv differ from the truth; empty if nowhere.

    Every wanted finding must be there, of whatever level; no error of a code that is neither
    wanted nor tolerated. Warnings that nobody asked for are not looked at.
    """
    have = [(row["代码"], row["序号"], row["级别"]) for row in rows]
    pairs = {(code, number) for code, number, _ in have}
    codes = {code for code, _ in pairs}
    lost = [
        f"{code} {number}: not found"
        for code, number in truth.findings
        if (code, number) not in pairs and (number or code not in codes)
    ]
    known = truth.codes | set(truth.tolerated)
    false = [f"{c} {n}: false" for c, n, level in have if level == ERROR and c not in known]
    return lost + false
