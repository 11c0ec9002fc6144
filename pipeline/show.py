"""One form on the terminal: its rows, with repairs and findings marked, then told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from normalizers.model import Field

from .checks.items import value_in
from .columns import written
from .model import Level
from .rows import number_of, repair_rows
from .summary import STYLES, console_on_stdout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from rich.console import Console

    from normalizers.model import Basis, Form, Indicator, Section

    from .model import Finding, Result

REPAIRED, WRONG, DOUBTFUL = "✎", "✗", "!"

_LEVEL_STYLES = {Level.ERROR: "red", Level.WARNING: "yellow", Level.HINT: "dim"}

_COLUMNS = (
    Field.CATEGORY,
    Field.NUMBER,
    Field.BASIS,
    Field.LEVEL1,
    Field.LEVEL2,
    Field.WEIGHT,
    Field.DEADLINE,
    Field.LEADERS,
    Field.UNITS,
    Field.OWNERS,
    Field.REMARK,
)


def print_result(result: Result) -> None:
    """Prints the form, if there is one, and what was repaired and found."""
    console = console_on_stdout()
    console.print(Text(f"{result.submission.id}  {result.state}", style=STYLES[result.state]))
    if result.form is not None:
        _print_head(console, result.form)
        for section in result.form.sections:
            console.print(_table(section, result.findings))
        console.print(f"{REPAIRED} 已修正  {WRONG} 有错误  {DOUBTFUL} 请核对", style="dim")
    _print_notes(console, result)


def _print_head(console: Console, form: Form) -> None:
    letter = form.letter
    day = letter.date.value if letter is not None else None
    facts = (
        ("参评单位", form.unit.value),
        ("年度", str(form.year) if form.year else None),
        ("系列", form.series),
        ("发文字号", letter.number.value if letter is not None else None),
        ("发文日期", day.isoformat() if day is not None else None),
    )
    console.print(Text("  ".join(f"{name}：{value or '（无）'}" for name, value in facts)))


def _table(section: Section, findings: tuple[Finding, ...]) -> Table:
    table = Table(title=section.name, title_justify="left", show_lines=True, header_style="bold")
    for field in _COLUMNS:
        narrow = field in {Field.NUMBER, Field.WEIGHT}
        table.add_column(str(field), overflow="fold", no_wrap=narrow)
    table.add_column("页", justify="right", no_wrap=True)
    for indicator in section.indicators:
        page = indicator.place.page
        marks = _marks(indicator, findings)
        cells = [_cell(indicator, field, marks.get(str(field))) for field in _COLUMNS]
        table.add_row(*cells, str(page) if page else "")
    return table


def _marks(indicator: Indicator, findings: tuple[Finding, ...]) -> dict[str, Level]:
    """For each field, the gravest finding about this row; one about no field marks the 序号."""
    number = number_of(indicator)
    marks: dict[str, Level] = {}
    for finding in findings:
        if number and finding.number == number and finding.level is not Level.HINT:
            field = finding.field or str(Field.NUMBER)
            grave = Level.ERROR in {finding.level, marks.get(field)}
            marks[field] = Level.ERROR if grave else Level.WARNING
    return marks


def _cell(indicator: Indicator, field: Field, mark: Level | None) -> Text:
    value = value_in(indicator, field)
    cell = Text(_text(value.value))
    if value.repairs:
        cell.append(f" {REPAIRED}", style="cyan")
    if mark is not None:
        sign = WRONG if mark is Level.ERROR else DOUBTFUL
        cell.append(f" {sign}", style=_LEVEL_STYLES[mark])
    return cell


def _text(content: str | Decimal | tuple[str, ...] | tuple[Basis, ...] | None) -> str:
    if isinstance(content, tuple):
        return "、".join(str(part) for part in content)
    return written(content)


def _print_notes(console: Console, result: Result) -> None:
    for title, lines in (
        ("说明", [Text(note) for note in result.notes]),
        ("修正", list(_repairs(result))),
        ("问题", [_finding_line(finding) for finding in result.findings]),
    ):
        if lines:
            console.print(Text(f"{title}（{len(lines)}）", style="bold"))
            for line in lines:
                console.print(line, soft_wrap=True)


def _repairs(result: Result) -> Iterator[Text]:
    for row in repair_rows((result,)):
        repair = row.repair
        where = f"{row.number or '全表'} {repair.field}"
        what = f"“{repair.before}” → “{repair.after}”"
        yield Text(f"{REPAIRED} {where}：{what}（{repair.rule}，{repair.confidence:.2f}）")


def _finding_line(finding: Finding) -> Text:
    page = finding.place.page if finding.place is not None else None
    where = f"{finding.number} " if finding.number else ""
    at = f"（第{page}页）" if page else ""
    text = Text(f"{finding.level} ", style=_LEVEL_STYLES[finding.level])
    return text.append(f"{finding.code}  {where}{finding.message}{at}", style="default")
