from __future__ import annotations

import os
import signal
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest
from forms import Kind, build, random_form
from results import result, returned

import pipeline
from pipeline import Settings, between, dataset, ingest, journal, reader
from pipeline.journal import FILE_NAME, Journal, Noted
from pipeline.store.codec import decode, encode
from pipeline.summary import told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pipeline import RunSummary
    from pipeline.job import Job
    from pipeline.model import Result

PAGES = {f"{name}.html": build(*random_form(n), Kind.HTML) for n, name in enumerate("甲乙丙丁", 3)}


def noted(found: Result, circumstances: str = "now") -> Noted:
    return Noted(found.submission.id, "content", circumstances, encode(found), found.scheme)


FIRST, SECOND, NONE = noted(result("甲.pdf")), noted(result("乙.pdf")), noted(returned("丙.pdf"))


def keys(*several: Noted) -> dict[tuple[str, str], Noted]:
    return {(one.submission, one.content): one for one in several}


def written(folder: Path, *several: Noted) -> Path:
    putting = Journal(folder)
    for one in several:
        putting.add(one)
    return folder / FILE_NAME


def test_readings_come_back_as_they_went(tmp_path: Path) -> None:
    written(tmp_path / "new", FIRST, SECOND, NONE)
    found = Journal(tmp_path / "new").noted("now")
    assert found == keys(FIRST, SECOND, NONE)
    one = found["乙.pdf", "content"]
    assert one.scheme is not None
    schemes = {str(one.encoded.scheme): one.scheme}
    assert decode(one.encoded, schemes) == result("乙.pdf")


def test_readings_of_other_circumstances_are_none(tmp_path: Path) -> None:
    written(tmp_path, noted(result("甲.pdf"), "before"), SECOND)
    assert Journal(tmp_path).noted("now") == keys(SECOND)
    assert Journal(tmp_path / "none").noted("now") == {}


def test_a_journal_cut_off_anywhere_has_what_came_before_and_goes_on(tmp_path: Path) -> None:
    whole = written(tmp_path, FIRST, SECOND).read_bytes()
    first = len(written(tmp_path / "one", FIRST).read_bytes())
    for length in (0, 1, 64, 70, first - 1, first, first + 1, first + 80, len(whole) - 1):
        (tmp_path / FILE_NAME).write_bytes(whole[:length])
        goes_on = Journal(tmp_path)
        before = keys(FIRST) if length >= first else {}
        assert goes_on.noted("now") == before
        goes_on.add(SECOND)
        goes_on.add(NONE)
        assert Journal(tmp_path).noted("now") == {**before, **keys(SECOND, NONE)}


LENGTHY = b"0" * 64 + b" 9999999999\nabc"  # it tells of ten gigabytes


@pytest.mark.parametrize(
    "garbage", [b"x" * 99, b"0" * 64 + b" 0000000003\nabc", LENGTHY, bytes(500)]
)
def test_garbage_is_no_reading(garbage: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(garbage)
    assert Journal(tmp_path).noted("now") == {}


def test_a_record_of_another_shape_is_no_reading(tmp_path: Path) -> None:
    record = b"sound, and of another program"
    (tmp_path / FILE_NAME).write_bytes(journal._head_of(record) + record)
    assert Journal(tmp_path).noted("now") == {}


def test_a_full_disk_costs_the_journal_and_not_the_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).symlink_to("/dev/full")
    full = Journal(tmp_path)
    full.add(FIRST)
    full.add(SECOND)
    assert full.noted("now") == {}
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).mkdir()
    full.clear()
    assert caplog.messages == ["journal failed", "journal left over"]


def test_a_run_that_waited_goes_on_in_a_journal_that_went_when_the_one_before_it_ended(
    tmp_path: Path,
) -> None:
    file = written(tmp_path, FIRST, SECOND)
    later = Journal(tmp_path)
    assert later.noted("now") == keys(FIRST, SECOND)
    file.unlink()
    later.add(NONE)
    assert Journal(tmp_path).noted("now") == keys(NONE)


def test_a_journal_that_cannot_be_read_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written(tmp_path, FIRST)

    def broken(_: Path, _mode: str) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.open", broken)
        assert Journal(tmp_path).noted("now") == {}
    assert caplog.messages == ["journal unreadable"]


def test_a_record_that_is_gone_when_it_is_wanted_is_not_known(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = written(tmp_path, FIRST, SECOND)
    found = Journal(tmp_path).noted("now")
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b"?")
    assert found.get(("甲.pdf", "content")) == FIRST
    assert found.get(("乙.pdf", "content")) is None
    assert caplog.messages == ["journal unreadable"]


def test_a_journal_is_on_the_disk_every_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(journal, "SYNC_EVERY", -1.0)
    monkeypatch.setattr(os, "fsync", synced.append)
    written(tmp_path, FIRST, SECOND)
    assert len(synced) == 2


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    for name, page in PAGES.items():
        (tmp_path / "raw" / name).write_bytes(page)
    return tmp_path / "raw"


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run that nobody stopped."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "raw").mkdir()
    for name, page in PAGES.items():
        (folder / "raw" / name).write_bytes(page)
    run(folder / "raw")
    return files(folder / "clean")


def run(raw: Path, out: str = "clean", **settings: object) -> RunSummary:
    return pipeline.run(raw, raw.parent / out, Settings(workers=1, **settings))  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, bytes]:
    apart = {"run.json", "kaoping.db"}
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name not in apart}


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_while_reading(raw: Path) -> None:
    add, added = Journal.add, []

    def dies(self: Journal, one: Noted) -> None:
        add(self, one)
        added.append(one)
        if len(added) == 2:
            _die()

    Journal.add = dies  # type: ignore[method-assign]
    run(raw)


def killed_before_comparing(raw: Path) -> None:
    between.between_submissions = lambda *_, **__: _die()  # type: ignore[assignment,return-value]
    run(raw)


def killed_while_publishing(raw: Path) -> None:
    dataset._commit = lambda _home: _die()
    run(raw)


def killed_after_publishing(raw: Path) -> None:
    Journal.clear = lambda _self: _die()  # type: ignore[method-assign]
    run(raw)


@pytest.mark.parametrize(
    ("killed", "read", "resumed"),
    [
        (killed_while_reading, 2, 2),
        (killed_before_comparing, 0, 4),
        (killed_while_publishing, 0, 4),
        (killed_after_publishing, 0, 0),
    ],
)
def test_after_a_kill_the_next_run_ends_as_if_nothing_had_happened(
    killed: Callable[[Path], None],
    read: int,
    resumed: int,
    raw: Path,
    undisturbed: dict[str, bytes],
) -> None:
    process = get_context("spawn").Process(target=killed, args=(raw,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    account = run(raw).account
    assert (account.read, account.kept, account.resumed) == (read, 4 - read, resumed)
    assert files(raw.parent / "clean") == undisturbed


def test_what_was_read_before_ctrl_c_is_not_read_again_unless_asked_for(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Impatient(Exception):
        pass

    asked: list[str] = []
    call_all = reader.call_all

    def stops(tasks: Sequence[Job], *others: object) -> None:
        asked.extend(task.submission.id for task in tasks)
        call_all(tasks[: len(tasks) // 2 or 1], *others)  # type: ignore[arg-type]
        raise Impatient

    with monkeypatch.context() as patch:
        patch.setattr(reader, "call_all", stops)
        for _ in range(2):
            with pytest.raises(Impatient):
                run(raw)
    assert [len(asked[:4]), len(asked[4:])] == [4, 2]
    monkeypatch.setattr(reader, "convert_groups", lambda *_: (raw / "甲.html").write_bytes(b"new"))
    account = run(raw).account
    assert (account.read, account.resumed) == (1, 3)
    assert next(told(account)) == "上次运行没有做完，当时已读的 3 份没有再读。"
    assert run(raw, fresh=True).account.read == 4
    assert not (raw.parent / "clean" / FILE_NAME).exists()


def test_a_file_that_is_changed_or_removed_while_it_is_read_is_not_taken_for_what_it_was(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*_: object) -> None:
        (raw / "甲.html").write_bytes(PAGES["乙.html"])
        (raw / "丙.html").unlink()

    with monkeypatch.context() as patch:
        patch.setattr(reader, "convert_groups", meanwhile)
        patch.setattr(dataset, "_commit", _fail)
        with pytest.raises(OSError, match="full"):
            run(raw)
    names = {submission for submission, _ in _journaled(raw)}
    assert names == {"乙.html", "丁.html"}
    account = run(raw).account
    assert (account.read, account.resumed) == (1, 2)
    run(raw, "other")
    assert files(raw.parent / "clean") == files(raw.parent / "other")


def _fail(_home: object) -> None:
    raise OSError(28, "full")


def _journaled(raw: Path) -> dict[tuple[str, str], Noted]:
    now = ingest.circumstances_of(None, None)
    return Journal(raw.parent / "clean").noted(now.digest)
