"""Whole runs with what the office has: the superior list, last year's dataset, a roster."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import frictionless
import pytest
from form_edits import numbers_of, with_row, without_rows
from forms import Kind, Style, build, clean_form
from typer.testing import CliRunner

from pipeline.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

SPEC = clean_form(3)
NUMBERS = numbers_of(SPEC)
FIRST_GROUP = tuple(n for n in NUMBERS if n.rpartition("-")[0] == "1-1")


def kaoping(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def table(out: Path, name: str) -> list[dict[str, str]]:
    text = (out / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """One form of this year; in the same folder, what the office has."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "甲.html").write_bytes(build(SPEC, Style(), Kind.HTML))
    (folder / "名册.csv").write_text(
        f"姓名,单位\n张三,{SPEC.unit}\n李四,泉州市洛江区档案馆\n", encoding="utf-8"
    )
    (folder / "清单.csv").write_text(
        "清单,条目,名称,牵头单位\n某计划,1,植树,档案馆\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def last_year(raw: Path, tmp_path: Path) -> Path:
    """Last year's dataset: a 一级指标 less, another weight, and all rows after it renumbered."""
    spec = without_rows(SPEC, FIRST_GROUP)
    spec = with_row(spec, NUMBERS[-1], lambda row: replace(row, weight="9"))
    former = tmp_path / "former"
    former.mkdir()
    (former / "甲.html").write_bytes(build(spec, Style(), Kind.HTML))
    out = raw / "上年"
    assert kaoping("run", former, "--out", out).exit_code == 0
    return out


def test_all_of_the_offices_lists_are_used_and_are_no_submissions(
    raw: Path, last_year: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    lists = ("--roster", raw / "名册.csv", "--targets", raw / "清单.csv", "--last-year", last_year)
    done = kaoping("run", raw, "--out", out, *lists)
    assert done.exit_code == 0, done.stderr
    assert [r["提交编号"] for r in table(out, "submissions")] == ["甲.html"]
    assert "未报送 1 家：洛江区档案馆。" in done.stdout
    assert "上级指标清单 1 项：无人引用 1 项，只有非牵头单位引用 0 项。" in done.stdout
    assert f"新增 {len(FIRST_GROUP)} 项，减少 0 项；权重变动 1 项。" in done.stdout
    assert [(r["变化"], r["序号"], r["字段"]) for r in table(out, "changes")] == [
        *(("新增", number, "二级指标") for number in FIRST_GROUP),
        ("权重变动", NUMBERS[-1], "权重"),
    ]
    assert "indicator.too_many" in {r["代码"] for r in table(out, "findings")}
    assert ("某计划", "1", "无人引用") in {
        (r["来源清单"], r["条目"], r["状态"]) for r in table(out, "coverage")
    }
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))["outstanding"]
    assert (record["unreported"], record["targets"]) == (["洛江区档案馆"], 1)
    assert frictionless.validate(str(out / "datapackage.json")).valid


def test_the_same_lists_give_the_same_bytes(raw: Path, last_year: Path, tmp_path: Path) -> None:
    written = []
    for name in ("a", "b"):
        out = tmp_path / name
        lists = ("--targets", raw / "清单.csv", "--last-year", last_year)
        assert kaoping("run", raw / "甲.html", "--out", out, *lists).exit_code == 0
        files = (p for p in out.iterdir() if p.name not in {"run.json", "kaoping.db"})
        written.append({p.name: p.read_bytes() for p in files})
    assert written[0] == written[1]


def test_a_list_or_folder_of_the_wrong_shape_is_wrong_usage_and_nothing_is_read(
    raw: Path, last_year: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (last_year / "submissions.csv").write_text("甲,乙\n", encoding="utf-8")
    for option, given, reason in (
        ("--targets", raw / "名册.csv", "错误：上级指标清单“名册.csv”前10行里没有“条目”“名称”"),
        ("--targets", raw / "没有.csv", "错误：上级指标清单“"),
        ("--last-year", last_year, "错误：上年数据集的“"),
        ("--last-year", raw / "名册.csv", "错误：上年数据集“"),
        ("--last-year", out, f"错误：上年数据集“{out}”就是 --out 的文件夹"),
    ):
        done = kaoping("run", raw, "--out", out, option, given)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(reason)
    assert not out.exists()
