from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from forms import Kind, build, random_form
from results import result

import parsers
from normalizers.scheme import load_scheme
from parsers.errors import Empty
from parsers.limits import Limits
from parsers.model import Reading
from pipeline.fingerprint import fingerprint_of
from pipeline.job import Job, ReadJob, reading_at, result_of
from pipeline.model import Finding, Result, State, Submission
from pipeline.process import process
from pipeline.worker import Bounds, Cause, Crashed, Done, TimedOut

FORM, STYLE = random_form(6)
PAGE = build(FORM, STYLE, Kind.HTML)
GARBAGE = b"PK\x03\x04" + bytes(99)


def submission(folder: Path, **files: bytes) -> Submission:
    paths = []
    for name, data in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(data)
        paths.append(path)
    return Submission("民政局", tuple(paths))


def codes(result: Result) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_form_is_read_by_the_scheme_that_its_title_names(tmp_path: Path) -> None:
    done = process(submission(tmp_path, a_html=PAGE))
    assert done.form is not None
    assert done.form.unit.value == FORM.unit
    assert (done.kind, done.pages) == ("html", None)
    assert done.scheme == load_scheme("luojiang-2024-series2")
    assert done.fingerprint == hashlib.sha256(PAGE).hexdigest()


def test_a_given_scheme_is_used(tmp_path: Path) -> None:
    scheme = load_scheme("luojiang-2024-series2")
    assert process(submission(tmp_path, a_html=PAGE), scheme).scheme is scheme


def test_a_file_without_form_is_returned(tmp_path: Path) -> None:
    done = process(submission(tmp_path, a_txt="只有一封信。".encode()))
    assert (done.state, codes(done)) == (State.RETURNED, ["file.no_form"])


def test_a_broken_file_is_returned_with_its_name(tmp_path: Path) -> None:
    done = process(submission(tmp_path, a_docx=GARBAGE))
    assert (done.state, codes(done), done.kind) == (State.RETURNED, ["file.unreadable"], "")
    assert "a.docx" in done.findings[0].message


def test_a_broken_part_does_not_hide_the_form_in_another(tmp_path: Path) -> None:
    done = process(submission(tmp_path, a_docx=GARBAGE, b_html=PAGE))
    assert (done.state, codes(done)[0]) == (State.PENDING, "file.unreadable")


def test_a_submission_without_files_is_empty() -> None:
    assert codes(process(Submission("民政局.submission", ()))) == ["file.empty"]


def test_a_file_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    done = process(Submission("a.pdf", (tmp_path / "a.pdf",)))
    assert (codes(done), done.fingerprint) == (["file.unreadable"], "")


def test_the_fingerprint_of_several_files_tells_names_and_contents(tmp_path: Path) -> None:
    def fingerprint(folder: str, **files: bytes) -> str:
        (tmp_path / folder).mkdir()
        return fingerprint_of(submission(tmp_path / folder, **files))

    one = fingerprint("1", a_txt=b"1", b_txt=b"2")
    assert fingerprint("2", a_txt=b"1", b_txt=b"2") == one
    assert fingerprint("3", a_txt=b"1", c_txt=b"2") != one
    assert fingerprint("4", a_txt=b"1", b_txt=b"3") != one


def test_a_file_over_the_limit_has_no_fingerprint(tmp_path: Path) -> None:
    assert fingerprint_of(submission(tmp_path, a_txt=b"12345"), Limits(file_bytes=4)) == ""


def test_a_file_that_may_not_be_opened_has_no_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = submission(tmp_path, a_txt=b"1")

    def refuse(_path: Path, _mode: str, **_options: int) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert fingerprint_of(locked) == ""


def test_a_job_is_its_submissions_result(tmp_path: Path) -> None:
    job = Job(submission(tmp_path, a_html=PAGE), None)
    assert job().fingerprint == hashlib.sha256(PAGE).hexdigest()


def test_a_reading_job_gives_the_reading_or_the_problem(tmp_path: Path) -> None:
    submission(tmp_path, a_html=PAGE, b_pdf=b"")
    assert isinstance(ReadJob(tmp_path / "a.html")(), Reading)
    assert isinstance(ReadJob(tmp_path / "b.pdf")(), Empty)


def test_a_reading_that_takes_too_long_is_a_finding(tmp_path: Path) -> None:
    submission(tmp_path, a_html=PAGE)
    reading = reading_at(tmp_path / "a.html", Bounds(seconds=0.001))
    assert isinstance(reading, Finding)
    assert reading.code == "file.timeout"


@pytest.mark.parametrize(
    ("outcome", "code", "message"),
    [
        (TimedOut(120), "file.timeout", "文件“a.pdf”：在 120 秒内没有读完。"),
        (
            Crashed(Cause.MEMORY, "over 2048 MiB"),
            "file.too_large",
            "文件“a.pdf”：读取所需的内存超出限度（over 2048 MiB）。",
        ),
        (
            Crashed(Cause.SIGNAL, "exit code -11"),
            "file.unreadable",
            "文件“a.pdf”：文件已损坏，读取它的程序崩溃（exit code -11）。",
        ),
        (
            Crashed(Cause.ERROR, "Traceback\n  …\nKeyError: 'x'\n"),
            "file.unreadable",
            "文件“a.pdf”：程序读到意外的内容而中断（KeyError: 'x'），请把文件交给维护人员。",
        ),
    ],
)
def test_a_child_that_failed_returns_the_submission(
    tmp_path: Path, outcome: TimedOut | Crashed, code: str, message: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF")
    done = result_of(Submission("第一批/a.pdf", (path,)), outcome)
    assert (done.state, done.fingerprint) == (State.RETURNED, hashlib.sha256(b"%PDF").hexdigest())
    assert [(f.code, f.message) for f in done.findings] == [(code, message)]


def test_a_child_that_ended_well_gives_its_result() -> None:
    done = result("a.pdf")
    assert result_of(done.submission, Done(done)) is done


def test_what_a_reader_fears_to_have_lost_is_found_uncertain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lossy = replace(parsers.read(submission(tmp_path, a_html=PAGE).files[0]), losses=("少了字",))
    monkeypatch.setattr(parsers, "read", lambda *_: lossy)
    packed = replace(submission(tmp_path, a_html=PAGE), names=("报送.zip/a.html",))
    messages = [f.message for f in process(packed).findings if f.code == "parse.uncertain"]
    assert messages == ["文件“报送.zip/a.html”：少了字。"]
