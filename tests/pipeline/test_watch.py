from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from form_defects import missing_weight
from forms import Kind, build, random_form
from typer.testing import CliRunner

from pipeline import Settings, ingest, reader
from pipeline.cli import app
from pipeline.cluster import ClusterProblem
from pipeline.commands.watch import watch_until_stopped
from pipeline.intake import NoSuchPath
from pipeline.office_file import OfficeFileProblem
from pipeline.watch import Place, Watch, watch
from pipeline.watcher import Nobody

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline import RunSummary

FORM, STYLE = random_form(3)
PAGE = build(FORM, STYLE, Kind.HTML)
FLAWED = build(missing_weight(FORM, "1-2-1"), STYLE, Kind.HTML)
OTHER = build(*random_form(4), Kind.HTML)


class Heard:
    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.sentences: list[str] = []

    def published(self, summary: RunSummary) -> None:
        self.batches.append([line.id for line in summary.overview.lines])

    def said(self, sentence: str) -> None:
        self.sentences.append(sentence)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def watching(raw: Path, **settings: object) -> tuple[Watch, Heard]:
    heard = Heard()
    place = Place((raw,), raw.parent / "clean", Settings(**settings))  # type: ignore[arg-type]
    return Watch(place, Nobody(), heard), heard


def looks(watched: Watch, times: int) -> None:
    for _ in range(times):
        watched.look()


def test_files_are_taken_up_as_they_come_and_what_has_not_changed_is_not_read_again(
    raw: Path, read: list[str]
) -> None:
    watched, heard = watching(raw, fresh=True)
    looks(watched, 3)
    assert (heard.batches, (raw.parent / "clean" / "run.json").exists()) == ([], False)
    (raw / "甲.html").write_bytes(PAGE)
    looks(watched, 4)
    (raw / "乙.html").write_bytes(OTHER[:1000])
    watched.look()
    (raw / "乙.html").write_bytes(OTHER)
    watched.look()
    assert (heard.batches, read) == ([["甲.html"]], ["甲.html"])
    looks(watched, 3)
    (raw / "甲.html").unlink()
    looks(watched, 3)
    assert heard.batches == [["甲.html"], ["乙.html", "甲.html"], ["乙.html"]]
    assert read == ["甲.html", "乙.html"]
    assert (heard.sentences, watched.at_work) == ([], False)


def test_a_folder_that_is_gone_or_empty_for_a_while_leaves_the_dataset(
    raw: Path, read: list[str]
) -> None:
    watched, heard = watching(raw)
    (raw / "甲.html").write_bytes(PAGE)
    looks(watched, 2)
    away = raw.parent / "away"
    for empty in (False, True):
        raw.rename(away)
        if empty:
            raw.mkdir()
        looks(watched, 3)
        shutil.rmtree(raw, ignore_errors=True)
        away.rename(raw)
        looks(watched, 3)
    assert (heard.batches, read) == ([["甲.html"]], ["甲.html"])
    after = "；已发布的数据集没有改动，等它恢复后自动继续。"
    back = "文件夹恢复了，继续等待新文件。"
    assert heard.sentences == [
        f"找不到文件或文件夹：{raw}{after}",
        back,
        f"文件夹里什么也没有了：{raw}{after}",
        back,
    ]


def test_a_folder_that_breaks_off_while_it_is_read_is_read_when_it_is_back(
    raw: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, heard = watching(raw)
    (raw / "甲.html").write_bytes(PAGE)
    convert_groups = reader.convert_groups

    def breaks_off(*others: object) -> None:
        raw.rename(raw.parent / "away")
        convert_groups(*others)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(reader, "convert_groups", breaks_off)
        looks(watched, 3)
    assert (heard.batches, len(heard.sentences)) == ([], 2)
    assert heard.sentences[0].startswith(f"读取时文件夹不见了：{raw}；没有发布")
    (raw.parent / "away").rename(raw)
    looks(watched, 2)
    assert (heard.batches, read) == ([["甲.html"]], ["甲.html"] * 2)


def test_a_folder_that_breaks_off_is_an_error_of_a_plain_run(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "甲.html").write_bytes(PAGE)
    monkeypatch.setattr(reader, "convert_groups", lambda *_: shutil.rmtree(raw))
    with pytest.raises(NoSuchPath, match="没有发布"):
        ingest.run(raw, raw.parent / "clean")
    assert not (raw.parent / "clean" / "run.json").exists()


def test_what_fails_after_the_first_batch_is_told_once_and_tried_again(raw: Path) -> None:
    roster = raw.parent / "名册.csv"
    roster.write_text("姓名,单位\n林晓明,洛江区民政局\n", "utf-8-sig")
    watched, heard = watching(raw, roster=roster)
    (raw / "甲.html").write_bytes(PAGE)
    looks(watched, 2)
    whole = roster.read_bytes()
    roster.write_text("坏", "utf-8")
    (raw / "乙.html").write_bytes(OTHER)
    looks(watched, 4)
    assert len(heard.sentences) == 1
    assert heard.sentences[0].startswith("这一批没有发布，过一会儿再试：名册“名册.csv”")
    roster.write_bytes(whole)
    looks(watched, 1)
    assert heard.batches == [["甲.html"], ["乙.html", "甲.html"]]


def test_a_cluster_that_is_away_for_a_while_is_told_and_waited_for(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, heard = watching(raw)
    (raw / "甲.html").write_bytes(PAGE)
    looks(watched, 2)
    (raw / "乙.html").write_bytes(OTHER)

    def away(*_: object) -> None:
        raise ClusterProblem("连不上集群")

    with monkeypatch.context() as patch:
        patch.setattr(ingest, "hands_of", away)
        looks(watched, 3)
    looks(watched, 1)
    assert heard.sentences == ["这一批没有发布，过一会儿再试：连不上集群"]
    assert heard.batches == [["甲.html"], ["乙.html", "甲.html"]]


def test_what_fails_at_the_first_batch_ends_the_watch(raw: Path) -> None:
    roster = raw.parent / "名册.csv"
    roster.write_text("坏", "utf-8")
    watched, _ = watching(raw, roster=roster)
    (raw / "甲.html").write_bytes(PAGE)
    with pytest.raises(OfficeFileProblem):
        looks(watched, 2)


def test_a_full_disk_is_told_with_its_file(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched, heard = watching(raw)
    (raw / "甲.html").write_bytes(PAGE)
    looks(watched, 2)
    (raw / "甲.html").write_bytes(FLAWED)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "a.csv")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.dataset.replace_files", full)
        looks(watched, 3)
    looks(watched, 1)
    assert heard.sentences == ["这一批没有发布，过一会儿再试：磁盘已满：a.csv"]
    assert heard.batches == [["甲.html"], ["甲.html"]]


def test_ctrl_c_between_batches_ends_the_watch_with_the_last_batch(
    raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (raw / "甲.html").write_bytes(PAGE)
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(
        "pipeline.commands.watch.watch", lambda look, every: watch(look, every, nap)
    )
    said: list[str] = []
    place = Place((raw,), raw.parent / "clean", Settings())
    last = watch_until_stopped(place, 0.5, Nobody(), said.append)
    assert last is not None
    assert naps == [0.5] * 3
    assert said == [
        f"等待新文件：{raw}（每 0.5 秒看一次，按 Ctrl-C 结束）",
        "已停止；已发布的数据集是完整的。",
    ]
    assert capsys.readouterr().out.startswith("提交 1 份：")


def test_ctrl_c_in_a_batch_is_an_interruption(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw / "甲.html").write_bytes(PAGE)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reader, "convert_groups", interrupted)
    place = Place((raw,), raw.parent / "clean", Settings())
    with pytest.raises(KeyboardInterrupt):
        watch_until_stopped(place, 0.01, Nobody(), lambda _: None)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "等待新文件："),
        (("--log-format", "json"), '"stage": "watch", "submission": null'),
    ],
)
def test_the_command_watches_with_progress_or_a_log_on_stderr(
    options: tuple[str, ...], told: str, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "甲.html").write_bytes(PAGE)

    def looks_twice(look: Callable[[], None], _interval: float) -> None:
        look()
        look()
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.commands.watch.watch", looks_twice)
    arguments = ["run", str(raw), "--out", str(raw.parent / "clean"), "--watch", *options]
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, told in done.stderr.splitlines()[0]) == (0, True)
    assert "已停止；已发布的数据集是完整的。" in done.stderr.splitlines()[-1]
    assert done.stdout.startswith("提交 1 份：")


def test_the_command_tells_that_it_was_interrupted_in_a_batch(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.commands.watch.watch", interrupted)
    monkeypatch.setattr("pipeline.watch.Watch.at_work", True, raising=False)
    monkeypatch.setattr("pipeline.watch.Watch.__init__", lambda *_: None)
    done = CliRunner().invoke(app, ["run", str(raw), "--out", str(raw.parent / "clean"), "--watch"])
    assert done.exit_code == 130
    assert done.stderr.splitlines()[-1] == "已中断；原有的数据集没有改动。"
