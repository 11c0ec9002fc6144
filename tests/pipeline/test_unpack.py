"""What is in archives is collected as if it lay in folders of their names."""

from __future__ import annotations

import gzip
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from archives import locked, mail_of, seven_zip_of, tar_of, tar_with, zip_of, zip_of_raw

from parsers.archive import Contents, NoRoom, Packed, tar
from parsers.errors import Unreadable
from parsers.limits import DEFAULT_LIMITS, MIB, Limits
from parsers.model import Kind
from pipeline import packed as packed_module
from pipeline import unpack as unpack_module
from pipeline.intake import Intake, collect
from pipeline.model import Submission
from pipeline.packed import packed_among
from pipeline.unpack import SeveralInside, one_file_in, one_in, unpacked
from pipeline.worker import Bounds, Cause, Crashed, TimedOut

LIMITS = DEFAULT_LIMITS
BOUNDS = Bounds(seconds=20, memory=1024)


def made(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def told(intake: Intake) -> dict[str, list[str]]:
    """The ids of each kind; of bundles, what they are made of."""
    found = {
        "submissions": [s.id for s in intake.submissions],
        "refused": [f"{r.submission.id} {r.problem.code}" for r in intake.refused],
        "bundles": [f"{b.id}: {'、'.join(b.names)}" for b in intake.bundles],
        "covers": [c.id for c in intake.covers],
    }
    return {kind: ids for kind, ids in found.items() if ids}


def collected(folder: Path, limits: Limits = DEFAULT_LIMITS) -> dict[str, list[str]]:
    with unpacked(collect([folder]), BOUNDS, limits) as intake:
        return told(intake)


def test_without_archives_nothing_is_done(tmp_path: Path) -> None:
    intake = collect([made(tmp_path, {"a.docx": b"1", "b.txt": b"From: me"})])
    with unpacked(intake, BOUNDS) as same:
        assert same is intake


def test_files_in_an_archive_are_submissions_by_their_paths(tmp_path: Path) -> None:
    archive = zip_of({"10.docx": b"1", "2.docx": b"2", "一批/a.docx": b"3"})
    made(tmp_path, {"下/报送.zip": archive, "a.pdf": b"4"})
    with unpacked(collect([tmp_path]), BOUNDS) as intake:
        assert told(intake) == {
            "submissions": [
                "a.pdf",
                "下/报送.zip/2.docx",
                "下/报送.zip/10.docx",
                "下/报送.zip/一批/a.docx",
            ],
            "bundles": [
                "下/报送.zip: 报送.zip/2.docx、报送.zip/10.docx、报送.zip/一批/a.docx",
            ],
        }
        inner = intake.submissions[1]
        assert inner.names == ("报送.zip/2.docx",)
        assert [file.read_bytes() for file in inner.files] == [b"2"]


def test_the_files_are_gone_afterwards_in_every_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "raw", {"a.zip": zip_of({"a.docx": b"1"})})
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))

    def interrupted(problem: type[BaseException]) -> None:
        with unpacked(collect([tmp_path / "raw"]), BOUNDS) as intake:
            assert intake.submissions[0].files[0].is_relative_to(tmp_path / "tmp")
            raise problem

    for problem in (KeyboardInterrupt, ValueError):
        with pytest.raises(problem):
            interrupted(problem)
    assert list((tmp_path / "tmp").iterdir()) == []


def test_archives_within_archives_are_followed(tmp_path: Path) -> None:
    inner = seven_zip_of({"民政局.docx": b"1"})
    outer = zip_of({"一批/民政局.7z": gzip.compress(inner), "表.docx.gz": gzip.compress(b"2")})
    made(tmp_path, {"报送.tar": tar_of({"总.zip": outer})})
    names = ("一批/民政局.7z/民政局.7z/民政局.docx", "表.docx.gz/表.docx")
    assert collected(tmp_path) == {
        "submissions": [f"报送.tar/总.zip/{name}" for name in names],
        "bundles": [
            "报送.tar/总.zip: " + "、".join(f"报送.tar/总.zip/{name}" for name in names),
        ],
    }


def nested(depth: int) -> bytes:
    data = b"1"
    for level in range(depth):
        data = zip_of({"a.zip" if level else "a.docx": data})
    return data


def test_nesting_has_a_limit(tmp_path: Path) -> None:
    made(tmp_path, {"a.zip": nested(10)})
    assert collected(tmp_path) == {"submissions": ["a.zip/" * 10 + "a.docx"]}
    made(tmp_path, {"a.zip": nested(11)})
    assert collected(tmp_path) == {"refused": ["a.zip/" * 10 + "a.zip file.too_large"]}


def test_an_archive_of_a_few_files_may_be_one_submission(tmp_path: Path) -> None:
    letter_and_form = zip_of({"函.pdf": b"1", "表.docx": b"2", "附件.zip": zip_of({"b.txt": b"3"})})
    made(tmp_path, {"下/民政局.zip": letter_and_form})
    assert collected(tmp_path) == {
        "submissions": [
            "下/民政局.zip/函.pdf",
            "下/民政局.zip/表.docx",
            "下/民政局.zip/附件.zip/b.txt",
        ],
        "bundles": [
            "下/民政局.zip: 民政局.zip/函.pdf、民政局.zip/表.docx、民政局.zip/附件.zip/b.txt"
        ],
    }


def test_folders_directly_in_an_archive_may_be_one_submission_each(tmp_path: Path) -> None:
    files = {"甲/函.pdf": b"1", "甲/表.docx": b"2", "乙/深/表.docx": b"3"}
    made(tmp_path, {"报送.zip": zip_of(files)})
    assert collected(tmp_path)["bundles"] == [
        "报送.zip/甲: 报送.zip/甲/函.pdf、报送.zip/甲/表.docx"
    ]


def test_one_folder_around_everything_is_seen_through(tmp_path: Path) -> None:
    files = {"报送/材料/甲/函.pdf": b"1", "报送/材料/甲/表.docx": b"2", "报送/材料/c.pdf": b"3"}
    made(tmp_path, {"a.zip": zip_of(files)})
    assert collected(tmp_path)["bundles"] == [
        "a.zip/报送/材料/甲: a.zip/报送/材料/甲/函.pdf、a.zip/报送/材料/甲/表.docx"
    ]
    made(tmp_path, {"a.zip": zip_of({"民政局/函.pdf": b"1", "民政局/表.docx": b"2"})})
    assert collected(tmp_path)["bundles"] == ["a.zip: a.zip/民政局/函.pdf、a.zip/民政局/表.docx"]


def test_an_archive_of_many_files_or_with_a_refused_one_is_a_collection(tmp_path: Path) -> None:
    made(tmp_path, {"a.zip": zip_of({f"{n}.pdf": b"1" for n in range(9)})})
    made(tmp_path, {"b.zip": zip_of({"函.pdf": b"1", "表.docx": b"2", "../x": b"3"})})
    many = zip_of({f"{n}.pdf": b"1" for n in range(8)})
    made(tmp_path, {"c.zip": zip_of({"函.pdf": b"1", "many.zip": many})})
    found = collected(tmp_path)
    assert [b.partition(":")[0] for b in found["bundles"]] == ["c.zip/many.zip"]
    assert found["refused"] == ["b.zip/../x file.unsafe"]


def test_an_archive_named_submission_is_one(tmp_path: Path) -> None:
    inner = zip_of({"b.docx": b"2", "../c.docx": b"3"})
    made(tmp_path, {"甲.submission.zip": zip_of({"a.pdf": b"1", "下/内.zip": inner})})
    with unpacked(collect([tmp_path]), BOUNDS) as intake:
        assert told(intake) == {
            "submissions": ["甲.submission.zip"],
            "refused": ["甲.submission.zip/下/内.zip/../c.docx file.unsafe"],
        }
        assert intake.submissions[0].names == (
            "甲.submission.zip/a.pdf",
            "甲.submission.zip/下/内.zip/b.docx",
        )


def test_a_submission_folder_may_hold_archives_and_lie_in_one(tmp_path: Path) -> None:
    archive = zip_of({"函.pdf": b"1", "表.docx": b"2"})
    made(tmp_path, {"甲.submission/a.zip": archive, "甲.submission/坏.zip": b"PK\3\4" * 9})
    made(tmp_path, {"乙.submission/a.zip": archive})
    folder = {"丙.submission/函.pdf": b"1", "丙.submission/附.zip": zip_of({"表.docx": b"2"})}
    made(tmp_path, {"报送.zip": zip_of(folder)})
    with unpacked(collect([tmp_path]), BOUNDS) as intake:
        names = {s.id: s.names for s in intake.submissions}
    assert names == {
        "乙.submission": ("a.zip/函.pdf", "a.zip/表.docx"),
        "报送.zip/丙.submission": (
            "报送.zip/丙.submission/函.pdf",
            "报送.zip/丙.submission/附.zip/表.docx",
        ),
        "甲.submission": ("a.zip/函.pdf", "a.zip/表.docx", "坏.zip"),
    }


def test_an_archive_in_a_submission_folder_that_is_refused_is_told(tmp_path: Path) -> None:
    made(tmp_path, {"甲.submission/a.docx": b"1", "甲.submission/b.zip": zip_of({".x": b""})})
    assert collected(tmp_path) == {
        "submissions": ["甲.submission"],
        "refused": ["甲.submission/b.zip file.empty"],
    }


def test_a_bundle_that_lacks_a_part_is_none(tmp_path: Path) -> None:
    made(tmp_path, {"甲/函.pdf": b"1", "甲/表.zip": zip_of({".x": b""})})
    made(tmp_path, {"乙/函.pdf": b"1", "乙/表.zip": zip_of({"表.docx": b"2"})})
    assert collected(tmp_path) == {
        "submissions": ["乙/函.pdf", "乙/表.zip/表.docx", "甲/函.pdf"],
        "refused": ["甲/表.zip file.empty"],
        "bundles": ["乙: 函.pdf、表.zip/表.docx"],
    }


def test_the_text_of_a_mail_is_its_cover(tmp_path: Path) -> None:
    made(tmp_path, {"a.eml": mail_of({"表.docx": b"1"}), "b.eml": mail_of({})})
    made(tmp_path, {"c.eml": mail_of({"函.pdf": b"1", "表.docx": b"2"})})
    assert collected(tmp_path) == {
        "submissions": ["a.eml/表.docx", "b.eml/正文.txt", "c.eml/函.pdf", "c.eml/表.docx"],
        "covers": ["a.eml/正文.txt", "c.eml/正文.txt"],
        "bundles": [
            "a.eml: a.eml/正文.txt、a.eml/表.docx",
            "c.eml: c.eml/函.pdf、c.eml/表.docx",
            "c.eml: c.eml/正文.txt、c.eml/函.pdf、c.eml/表.docx",
        ],
    }


def test_a_bad_archive_costs_only_itself_and_a_bad_member_too(tmp_path: Path) -> None:
    made(
        tmp_path,
        {
            "a.zip": locked(zip_of({"密.docx": b"1", "好.docx": b"2"}), "密.docx"),
            "b.tar": tar_with("链接", b"2", "/etc/passwd"),
            "c.7z": seven_zip_of({"a.docx": b"1"})[:-9],
            "d.zip": zip_of({"内.zip": zip_of({".x": b""}), "好.docx": b"2"}),
            "e.tar.gz": gzip.compress(tar_of({"a.docx": b"1", "b.docx": os.urandom(99999)}))[
                :50000
            ],
            "f.zip": zip_of_raw((b"a", b"1"))[:-40],
        },
    )
    assert collected(tmp_path) == {
        "submissions": ["a.zip/好.docx", "d.zip/好.docx", "e.tar.gz/a.docx", "f.zip"],
        "refused": [
            "a.zip/密.docx file.encrypted",
            "b.tar/链接 file.unsafe",
            "c.7z file.unreadable",
            "d.zip/内.zip file.empty",
            "e.tar.gz file.unreadable",
            "e.tar.gz/b.docx file.unreadable",
        ],
    }


def test_a_damaged_archive_is_no_whole_submission(tmp_path: Path) -> None:
    data = gzip.compress(tar_of({"a": b"1", "b": b"2", "c": os.urandom(99999)}))[:9000]
    made(tmp_path, {"a.submission.tar.gz": data})
    assert collected(tmp_path) == {"refused": ["a.submission.tar.gz file.unreadable"]}


def test_the_limits_are_those_of_the_outermost_archive(tmp_path: Path) -> None:
    three = zip_of({f"{n}.docx": b"1" for n in range(3)})
    made(tmp_path, {"a.zip": zip_of({"1.zip": three, "2.zip": three}), "b.zip": three})
    limits = replace(DEFAULT_LIMITS, members=7)
    assert collected(tmp_path, limits) == {
        "submissions": [f"b.zip/{n}.docx" for n in range(3)],
        "refused": ["a.zip file.too_large"],
        "bundles": ["b.zip: b.zip/0.docx、b.zip/1.docx、b.zip/2.docx"],
    }
    assert "refused" not in collected(tmp_path, replace(limits, members=8))


def test_a_bomb_costs_only_itself(tmp_path: Path) -> None:
    bomb = zip_of({"a.txt": bytes(40 * MIB)})
    made(tmp_path, {"a.zip": zip_of({"bomb.zip": bomb, "b.docx": b"1"}), "c.zip": bomb})
    assert collected(tmp_path) == {
        "submissions": ["a.zip/b.docx"],
        "refused": ["a.zip/bomb.zip file.too_large", "c.zip file.too_large"],
    }


def test_a_zip_that_holds_itself_ends(tmp_path: Path) -> None:
    # As deep as a quine would go before the limit ends it, each level wide.
    data = zip_of({"a.docx": b"1"})
    for _ in range(12):
        data = zip_of({"r.zip": data, "s.zip": data})
    made(tmp_path, {"r.zip": data})
    assert collected(tmp_path, replace(DEFAULT_LIMITS, members=30)) == {
        "refused": ["r.zip file.too_large"]
    }


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (TimedOut(0.1), "file.timeout"),
        (Crashed(Cause.MEMORY, "over 1024 MiB"), "file.too_large"),
        (Crashed(Cause.SIGNAL, "exit code -11"), "file.unreadable"),
        (Crashed(Cause.ERROR, "Traceback:\nKeyError: 1"), "file.unreadable"),
    ],
)
def test_a_child_that_fails_costs_its_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outcome: object, code: str
) -> None:
    made(tmp_path, {"a.zip": zip_of({"b.docx": b"1"})})
    monkeypatch.setattr(unpack_module, "call", lambda *_: outcome)
    assert collected(tmp_path) == {"refused": [f"a.zip {code}"]}


def test_what_stops_an_archive_is_the_jobs_value(tmp_path: Path) -> None:
    made(tmp_path, {"a.zip": zip_of({"b.docx": b"1", ".c": b""}), "b.zip": b"PK"})
    (tmp_path / "out").mkdir()
    job = packed_module.UnpackJob(Packed(tmp_path / "a.zip", Kind.ZIP), tmp_path / "out", LIMITS)
    assert job() == Contents(())
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.docx"]
    bad = replace(job, packed=Packed(tmp_path / "b.zip", Kind.ZIP))
    assert isinstance(bad(), Unreadable)


def test_a_fault_of_the_program_costs_the_archive_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    made(tmp_path, {"a.tar": tar_of({"b.docx": b"1"})})
    monkeypatch.setattr(tar, "unpack_tar", fail)
    job = packed_module.UnpackJob(Packed(tmp_path / "a.tar", Kind.TAR), tmp_path, LIMITS)
    problem = job()
    assert isinstance(problem, Unreadable)
    assert "ZeroDivisionError" in problem.message


def test_what_is_not_told_in_time_is_left_to_the_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, {"a.zip": zip_of({"b.docx": b"1"})})
    monkeypatch.setattr(packed_module, "call", lambda _, bounds: TimedOut(bounds.seconds))
    with unpacked(collect([tmp_path]), BOUNDS) as intake:
        assert told(intake) == {"submissions": ["a.zip"]}


def test_kinds_are_told_one_by_one_if_not_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, {"a.zip": zip_of({"b.docx": b"1"}), "b.zip": zip_of({"b.docx": b"1"})})
    called = packed_module.call

    def fail(task: packed_module.KindJob, bounds: Bounds) -> object:
        alone = len(task.paths) == 1 and task.paths[0].name == "a.zip"
        return called(task, bounds) if alone else TimedOut(1)

    monkeypatch.setattr(packed_module, "call", fail)
    found = packed_among([tmp_path / "a.zip", tmp_path / "b.zip"], BOUNDS)
    assert [p.path.name for p in found] == ["a.zip"]


def test_files_that_cannot_be_opened_or_are_too_large_are_left_to_the_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, {"a.zip": zip_of({"b.docx": b"1"})})
    assert packed_among([tmp_path / "absent", tmp_path], BOUNDS) == ()
    monkeypatch.setattr(packed_module, "DEFAULT_LIMITS", replace(DEFAULT_LIMITS, file_bytes=9))
    assert packed_module.KindJob((tmp_path / "a.zip", tmp_path / "absent"))() == (None, None)


def test_a_disk_without_room_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "raw", {"a.zip": zip_of({"b.docx": b"1"})})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    with pytest.raises(NoRoom, match="TMPDIR"), unpacked(collect([tmp_path / "raw"]), BOUNDS):
        pass


@pytest.mark.parametrize("place", ["folder", "member"])
def test_a_disk_that_runs_full_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    made(tmp_path, {"a.zip": zip_of({"b.docx": b"1"})})
    if place == "folder":
        monkeypatch.setattr(Path, "mkdir", _full)
    else:
        monkeypatch.setattr(unpack_module, "call", lambda *_: unpack_module.Done(NoRoom("full")))
    with pytest.raises(NoRoom, match="磁盘空间不足"), unpacked(collect([tmp_path]), BOUNDS):
        pass


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_one_submission_is_asked_for(tmp_path: Path) -> None:
    one, two, three = (Submission(name, (tmp_path / name,)) for name in ("1", "2", "3"))
    whole = Submission("a.zip", (tmp_path / "1", tmp_path / "2"))
    assert one_in(Intake((one,)), "a.zip") is one
    assert one_in(Intake((one, two), bundles=(whole,)), "a.zip") is whole
    with pytest.raises(SeveralInside, match=r"“a.zip”里有 3 个文件（1、2、3）"):
        one_in(Intake((one, two, three)), "a.zip")
    with pytest.raises(SeveralInside):
        one_file_in(Intake((whole,)), "a.zip")
    many = tuple(Submission(str(n), (tmp_path / str(n),)) for n in range(20))
    with pytest.raises(SeveralInside, match="9等"):
        one_in(Intake(many), "a.zip")
