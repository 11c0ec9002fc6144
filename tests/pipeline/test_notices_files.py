from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from notices import submission

from pipeline.notices import folder as folder_module
from pipeline.notices.file_names import file_name_of
from pipeline.notices.folder import RECORD, Outcome, Piece, write_pieces
from pipeline.notices.model import Letter, Verdict

if TYPE_CHECKING:
    from pathlib import Path

LETTER = Piece("甲.docx", "甲", b"first")
OTHER = Piece("乙.docx", "乙", b"other")
PASSED = Piece("甲通过.docx", "甲", b"passed")


def name_for(submission_id: str, verdict: Verdict = Verdict.PASSED) -> str:
    return file_name_of(Letter(submission(name=submission_id), verdict, (), "一"))


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("submission_id", "name"),
    [
        ("民政局.pdf", "民政局（pdf）审核意见.docx"),
        ("民政局", "民政局审核意见.docx"),
        ("科学技术局.submission", "科学技术局（submission）审核意见.docx"),
        ("报送.zip/民政局.docx", "报送.zip_民政局.docx（c5e9d55f）审核意见.docx"),
    ],
)
def test_a_letter_is_named_for_its_submission(submission_id: str, name: str) -> None:
    assert name_for(submission_id) == name


def test_the_name_says_what_the_letter_is() -> None:
    assert name_for("民政局.pdf", Verdict.REVISE) == "民政局（pdf）退回修改通知.docx"
    assert name_for("民政局.pdf", Verdict.RESEND) == "民政局（pdf）退回修改通知.docx"


def test_no_two_submissions_share_a_name_even_where_case_is_ignored() -> None:
    ids = (
        "民政局", "民政局.pdf", "民政局.PDF", "民政局（pdf）", "甲/乙.pdf", "甲_乙.pdf",
        "甲\\乙.pdf", "甲:乙.pdf",
        "甲 乙.pdf", "a.pdf", "A.pdf", "a", "a.", "a ", "\u00e9", "e\u0301",
        "长" * 200, "长" * 201, "民政局\u202e", "民政局\n",
    )  # fmt: skip
    assert len({name_for(i).casefold() for i in ids}) == len(ids)


@pytest.mark.parametrize(
    "submission_id", ['a<b>:c|d?e*f"g.pdf', "con", "../../外.pdf", "长" * 300, "局\0.pdf", "\ud800"]
)
def test_a_name_is_fit_for_windows(submission_id: str) -> None:
    name = name_for(submission_id)
    assert not set(name) & set('<>:"/\\|?*\0')
    assert len(name.encode("utf-16-le")) // 2 < 100
    assert name.split(".")[0].casefold() not in {"con", "nul", "aux", "prn"}


def test_letters_are_written_with_a_record_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "notices"
    assert write_pieces(folder, (LETTER, OTHER)) == Outcome(("甲.docx", "乙.docx"), (), ())
    assert (folder / "甲.docx").read_bytes() == b"first"
    assert json.loads((folder / RECORD).read_bytes()) == {
        piece.name: {"subject": piece.subject, "sha256": hashlib.sha256(piece.content).hexdigest()}
        for piece in (LETTER, OTHER)
    }


def test_our_own_letters_are_written_anew(tmp_path: Path) -> None:
    write_pieces(tmp_path, (LETTER,))
    outcome = write_pieces(tmp_path, (replace(LETTER, content=b"second"),))
    assert outcome == Outcome(("甲.docx",), (), ())
    assert (tmp_path / "甲.docx").read_bytes() == b"second"


def test_a_file_that_was_there_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(b"the user's")
    assert write_pieces(tmp_path, (LETTER, OTHER)) == Outcome(("乙.docx",), ("甲.docx",), ())
    assert (tmp_path / "甲.docx").read_bytes() == b"the user's"


def test_a_letter_that_was_edited_is_kept_from_then_on(tmp_path: Path) -> None:
    write_pieces(tmp_path, (LETTER,))
    (tmp_path / "甲.docx").write_bytes(b"edited")
    for _ in range(2):
        assert write_pieces(tmp_path, (LETTER,)) == Outcome((), ("甲.docx",), ())
    assert (tmp_path / "甲.docx").read_bytes() == b"edited"


def test_a_folder_of_a_letters_name_is_kept(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").mkdir()
    assert write_pieces(tmp_path, (LETTER,)) == Outcome((), ("甲.docx",), ())


def test_the_letter_that_a_new_one_supersedes_goes(tmp_path: Path) -> None:
    write_pieces(tmp_path, (LETTER, OTHER))
    assert write_pieces(tmp_path, (PASSED,)) == Outcome(("甲通过.docx",), (), ("甲.docx",))
    assert names_in(tmp_path) == {"甲通过.docx", "乙.docx", RECORD}
    assert write_pieces(tmp_path, (PASSED,)) == Outcome(("甲通过.docx",), (), ())


def test_a_superseded_letter_that_was_edited_stays(tmp_path: Path) -> None:
    write_pieces(tmp_path, (LETTER,))
    (tmp_path / "甲.docx").write_bytes(b"edited")
    for _ in range(2):
        outcome = write_pieces(tmp_path, (PASSED,))
        assert outcome == Outcome(("甲通过.docx",), left=("甲.docx",))
    assert (tmp_path / "甲.docx").read_bytes() == b"edited"


@pytest.mark.parametrize(
    "record",
    [
        b"no json",
        b"[]",
        b'{"\xe7\x94\xb2.docx": 1}',
        b'{"\xe7\x94\xb2.docx": {"subject": "\xe7\x94\xb2"}}',
        b"\xff",
    ],
)
def test_with_a_record_that_says_nothing_no_file_is_ours(tmp_path: Path, record: bytes) -> None:
    (tmp_path / RECORD).write_bytes(record)
    (tmp_path / "甲.docx").write_bytes(b"first")
    assert write_pieces(tmp_path, (LETTER,)) == Outcome((), ("甲.docx",), ())


def test_a_record_leads_to_no_file_outside_the_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.docx", tmp_path / "notices"
    outside.write_bytes(b"first")
    folder.mkdir()
    digest = hashlib.sha256(b"first").hexdigest()
    told = {"../outside.docx": {"subject": "甲", "sha256": digest}}
    (folder / RECORD).write_text(json.dumps(told), encoding="utf-8")
    assert write_pieces(folder, (PASSED,)).removed == ()
    assert outside.exists()


def test_when_one_file_cannot_be_written_all_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pieces(tmp_path, (LETTER, OTHER))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "disk")

    monkeypatch.setattr(folder_module, "replace_files", full)
    with pytest.raises(OSError, match="No space"):
        write_pieces(tmp_path, (PASSED, replace(OTHER, content=b"new")))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
