"""Old files are converted in groups; one that hangs or crashes the converter costs only itself."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkdtemp

import pytest
from archives import zip_of
from office_files import office_file
from processes import is_alive, wait_until

from parsers.model import Kind, Reading
from pipeline import Settings, reader, run
from pipeline.conversion import GroupJob, convert_groups, groups_of, is_likely
from pipeline.job import reading_at, result_at
from pipeline.model import Submission
from pipeline.worker import DEFAULT_BOUNDS, Bounds

REAL = shutil.which("soffice") or "soffice"
MAIN = "import sys; from pipeline.cli import main; sys.exit(main())"


def paths(count: int) -> list[Path]:
    return [Path(f"{n}.doc") for n in range(count)]


@pytest.mark.parametrize(
    ("files", "workers", "sizes"),
    [
        (0, 2, []),
        (1, 2, []),
        (2, 2, []),
        (3, 2, [2, 1]),
        (5, 1, [5]),
        (16, 2, [8, 8]),
        (20, 2, [8, 8, 4]),
    ],
)
def test_files_are_dealt_out_to_the_workers(files: int, workers: int, sizes: list[int]) -> None:
    groups = list(groups_of(paths(files), workers))
    assert [len(group) for group in groups] == sizes
    assert [path for group in groups for path in group] == (paths(files) if sizes else [])


@pytest.mark.parametrize(
    ("kind", "likely"),
    [
        (Kind.DOC, True),
        (Kind.RTF, True),
        (Kind.ODT, True),
        (Kind.DOCX, False),
        (Kind.HTML, False),
    ],
)
def test_likely_files_are_told_by_their_first_bytes(
    kind: Kind, tmp_path: Path, *, likely: bool
) -> None:
    path = tmp_path / "form"
    path.write_bytes(office_file(kind))
    assert is_likely(path) is likely


def test_what_is_no_file_or_cannot_be_opened_is_not_likely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert not is_likely(tmp_path / "pipe")
    (tmp_path / "a.doc").write_bytes(office_file(Kind.DOC))
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError))
    assert not is_likely(tmp_path / "a.doc")


def test_a_group_lies_on_the_shelf_when_it_is_done(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    files = (tmp_path / "a.doc", tmp_path / "b.rtf")
    files[0].write_bytes(office_file(Kind.DOC))
    files[1].write_bytes(office_file(Kind.RTF))
    GroupJob(files, shelf, 60)()
    assert sorted(path.suffix for path in shelf.iterdir()) == [".docx", ".docx"]


def test_a_group_that_crashes_is_passed_over(tmp_path: Path) -> None:
    files = tuple(tmp_path / f"{n}.rtf" for n in range(4))
    for path in files:
        path.write_text("{\\rtf1}")
    submissions = [Submission(path.name, (path,)) for path in files]
    convert_groups(submissions, tmp_path / "no such shelf", 2, Bounds(memory=1))


def _player(folder: Path, script: str) -> dict[str, str]:
    """An environment in which a script stands in LibreOffice's place."""
    folder.mkdir()
    (folder / "soffice").write_text(f"#!/bin/sh\n{script}")
    (folder / "soffice").chmod(0o755)
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    # A socket's path holds 107 bytes (unix(7)): that of a test's own folder may be too long.
    temporary = Path(mkdtemp(prefix="k"))
    (folder / "temporary").symlink_to(temporary)
    return {**os.environ, "PATH": path, "TMPDIR": str(temporary)}


def _run(raw: Path, out: Path, environment: dict[str, str], *options: str) -> dict[str, list[str]]:
    """Run the command; the codes of the errors of each submission."""
    command = [sys.executable, "-c", MAIN, "run", str(raw), "--out", str(out), *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 3}, done.stderr
    with (out / "submissions.csv").open(encoding="utf-8-sig", newline="") as stream:
        codes = {row["提交编号"]: [] for row in csv.DictReader(stream)}
    with (out / "findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["级别"] == "错误":
                codes[row["提交编号"]].append(row["代码"])
    return codes


def _raw(folder: Path) -> Path:
    """Three documents, of which the second is marked for the player to stumble over."""
    raw = folder / "raw"
    raw.mkdir()
    for name in ("1", "2", "3"):
        note = f"{{\\info{{\\comment file {name}}}}}".encode()
        data = office_file(Kind.RTF).replace(b"{\\info", note + b"{\\info", 1)
        (raw / f"{name}.rtf").write_bytes(data)
    return raw


STUMBLE = (
    'for file; do case "$file" in *.rtf)\n'
    '  if grep -q "file 2" "$file"; then {fault}; fi;;\nesac; done\n'
    f'exec {REAL} "$@"\n'
)


def test_a_file_that_crashes_the_converter_spoils_no_other_of_its_group(tmp_path: Path) -> None:
    environment = _player(tmp_path / "bin", STUMBLE.format(fault="kill -SEGV $$"))
    codes = _run(_raw(tmp_path), tmp_path / "out", environment, "--workers", "1")
    assert codes == {"1.rtf": [], "2.rtf": ["file.unreadable"], "3.rtf": []}


def test_a_file_that_hangs_the_converter_is_ended_with_all_that_was_started(
    tmp_path: Path,
) -> None:
    fault = f"sleep 300 & echo $$ $! >> {tmp_path}/started; wait"
    environment = _player(tmp_path / "bin", STUMBLE.format(fault=fault))
    began = time.monotonic()
    options = ("--workers", "1", "--timeout", "16")
    codes = _run(_raw(tmp_path), tmp_path / "out", environment, *options)
    assert codes == {"1.rtf": [], "2.rtf": ["file.timeout"], "3.rtf": []}
    assert time.monotonic() - began < 60
    started = [int(number) for number in (tmp_path / "started").read_text().split()]
    assert len(started) == 4
    wait_until(lambda: not any(map(is_alive, started)))
    assert list((tmp_path / "bin" / "temporary").iterdir()) == []


def test_a_form_converted_in_a_group_is_published_as_one_converted_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = _raw(tmp_path)
    together = run(raw, tmp_path / "together", Settings(workers=1))
    monkeypatch.setattr(reader, "convert_groups", lambda *_: None)
    apart = run(raw, tmp_path / "apart", Settings(workers=1))
    assert [r.form for r in together.results] == [r.form for r in apart.results]
    for name in ("indicators.csv", "findings.csv", "submissions.csv"):
        one, other = (tmp_path / folder / name for folder in ("together", "apart"))
        assert one.read_bytes() == other.read_bytes()


COUNT = (
    'n=0; for file; do case "$file" in *.rtf) n=$((n + 1));; esac; done; echo $n >> {sizes}\n'
    f'exec {REAL} "$@"\n'
)


def test_old_files_in_an_archive_are_converted_in_a_group_too(tmp_path: Path) -> None:
    environment = _player(tmp_path / "bin", COUNT.format(sizes=tmp_path / "sizes"))
    files = {path.name: path.read_bytes() for path in _raw(tmp_path).iterdir()}
    (tmp_path / "packed").mkdir()
    (tmp_path / "packed" / "a.zip").write_bytes(zip_of(files))
    codes = _run(tmp_path / "packed", tmp_path / "out", environment, "--workers", "1")
    assert codes == {"a.zip/1.rtf": [], "a.zip/2.rtf": [], "a.zip/3.rtf": []}
    assert set((tmp_path / "sizes").read_text().split()) == {"3"}
    assert list((tmp_path / "bin" / "temporary").iterdir()) == []


def test_the_one_old_file_in_an_archive_is_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"b.doc": office_file(Kind.DOC)}))
    result = result_at(path, None, DEFAULT_BOUNDS)
    assert (result.submission.id, result.kind) == ("a.zip/b.doc", "doc")
    reading = reading_at(path, DEFAULT_BOUNDS)
    assert isinstance(reading, Reading)
    assert (reading.kind, reading.losses) == (Kind.DOC, ())


def test_a_lone_old_file_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(office_file(Kind.DOC))
    (result,) = run(tmp_path / "a.doc", tmp_path / "out").results
    assert (result.kind, result.method) == ("doc", "LibreOffice、Word 结构")
    assert [f.code for f in result.findings] == ["letter.number"]  # it comes without a letter
