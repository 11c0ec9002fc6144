"""Whole runs with a roster, and with several forms of one department."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from form_people import misread_name, misread_of
from forms import Kind, build, random_form
from typer.testing import CliRunner

import pipeline
from pipeline import Settings
from pipeline.cli import app
from pipeline.roster_file import RosterProblem

if TYPE_CHECKING:
    from pathlib import Path

    from form_model import FormSpec

SPEC, STYLE = random_form(3)


def alone(spec: FormSpec) -> tuple[str, str]:
    """A row, and its person, whom a look-alike can be mistaken for."""
    for _, _, row in spec.items:
        owner = row.duties[0].owner
        if row.number and len(row.duties) == 1 and len(owner) > 2 and misread_of(owner) != owner:
            return row.number, owner
    raise AssertionError("nobody has a look-alike")


NUMBER, OWNER = alone(SPEC)
MISREAD = misread_of(OWNER)
MISREAD_SPEC = misread_name(SPEC, NUMBER)


def roster_of(spec: FormSpec) -> str:
    lines = {
        line
        for _, _, row in spec.items
        for d in row.duties
        for line in (f"{d.owner},{spec.unit},{d.unit},", f"{d.leader},{spec.unit},,局长")
    }
    return "\n".join(["姓名,单位,股室,职务", *sorted(lines)])


def table(out: Path, name: str) -> list[dict[str, str]]:
    text = (out / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def owners(out: Path, submission: str) -> list[str]:
    rows = table(out, "indicators")
    return [r["责任人"] for r in rows if (r["提交编号"], r["序号"]) == (submission, NUMBER)]


def people(out: Path) -> list[tuple[str, str]]:
    rows = table(out, "findings")
    return [(r["代码"], r["实为"]) for r in rows if r["代码"].startswith("people.")]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "名册.csv").write_text(roster_of(SPEC), encoding="gb18030")
    (folder / "甲.html").write_bytes(build(MISREAD_SPEC, STYLE, Kind.HTML))
    return folder


def test_a_misread_name_is_repaired_by_the_roster_which_is_no_submission(
    raw: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    summary = pipeline.run(raw, out, Settings(roster=raw / "名册.csv"))
    assert [r.submission.id for r in summary.results] == ["甲.html"]
    assert (owners(out, "甲.html"), people(out)) == ([OWNER], [])
    assert [r["规则"] for r in table(out, "repairs") if r["修正"] == OWNER] == ["name.roster"]


def test_a_listed_name_stays_and_one_that_is_not_listed_is_told(raw: Path, tmp_path: Path) -> None:
    roster = roster_of(SPEC).replace(f"{OWNER},", f"{MISREAD},")
    (raw / "名册.csv").write_text(roster, encoding="utf-8")
    out = tmp_path / "out"
    pipeline.run(raw / "甲.html", out, Settings(roster=raw / "名册.csv"))
    assert owners(out, "甲.html") == [MISREAD]
    assert {code for code, _ in people(out)} <= {"people.unknown", "people.ambiguous"}
    assert {found for _, found in people(out)} == {OWNER}


def test_a_roster_of_the_wrong_shape_is_wrong_usage_and_nothing_is_read(
    raw: Path, tmp_path: Path
) -> None:
    (raw / "坏.csv").write_text("甲,乙\n丙,丁\n", encoding="utf-8")
    out = tmp_path / "out"
    with pytest.raises(RosterProblem):
        pipeline.run(raw, out, Settings(roster=raw / "坏.csv"))
    for arguments in (["run", str(raw), "--out", str(out)], ["show", str(raw / "甲.html")]):
        done = CliRunner().invoke(app, [*arguments, "--roster", str(raw / "坏.csv")])
        assert done.exit_code == 2
        assert done.stderr.startswith("错误：名册“坏.csv”前10行里没有“姓名”“单位”的表头。")
    assert not out.exists()


def test_one_form_is_shown_by_the_roster_too(raw: Path) -> None:
    done = CliRunner().invoke(
        app, ["show", str(raw / "甲.html"), "--roster", str(raw / "名册.csv")]
    )
    assert done.exit_code == 0
    assert f"“{MISREAD}” → “{OWNER}”（name.roster，" in done.stdout


def test_another_form_of_the_department_proves_a_misreading_in_any_number_of_workers(
    raw: Path, tmp_path: Path
) -> None:
    (raw / "名册.csv").unlink()
    (raw / "乙.docx").write_bytes(build(SPEC, replace(STYLE), Kind.DOCX))
    written = []
    for workers in (1, 2):
        out = tmp_path / f"out{workers}"
        pipeline.run(raw, out, Settings(workers=workers))
        assert owners(out, "甲.html") == owners(out, "乙.docx") == [OWNER]
        files = {p.name: p.read_bytes() for p in out.iterdir()}
        del files["run.json"], files["kaoping.db"]
        written.append(files)
    assert written[0] == written[1]
