from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_parts import sections_file
from forms import Kind, build, random_form, truth_of

import pipeline
from normalizers.scheme import SchemeProblem
from pipeline import RunSummary, Settings
from pipeline.intake import NoSuchPath
from pipeline.worker import Bounds

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model import Result

FORM, STYLE = random_form(3)
OTHER, OTHER_STYLE = random_form(4)
PAGE = build(FORM, STYLE, Kind.HTML)
OTHER_PAGE = build(OTHER, OTHER_STYLE, Kind.HTML)
LETTER = "泉洛民函〔2025〕1号\n\n洛江区民政局关于报送2024年度绩效评估工作方案的函\n\n区人社局：\n"


class Steps:
    """Hears how a run gets on."""

    def __init__(self) -> None:
        self.heard: list[int | str] = []

    def started(self, total: int) -> None:
        self.heard.append(total)

    def finished(self, result: Result) -> None:
        self.heard.append(result.submission.id)

    def waiting(self, place: str) -> None:
        self.heard.append(place)


def made(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def states(summary: RunSummary) -> dict[str, str]:
    return {r.submission.id: str(r.state) for r in summary.results}


def codes(summary: RunSummary, name: str) -> list[str]:
    return [f.code for r in summary.results if r.submission.id == name for f in r.findings]


def indicators(out: Path) -> list[dict[str, str]]:
    text = (out / "indicators.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_importing_the_package_loads_nothing_heavy() -> None:
    with pytest.raises(AttributeError, match="no attribute 'walk'"):
        pipeline.walk  # noqa: B018 - the access is what is tested
    assert callable(pipeline.run)


def test_a_folder_becomes_a_dataset(tmp_path: Path) -> None:
    raw = made(tmp_path / "raw", {"甲.html": PAGE, "下/乙.html": OTHER_PAGE})
    summary = pipeline.run(raw, tmp_path / "clean")
    assert states(summary).keys() == {"甲.html", "下/乙.html"}
    assert "退回" not in states(summary).values()
    numbers = [r["序号"] for r in indicators(tmp_path / "clean") if r["提交编号"] == "甲.html"]
    assert numbers == [record.number for record in truth_of(FORM).records]


def test_a_bad_file_costs_only_itself(tmp_path: Path) -> None:
    raw = made(
        tmp_path / "raw",
        {
            "甲.html": PAGE,
            "坏.docx": b"PK\x03\x04" + bytes(99),
            "空.pdf": b"",
            "信.txt": LETTER.encode(),
        },
    )
    summary = pipeline.run(raw, tmp_path / "clean")
    assert {name: state for name, state in states(summary).items() if state == "退回"} == {
        "坏.docx": "退回",
        "空.pdf": "退回",
        "信.txt": "退回",
    }
    assert codes(summary, "坏.docx") == ["file.unreadable"]
    assert codes(summary, "空.pdf") == ["file.empty"]
    assert codes(summary, "信.txt") == ["file.no_form"]


def test_a_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    raw = made(tmp_path / "raw", {"甲.html": PAGE, "乙.html": OTHER_PAGE, "空.pdf": b""})
    written = []
    for workers in (1, 2):
        pipeline.run(raw, tmp_path / "clean", Settings(workers=workers))
        files = {p.name: p.read_bytes() for p in (tmp_path / "clean").iterdir()}
        del files["run.json"], files["kaoping.db"]
        written.append(files)
    assert written[0] == written[1]


def test_the_limits_on_time_and_memory_are_findings(tmp_path: Path) -> None:
    raw = made(tmp_path / "raw", {"甲.html": PAGE})
    slow = pipeline.run(raw, tmp_path / "a", Settings(bounds=Bounds(seconds=0.001)))
    assert codes(slow, "甲.html") == ["file.timeout"]
    large = pipeline.run(raw, tmp_path / "b", Settings(bounds=Bounds(memory=1)))
    assert codes(large, "甲.html")[0].startswith("file.")
    record = json.loads((tmp_path / "a" / "run.json").read_text(encoding="utf-8"))
    assert record["limits_hit"] == [{"submission": "甲.html", "code": "file.timeout"}]
    assert record["states"] == {"退回": 1}


def test_a_folder_with_letter_and_form_is_one_submission(tmp_path: Path) -> None:
    raw = made(
        tmp_path / "raw",
        {"民政局/a.txt": LETTER.encode(), "民政局/b.html": _without_letter(), "丙/c.html": PAGE},
    )
    summary = pipeline.run(raw, tmp_path / "clean")
    assert list(states(summary)) == ["丙/c.html", "民政局"]
    (result,) = (r for r in summary.results if r.submission.id == "民政局")
    assert [path.name for path in result.submission.files] == ["a.txt", "b.html"]
    assert (result.kind, len(result.fingerprint)) == ("txt、html", 64)


def test_a_folder_with_letter_form_and_its_scan_is_one_submission(tmp_path: Path) -> None:
    form = replace(FORM, letter=None, plan=())
    raw = made(
        tmp_path / "raw",
        {
            "民政局/函.txt": LETTER.encode(),
            "民政局/附件/考评表.docx": build(form, STYLE, Kind.DOCX),
            "民政局/附件/盖章.pdf": build(form, STYLE, Kind.PDF),
        },
    )
    summary = pipeline.run(raw, tmp_path / "clean")
    assert list(states(summary)) == ["民政局"]
    assert "file.duplicate" in codes(summary, "民政局")
    assert "parse.disagreement" not in codes(summary, "民政局")
    numbers = [r["序号"] for r in indicators(tmp_path / "clean")]
    assert numbers == [record.number for record in truth_of(FORM).records]


def test_a_folder_with_letter_and_a_form_over_two_files_is_one_submission(tmp_path: Path) -> None:
    raw = made(
        tmp_path / "raw",
        {
            "民政局/函.txt": LETTER.encode(),
            "民政局/附件1.docx": sections_file(FORM, STYLE, Kind.DOCX, slice(0, 1)),
            "民政局/附件2.xlsx": sections_file(FORM, STYLE, Kind.XLSX, slice(1, 3)),
        },
    )
    summary = pipeline.run(raw, tmp_path / "clean")
    assert list(states(summary)) == ["民政局"]
    numbers = [r["序号"] for r in indicators(tmp_path / "clean")]
    assert numbers == [record.number for record in truth_of(FORM).records]


def test_whole_submissions_of_one_department_in_a_folder_stay_several(tmp_path: Path) -> None:
    files = {f"一家/表.{kind}": build(FORM, STYLE, kind) for kind in (Kind.DOCX, Kind.HTML)}
    summary = pipeline.run(made(tmp_path / "raw", files), tmp_path / "clean")
    assert list(states(summary)) == ["一家/表.docx", "一家/表.html"]
    assert "file.duplicate" in codes(summary, "一家/表.docx")
    assert "parse.disagreement" not in codes(summary, "一家/表.docx")


def test_a_folder_of_several_forms_stays_several_submissions(tmp_path: Path) -> None:
    raw = made(tmp_path / "raw", {"一批/a.html": PAGE, "一批/b.html": OTHER_PAGE})
    assert list(states(pipeline.run(raw, tmp_path / "clean"))) == ["一批/a.html", "一批/b.html"]


def test_a_form_that_names_no_unit_is_not_lost_beside_a_whole_submission(tmp_path: Path) -> None:
    nameless = PAGE[PAGE.index(b"<table") :]
    files = {"一批/函.txt": LETTER.encode(), "一批/a.html": nameless, "一批/b.html": OTHER_PAGE}
    summary = pipeline.run(made(tmp_path / "raw", files), tmp_path / "clean")
    assert list(states(summary)) == ["一批/a.html", "一批/b.html", "一批/函.txt"]


def test_an_empty_submission_folder_is_returned(tmp_path: Path) -> None:
    (tmp_path / "raw" / "民政局.submission").mkdir(parents=True)
    summary = pipeline.run(tmp_path / "raw", tmp_path / "clean")
    assert codes(summary, "民政局.submission") == ["file.empty"]


def test_a_file_that_cannot_be_read_beside_a_form_is_named(tmp_path: Path) -> None:
    files = {
        "民政局.submission/表.html": PAGE,
        "民政局.submission/坏.docx": b"PK\x03\x04" + bytes(99),
    }
    summary = pipeline.run(made(tmp_path / "raw", files), tmp_path / "clean")
    assert codes(summary, "民政局.submission")[0] == "file.unreadable"
    assert states(summary) == {"民政局.submission": "待核"}


def test_a_link_out_of_the_folder_is_returned_unread(tmp_path: Path) -> None:
    made(tmp_path, {"外.html": PAGE, "raw/甲.html": OTHER_PAGE})
    (tmp_path / "raw" / "链接.html").symlink_to(tmp_path / "外.html")
    summary = pipeline.run(tmp_path / "raw", tmp_path / "clean")
    assert codes(summary, "链接.html") == ["file.unsafe"]


def test_the_same_content_twice_is_told(tmp_path: Path) -> None:
    raw = made(tmp_path / "raw", {"甲.html": PAGE, "甲-副本.html": PAGE})
    assert "file.duplicate" in codes(pipeline.run(raw, tmp_path / "clean"), "甲.html")


def test_a_watcher_hears_the_number_and_every_submission(tmp_path: Path) -> None:
    steps = Steps()
    raw = made(tmp_path / "raw", {"甲.html": PAGE, "空.pdf": b""})
    pipeline.run([str(raw)], str(tmp_path / "clean"), watcher=steps)
    assert steps.heard[0] == 2
    assert set(steps.heard[1:]) == {"甲.html", "空.pdf"}


def test_wrong_arguments_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPath):
        pipeline.run(tmp_path / "没有", tmp_path / "clean")
    with pytest.raises(SchemeProblem):
        pipeline.run(tmp_path, tmp_path / "clean", Settings(scheme="没有"))
    assert not (tmp_path / "clean").exists()


def _without_letter() -> bytes:
    """The page of the form alone: from the title of its table on."""
    page = PAGE.decode()
    return page[page.index("<table") :].encode()
