from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from parsers.limits import DEFAULT_LIMITS
from pipeline.fingerprint import Digests, fingerprint_of
from pipeline.model import Submission

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def submission(tmp_path: Path) -> Submission:
    for name in ("函.txt", "表.docx"):
        (tmp_path / name).write_text(name)
    return Submission("民政局", (tmp_path / "函.txt", tmp_path / "表.docx"))


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_fingerprint_is_the_contents_digest_with_the_names_of_several(
    submission: Submission,
) -> None:
    letter, form = submission.files
    digests = [sha(file.name.encode()) for file in (letter, form)]
    assert fingerprint_of(Submission("函.txt", (letter,))) == digests[0]
    lines = f"{digests[0]} 函.txt\n{digests[1]} 表.docx\n"
    assert fingerprint_of(submission) == sha(lines.encode())


def test_a_name_is_part_of_the_content(submission: Submission) -> None:
    digests = Digests()
    digests.take(submission.files)
    renamed = replace(submission, names=("函.txt", "附件.docx"))
    assert digests.content(submission) != digests.content(renamed)
    assert digests.content(submission) == Digests().content(submission)


def test_a_file_is_read_once(submission: Submission) -> None:
    digests = Digests()
    digests.take(submission.files)
    before = digests.content(submission)
    submission.files[0].write_text("另一份")
    digests.take(submission.files)
    assert digests.content(submission) == before
    assert digests.of(submission.files[0]) == sha("函.txt".encode())


def test_what_cannot_be_told_has_no_content(submission: Submission, tmp_path: Path) -> None:
    absent = replace(submission, files=(submission.files[0], tmp_path / "没有"))
    large = Digests(replace(DEFAULT_LIMITS, file_bytes=2))
    unpacked = Submission("a.zip/b.docx", (), ("b.docx",))
    told = [Digests().content(absent), large.content(submission), Digests().content(unpacked)]
    assert told == ["", "", ""]
    assert [fingerprint_of(absent), fingerprint_of(Submission("a", ()))] == ["", ""]


def test_a_file_that_cannot_be_opened_has_no_digest(submission: Submission, tmp_path: Path) -> None:
    assert Digests().of(tmp_path) == ""
    assert Digests().of(submission.files[0] / "darin") == ""


def test_nothing_is_told_of_a_file_whose_reading_was_interrupted(
    submission: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(_: Path) -> bool:
        raise KeyboardInterrupt

    digests = Digests()
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.is_file", stops)
        with pytest.raises(KeyboardInterrupt):
            digests.take(submission.files)
    assert digests.content(submission) == ""
