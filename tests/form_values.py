"""Forms as values, by hand: a clean one, and one that differs from it where a test says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from normalizers.model import Basis, Form, Indicator, Letter, Section, Value
from normalizers.scheme import Scheme, load_scheme
from parsers.model import Place, Source

if TYPE_CHECKING:
    from normalizers.scheme import FixedItem

T = TypeVar("T")

SCHEME: Scheme = load_scheme("luojiang-2024-series2")
UNIT = "洛江区民政局"
PLAN = "洛江区民政局2024年度绩效评估工作方案"
GROUPS = tuple(f"1-{n}" for n in range(1, 10)) + tuple(f"2-{n}" for n in range(1, 7))
DUTIES, ABILITIES, SPIRIT = (section.name for section in SCHEME.sections)


def value(content: T | None, text: str | None = None) -> Value[T]:
    """A value that reads as `text`, or as its own content."""
    return Value(content, Source(_text(content) if text is None else text))


def names(*people: str) -> Value[tuple[str, ...]]:
    return value(people)


def bases(*documents: Basis) -> Value[tuple[Basis, ...]]:
    return value(documents)


def basis(title: str | None = None, number: str | None = None, flaw: str | None = None) -> Basis:
    year = int(number[number.index("〔") + 1 :][:4]) if number and "〔" in number else None
    return Basis(title, number, f"{title or ''}{number or ''}", year, flaw)


def indicator(number: str) -> Indicator:
    """A clean row of 职能工作目标; the form's 68 points are 44 rows of 1.5 and 1-1-1's 2."""
    prefix, group, _ = number.split("-")
    return Indicator(
        section=DUTIES,
        category=value("重点工作目标" if prefix == "1" else "常规工作目标"),
        number=value(number),
        group=f"{prefix}-{group}",
        bases=bases(basis("《年度任务分解方案》", "泉洛政办〔2024〕10号")),
        level1=value(f"做好{prefix}之{group}工作"),
        level2=value(f"完成编号为{number}的任务"),
        weight=value(Decimal("2" if number == "1-1-1" else "1.5")),
        deadline=value("全年实施"),
        due=date(2024, 12, 31),
        leaders=names("林晓明"),
        units=names("办公室"),
        owners=names("陈志强"),
        remark=value(None, ""),
        level1_references=(),
        level2_references=(),
        place=Place(page=2),
    )


def fixed_row(item: FixedItem, section: str) -> Indicator:
    return replace(
        indicator("1-1-1"),
        section=section,
        category=value(item.category),
        number=value(item.number or None),
        group="",
        bases=value(None, ""),
        level1=value(item.text),
        level2=value(None, ""),
        weight=value(item.weight),
    )


def clean_form() -> Form:
    rows = tuple(indicator(f"{group}-{n}") for group in GROUPS for n in (1, 2, 3))
    fixed = tuple(
        Section(rules.name, tuple(fixed_row(item, rules.name) for item in rules.fixed))
        for rules in SCHEME.sections[1:]
    )
    return Form(
        title=value("2024年度洛江区第二系列绩效管理目标考评表"),
        unit=value(UNIT),
        unit_printed=True,
        year=2024,
        series="第二系列",
        date=value("2025年1月3日"),
        sections=(Section(DUTIES, rows), *fixed),
        letter=Letter(
            number=value("泉洛民函〔2025〕1号"),
            title=value(f"{UNIT}关于报送2024年度绩效评估工作方案的函"),
            unit=value(UNIT),
            date=value(date(2025, 1, 3)),
            announced=(PLAN, f"2024年度{UNIT}绩效管理目标考评表"),
        ),
        plan=Source(PLAN),
        attached=(PLAN, "2024年度洛江区第二系列绩效管理目标考评表"),
    )


def with_section(form: Form, name: str, **changes: object) -> Form:
    """The form with fields of one section changed."""
    sections = tuple(replace(s, **changes) if s.name == name else s for s in form.sections)
    return replace(form, sections=sections)


def with_rows(form: Form, name: str, rows: tuple[Indicator, ...]) -> Form:
    return with_section(form, name, indicators=rows)


def rows_of(form: Form, name: str = DUTIES) -> tuple[Indicator, ...]:
    return next(s.indicators for s in form.sections if s.name == name)


def with_row(form: Form, key: str, **changes: object) -> Form:
    """The form with fields of one row changed; the key is its 序号, or its 项目 if it has none."""
    sections = tuple(
        replace(
            s, indicators=tuple(replace(i, **changes) if _is(i, key) else i for i in s.indicators)
        )
        for s in form.sections
    )
    return replace(form, sections=sections)


def without_row(form: Form, key: str) -> Form:
    sections = tuple(
        replace(s, indicators=tuple(i for i in s.indicators if not _is(i, key)))
        for s in form.sections
    )
    return replace(form, sections=sections)


def _is(row: Indicator, key: str) -> bool:
    return (row.number.value or row.category.value) == key


def _text(content: object) -> str:
    return " ".join(map(str, content)) if isinstance(content, tuple) else str(content or "")
