from __future__ import annotations

import json
from typing import TYPE_CHECKING

from grids import grid, reading

from parsers.model import Box, Cell, Grid, Kind, Place, Reading, Source
from pipeline.show_tables import tables_json, tables_text

if TYPE_CHECKING:
    import pytest


def cell(text: str, row: int, column: int, place: Place, down: int = 1) -> Cell:
    return Cell(Source(text, place), row, column, row_span=down)


def test_json_holds_every_cell_once_with_its_spans_and_lines() -> None:
    assert json.loads(tables_json(reading("函", grid("项目 | <\n甲/乙 | 1")))) == {
        "tables": [
            {
                "page": None,
                "rows": 2,
                "cols": 2,
                "box": None,
                "cells": [
                    _plain(0, 0, "项目", across=2),
                    _plain(1, 0, "甲\n乙"),
                    _plain(1, 1, "1"),
                ],
            }
        ]
    }


def _plain(row: int, column: int, text: str, across: int = 1) -> dict[str, object]:
    return {
        "row": row,
        "col": column,
        "rowspan": 1,
        "colspan": across,
        "text": text,
        "box": None,
    }


def test_json_gives_boxes_in_hundredths_and_the_page_of_a_cell_that_lies_on_another() -> None:
    table = Grid(
        (
            cell("甲", 0, 0, Place(2, Box(10.126, 20, 50, 40))),
            cell("乙", 0, 1, Place(2, Box(50, 20, 90.004, 40))),
            cell("丙", 1, 0, Place(3, Box(10, 5, 50, 300))),
            cell("丁", 1, 1, Place(2)),
        )
    )

    (written,) = json.loads(tables_json(Reading(Kind.PDF, (table,))))["tables"]

    assert (written["page"], written["box"]) == (2, [10.13, 20, 90, 40])
    assert [(c["box"], c.get("page", "-")) for c in written["cells"]] == [
        ([10.13, 20, 50, 40], "-"),
        ([50, 20, 90, 40], "-"),
        ([10, 5, 50, 300], 3),
        (None, "-"),
    ]
    assert list(written) == ["page", "rows", "cols", "box", "cells"]


def test_json_of_no_table_is_an_empty_list() -> None:
    assert json.loads(tables_json(reading("函", Grid(())))) == {
        "tables": [{"page": None, "rows": 0, "cols": 0, "box": None, "cells": []}]
    }
    assert json.loads(tables_json(reading("函"))) == {"tables": []}


def test_a_terminal_shows_merged_cells_by_arrows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    page = Place(3)
    steering = cell("[甲]\x1b[2J", 0, 1, page)
    table = Grid((cell("项目", 0, 0, page, down=2), steering, cell("乙", 1, 1, page)))

    shown = str(tables_text(Reading(Kind.PDF, (table, grid("丙 | <")))))

    assert [line.rstrip() for line in shown.split("\n")] == [
        "表 1（第 3 页，2 行 2 列）",
        "┌────┬────────┐",
        "│项目│[甲] [2J│",
        "├────┼────────┤",
        "│↑   │乙      │",
        "└────┴────────┘",
        "表 2（1 行 2 列）",
        "┌──┬─┐",
        "│丙│←│",
        "└──┴─┘",
    ]


def test_a_terminal_is_told_where_there_is_no_table() -> None:
    assert str(tables_text(reading("函"))).strip() == "没有表格"


def test_a_wide_table_is_not_squeezed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")

    shown = str(tables_text(reading(grid(" | ".join(["责任单位"] * 10)))))

    assert "│责任单位│责任单位│" in shown
