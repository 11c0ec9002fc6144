"""The roster's file -> Roster: a workbook or a CSV file, whose headings may be written freely."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from normalizers.posts import without_post
from normalizers.roster import Listing, Roster, written

from .office_file import Layout, OfficeFileProblem, entries_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class RosterProblem(OfficeFileProblem):
    """A roster is refused; the message names file, sheet and row, and says why, in Chinese."""


LAYOUT = Layout(
    what="名册",
    headings={
        "姓名": ("姓名", "名字", "人员", "人员姓名", "干部姓名"),
        "单位": ("单位", "单位名称", "部门", "部门名称", "参评单位", "所在单位", "工作单位"),
        "股室": (
            "股室",
            "科室",
            "处室",
            "内设机构",
            "所在股室",
            "责任单位",
            "股室名称",
            "科室名称",
        ),
        "职务": ("职务", "职位", "岗位", "现任职务", "职务职级"),
        "简称": ("简称", "股室简称", "科室简称", "又称"),
    },
    required=("姓名", "单位"),
    asks="名册要有姓名、单位两栏，可以有股室、职务、简称。",
    entries="人员",
    problem=RosterProblem,
)

_SEPARATORS = re.compile(r"[、，,；;/|\n]")
_NO_NAME = re.compile(r"[\d?？*×]")
_SHORT_NAMES = re.compile(r"[、，,；;/\s]+")


def load_roster(path: str | Path) -> Roster:
    """The roster in this file.

    Each sheet that has the headings 姓名 and 单位 is read; a merged cell's value stands on every
    row that it covers.

    Raises:
        RosterProblem: the file cannot be read, lacks a heading, or a row lacks its unit.
    """
    listings: list[Listing] = []
    for entry in entries_of(Path(path), LAYOUT):
        reason = _fault_of(entry.cells)
        if reason:
            raise RosterProblem(f"{entry.where}：{reason}。")
        listings += _listings_of(entry.cells)
    return Roster(tuple(listings))


def _fault_of(cells: Mapping[str, str]) -> str | None:
    person = cells["姓名"]
    if not cells["单位"]:
        return f"“{person}”没有填单位" if person else "没有填单位"
    if _SEPARATORS.search(person):
        return f"姓名“{person}”不止一人，请一行填一人"
    if _NO_NAME.search(person):
        return f"姓名“{person}”不像人名"
    if not person and not cells.get("股室"):
        return "没有填姓名"
    return None


def _listings_of(cells: Mapping[str, str]) -> Iterator[Listing]:
    person = without_post(written(cells["姓名"]))
    office, post = cells.get("股室", ""), cells.get("职务", "")
    short_names = [s for s in _SHORT_NAMES.split(cells.get("简称", "")) if s] or [""]
    for short in short_names:
        yield Listing(person, cells["单位"], office, post, short)
