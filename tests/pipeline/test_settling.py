from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pipeline.intake import collect
from pipeline.settling import MOST_LOOKS, Settling

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NONE: frozenset[Path] = frozenset()


def ids(settling: Settling, folder: Path, taken: frozenset[Path] = NONE) -> list[str]:
    return [s.id for s in settling.look(collect([folder]), taken).intake.submissions]


def test_a_file_is_complete_when_two_looks_find_it_alike(tmp_path: Path) -> None:
    settling = Settling()
    (tmp_path / "甲.html").write_bytes(b"a")
    assert ids(settling, tmp_path) == []
    (tmp_path / "甲.html").write_bytes(b"ab")
    assert ids(settling, tmp_path) == []
    assert ids(settling, tmp_path) == ["甲.html"]
    os.utime(tmp_path / "甲.html", ns=(1, 1))
    assert ids(settling, tmp_path) == []
    assert ids(settling, tmp_path) == ["甲.html"]


def test_a_file_under_a_copying_programs_name_waits_for_its_own(tmp_path: Path) -> None:
    settling = Settling()
    (tmp_path / "甲.pdf.FilePart").write_bytes(b"a")
    for _ in range(MOST_LOOKS + 2):
        assert ids(settling, tmp_path) == []
    (tmp_path / "甲.pdf.FilePart").rename(tmp_path / "甲.pdf")
    assert [ids(settling, tmp_path) for _ in range(2)] == [[], ["甲.pdf"]]


def test_what_belongs_together_is_complete_together(tmp_path: Path) -> None:
    settling = Settling()
    for name in ("民政局/函.txt", "大数据.submission/函.txt", "空.submission/"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).mkdir() if name.endswith("/") else (tmp_path / name).write_bytes(b"a")
    assert ids(settling, tmp_path) == []
    (tmp_path / "民政局" / "表.txt").write_bytes(b"a")
    (tmp_path / "大数据.submission" / "表.txt").write_bytes(b"a")
    assert ids(settling, tmp_path) == []
    assert ids(settling, tmp_path) == ["大数据.submission", "民政局/函.txt", "民政局/表.txt"]


def test_a_file_that_cannot_be_opened_is_left_to_the_run_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.pdf").write_bytes(b"a")

    def barred(*_: object) -> None:
        raise PermissionError(13, "barred")

    monkeypatch.setattr("pathlib.Path.open", barred)
    settling = Settling()
    looks = [ids(settling, tmp_path) for _ in range(MOST_LOOKS + 1)]
    assert looks == [[]] * MOST_LOOKS + [["甲.pdf"]]


def test_the_dataset_waits_while_what_it_has_is_changed_or_has_just_gone(tmp_path: Path) -> None:
    settling, file = Settling(), tmp_path / "甲.html"
    file.write_bytes(b"a")
    (tmp_path / "乙.html").write_bytes(b"b")
    taken = frozenset({file})
    torn = [settling.look(collect([tmp_path]), taken).torn for _ in range(2)]
    file.write_bytes(b"ab")
    torn += [settling.look(collect([tmp_path]), taken).torn for _ in range(2)]
    file.unlink()
    torn += [settling.look(collect([tmp_path]), taken).torn for _ in range(2)]
    assert torn == [True, False, True, False, True, False]


def test_a_link_that_leads_out_is_told_and_never_opened(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "外.pdf").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "raw" / "管道")
    settling = Settling()
    settling.look(collect([tmp_path / "raw"]), NONE)
    refused = settling.look(collect([tmp_path / "raw"]), NONE).intake.refused
    assert [r.submission.id for r in refused] == ["外.pdf", "管道"]


def test_a_file_that_goes_while_it_is_looked_at_is_not_there(tmp_path: Path) -> None:
    settling, file = Settling(), tmp_path / "甲.html"
    file.write_bytes(b"a")
    settling.look(collect([tmp_path]), NONE)
    intake = collect([tmp_path])
    file.unlink()
    assert settling.look(intake, NONE).intake.submissions == ()
    file.mkdir()
    looks = [settling.look(intake, NONE).states for _ in range(MOST_LOOKS)]
    assert looks == [frozenset()] * MOST_LOOKS
