from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from normalizers.roster import Listing, Roster
from pipeline.roster_file import RosterProblem, load_roster

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "姓名,单位,股室,职务\n王佳明,洛江区发展和改革局,办公室,主任\n李　伟,洛江区发展和改革局,,局长\n"
)
READ = Roster(
    (
        Listing("王佳明", "洛江区发展和改革局", "办公室", "主任"),
        Listing("李伟", "洛江区发展和改革局", "", "局长"),
    )
)


def written(folder: Path, data: str | bytes, name: str = "名册.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def workbook(*sheets: tuple[str, list[list[object]], str]) -> bytes:
    """A workbook of sheets: title, rows, and a range to merge (or none)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows, merged in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_csv_file_is_read_in_any_encoding_and_with_any_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    data = TEXT.replace(",", separator).encode(encoding)
    assert load_roster(written(tmp_path, data)) == READ


def test_headings_may_be_others_in_another_order_below_a_title_and_come_again(
    tmp_path: Path,
) -> None:
    text = (
        "2024年人员名册\n\n序号,部门,科室,现任职务,名字,电话\n"
        "1,洛江区发展和改革局,办公室,主任,王佳明,1\n,,,,,\n序号,部门,科室,现任职务,名字,电话\n"
        "2,洛江区发展和改革局,,局长,李伟局长,2\n"
    )
    assert load_roster(str(written(tmp_path, text))) == READ


def test_short_names_of_an_office_are_a_line_each(tmp_path: Path) -> None:
    text = (
        "姓名,单位,股室,简称\n赖泽楷,发改局,行政审批和行政执法股,审批股、审改办\n,发改局,价格股,\n"
    )
    assert load_roster(written(tmp_path, text)) == Roster(
        (
            Listing("赖泽楷", "发改局", "行政审批和行政执法股", short="审批股"),
            Listing("赖泽楷", "发改局", "行政审批和行政执法股", short="审改办"),
            Listing("", "发改局", "价格股"),
        )
    )


def test_a_workbooks_merged_cells_stand_on_every_row_and_other_sheets_are_passed_over(
    tmp_path: Path,
) -> None:
    rows: list[list[object]] = [
        ["姓名", "单位", "股室", "职务"],
        ["王佳明", "洛江区发展和改革局", "办公室", "主任"],
        ["李伟", None, None, "局长"],
    ]
    data = workbook(("名册", rows, "B2:B3"), ("说明", [["由办公室维护", 3]], ""), ("空", [], ""))
    assert load_roster(written(tmp_path, data, "名册.xlsx")) == READ


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "名册“名册.csv”是空的。"),
        ("姓名,单位\n", "名册“名册.csv”只有表头，没有人员。"),
        (
            "姓名,股室\n王佳明,办公室\n",
            "名册“名册.csv”前10行里没有“单位”的表头。名册要有姓名、单位两栏，可以有股室、职务、简称。",
        ),
        ("姓名,单位\n王佳明,发改局\n李伟,\n", "名册“名册.csv”第3行：“李伟”没有填单位。"),
        ("姓名,单位,股室\n,,办公室\n", "名册“名册.csv”第2行：没有填单位。"),
        ("姓名,单位\n,发改局\n", "名册“名册.csv”第2行：没有填姓名。"),
        (
            "姓名,单位\n王佳明、李伟,发改局\n",
            "名册“名册.csv”第2行：姓名“王佳明、李伟”不止一人，请一行填一人。",
        ),
        ("姓名,单位\n12345,发改局\n", "名册“名册.csv”第2行：姓名“12345”不像人名。"),
        (
            b"\xff\xfe\x00\x00",
            "名册“名册.csv”既不是 Excel 文件，也不是 UTF-8 或 GB18030 的 CSV 文件。",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "名册“名册.csv”是旧版 .xls 或加了密码的文件，请另存为没有密码的 .xlsx 或 CSV。",
        ),
    ],
)
def test_a_roster_of_the_wrong_shape_is_refused_with_its_reason(
    tmp_path: Path, data: str | bytes, reason: str
) -> None:
    with pytest.raises(RosterProblem) as told:
        load_roster(written(tmp_path, data))
    assert str(told.value) == reason


def test_a_fault_in_a_workbook_is_told_with_its_sheet_and_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["人员名册"],
        ["姓名", "单位"],
        ["王佳明", "发改局"],
        ["李伟", None],
    ]
    path = written(tmp_path, workbook(("全区", rows, "")), "名册.xlsx")
    with pytest.raises(RosterProblem, match="工作表“全区”第4行：“李伟”没有填单位"):
        load_roster(path)
    path = written(tmp_path, workbook(("全区", [["甲"], ["乙"]], "")), "名册.xlsx")
    with pytest.raises(RosterProblem, match="工作表“全区”前10行里没有“姓名”“单位”的表头"):
        load_roster(path)


def test_a_broken_csv_or_workbook_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    for data in (b"PK\x03\x04" + bytes(40), workbook(("名册", [["姓名"]], ""))[:300]):
        with pytest.raises(RosterProblem, match="不是完好的 Excel 文件"):
            load_roster(written(tmp_path, data, "名册.xlsx"))
    with pytest.raises(RosterProblem, match="不是完好的 CSV 文件"):
        load_roster(written(tmp_path, '姓名,单位\n"王佳明,发改局\n'))
    with pytest.raises(RosterProblem, match="打不开"):
        load_roster(tmp_path / "没有.xlsx")
