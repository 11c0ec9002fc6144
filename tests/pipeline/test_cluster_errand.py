"""What a worker of a cluster makes of an errand, and what goes along with one."""

from __future__ import annotations

import pickle
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import worker_tasks
from distributed import KilledWorker

from pipeline.cluster import edition as editions
from pipeline.cluster.edition import Edition, difference_told, edition
from pipeline.cluster.errand import (
    Errand,
    Foreign,
    Impossible,
    Report,
    Returned,
    Unseen,
    perform,
    report_in,
)
from pipeline.cluster.line import _lost_with
from pipeline.cluster.parcel import Parcel, Sent, Shelved, Unsendable, light, packed
from pipeline.failure import problem_of_failure
from pipeline.worker import Bounds, Cause, Crashed, Done

if TYPE_CHECKING:
    from pipeline.worker import Task

AMPLE = Bounds(seconds=60, memory=1024)
OTHER = Edition("0.2.0（abc）", "pypdfium2 5", "按表的标题选", "Windows", "没有")


@dataclass(frozen=True)
class Look:
    """Tells what it reads, and what lies on the shelf; lays something there."""

    files: tuple[Path, ...]
    shelf: Path | None = None
    most_losses: int = 1

    def __call__(self) -> tuple[list[tuple[str, str]], list[str]]:
        assert self.shelf is not None
        lying = sorted(path.name for path in self.shelf.iterdir())
        (self.shelf / "new.docx").write_bytes(b"new")
        return [(file.name, file.read_text()) for file in self.files], lying

    def moved(self, files: tuple[Path, ...], shelf: Path) -> Look:
        return replace(self, files=files, shelf=shelf)

    def brought_home(self, value: object) -> object:
        return value


def report_of(task: Task[object], parcel: Parcel) -> Report[object]:
    return report_in(perform(edition(), pickle.dumps(Errand(task, AMPLE, parcel))))


def two_of_one_name(folder: Path) -> tuple[Path, Path]:
    files = (folder / "a" / "表.txt", folder / "b" / "表.txt")
    for file in files:
        file.parent.mkdir()
        file.write_text(file.parent.name)
    return files


def test_files_that_are_sent_lie_there_under_their_names(tmp_path: Path) -> None:
    files = two_of_one_name(tmp_path)
    parcel = packed(files, None, 9)
    for file in files:
        file.unlink()
    expected = ([("表.txt", "a"), ("表.txt", "b")], [])
    made = (Shelved("new.docx", b"new"),)
    assert report_of(Look(files), parcel) == Returned(Done(expected), made)


def test_conversions_of_the_files_go_along_and_do_not_come_back(tmp_path: Path) -> None:
    files = two_of_one_name(tmp_path)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    digest = packed(files, None, 9).files[0].digest
    for name in (f"{digest}.docx", "another.docx"):
        (shelf / name).write_bytes(b"made")
    report = report_of(Look(files), light(packed(files, shelf, 9)))
    expected = ([("表.txt", "a"), ("表.txt", "b")], [f"{digest}.docx"])
    assert report == Returned(Done(expected), (Shelved("new.docx", b"new"),))


def test_a_worker_that_does_not_see_the_same_file_says_so(tmp_path: Path) -> None:
    files = two_of_one_name(tmp_path)
    parcel = light(packed(files, None, 9))
    files[1].write_text("changed")
    assert report_of(Look(files), parcel) == Unseen()
    files[1].unlink()
    assert report_of(Look(files), parcel) == Unseen()


def test_a_worker_without_room_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "长" * 100  # 300 bytes: no file system of Linux takes it
    report = report_of(Look(()), Parcel((Sent(Path(name), "", b""),)))
    assert isinstance(report, Impossible)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert isinstance(report_of(Look(()), Parcel()), Impossible)


def test_a_task_without_files_is_done_as_it_is() -> None:
    assert report_of(worker_tasks.Square(3), Parcel()) == Returned(Done(9))


def test_a_worker_of_another_edition_looks_at_nothing() -> None:
    assert report_in(perform(OTHER, b"not even a pickle")) == Foreign(edition())


@pytest.mark.parametrize("most", [2, 1])
def test_what_cannot_be_sent_is_told(tmp_path: Path, most: int) -> None:
    (tmp_path / "a.txt").write_text("12")
    files = {2: [tmp_path], 1: [tmp_path / "a.txt"]}[most]
    with pytest.raises(Unsendable):
        packed(files, None, most)


def test_a_file_that_cannot_be_opened_cannot_be_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("12")
    monkeypatch.setattr(Path, "read_bytes", lambda _: (_ for _ in ()).throw(PermissionError))
    with pytest.raises(Unsendable):
        packed([tmp_path / "a.txt"], None, 9)


def test_an_edition_tells_of_the_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.office.program.program", lambda: None)
    here = editions.edition.__wrapped__()
    assert here == replace(edition(), office="没有")


def test_what_differs_is_named_with_both() -> None:
    ours = replace(OTHER, program="0.1.0（def）", office="有")
    assert difference_told("工作进程 tcp://10.0.0.2:4000", ours, OTHER) == (
        "集群的 工作进程 tcp://10.0.0.2:4000 与本机不同，结果会不一致："
        "kaoping本机是 0.1.0（def），那里是 0.2.0（abc）；LibreOffice本机是 有，那里是 没有。"
        "请在各机安装同一版本后再运行。"
    )


def test_a_worker_is_named_by_its_address_or_by_what_failed_on_it() -> None:
    @dataclass
    class Worker:
        address: str = "tcp://10.0.0.2:4000"

    assert _lost_with(KilledWorker("key", Worker(), 0)) == "tcp://10.0.0.2:4000"
    assert _lost_with(OSError("no more processes")) == "OSError: no more processes"


def test_the_sentence_on_a_file_that_killed_workers_names_them() -> None:
    problem = problem_of_failure(Crashed(Cause.LOST, "tcp://10.0.0.2:1、tcp://10.0.0.3:1"))
    assert problem.code == "file.unreadable"
    assert str(problem) == (
        "集群上读取它的工作进程先后退出（tcp://10.0.0.2:1、tcp://10.0.0.3:1），没有再试；"
        "请在一台不参加集群的机器上用 kaoping show 单独读取，或者把文件交给维护人员。"
    )
