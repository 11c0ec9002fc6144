from __future__ import annotations

import os
from pathlib import Path

import pytest

from parsers.errors import FileProblem, Unreadable, Unsafe
from pipeline.intake import Intake, NoSuchPath, collect, natural_key, submission_at


def made(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def ids(intake: Intake) -> list[str]:
    return [submission.id for submission in intake.submissions]


def problems(intake: Intake) -> list[tuple[str, type[FileProblem]]]:
    return [(refused.submission.id, type(refused.problem)) for refused in intake.refused]


def test_every_file_is_a_submission_by_its_path_in_natural_order(tmp_path: Path) -> None:
    made(tmp_path, "10-民政局.pdf", "2-教育局.docx", "第二批/财政局.xlsx", "无后缀")
    assert ids(collect([tmp_path])) == [
        "2-教育局.docx",
        "10-民政局.pdf",
        "无后缀",
        "第二批/财政局.xlsx",
    ]


def test_a_file_may_be_given_itself(tmp_path: Path) -> None:
    made(tmp_path, "a/民政局.pdf")
    assert ids(collect([tmp_path / "a" / "民政局.pdf"])) == ["民政局.pdf"]


def test_what_is_no_submission_is_passed_over(tmp_path: Path) -> None:
    made(
        tmp_path,
        ".隐藏.docx",
        "~$民政局.docx",
        "Thumbs.db",
        ".DS_Store",
        "README.md",
        "x/readme.md",
    )
    made(tmp_path, ".git/config", "__MACOSX/民政局.pdf", "民政局.docx")
    assert collect([tmp_path]) == Intake((submission_at(tmp_path / "民政局.docx"),))


def test_the_folder_of_the_dataset_is_passed_over(tmp_path: Path) -> None:
    made(tmp_path, "民政局.docx", "clean/indicators.csv")
    assert ids(collect([tmp_path], tmp_path / "clean")) == ["民政局.docx"]


def test_a_folder_named_submission_is_one(tmp_path: Path) -> None:
    made(tmp_path, "民政局.submission/b.xlsx", "民政局.submission/附件/a.docx")
    (submission,) = collect([tmp_path]).submissions
    assert submission.id == "民政局.submission"
    assert [path.name for path in submission.files] == ["b.xlsx", "a.docx"]


def test_a_folder_named_submission_deeper_down_is_an_ordinary_one(tmp_path: Path) -> None:
    made(tmp_path, "第一批/民政局.submission/a.xlsx")
    assert ids(collect([tmp_path])) == ["第一批/民政局.submission/a.xlsx"]


def test_a_small_folder_directly_under_the_path_may_be_one_submission(tmp_path: Path) -> None:
    made(
        tmp_path,
        "民政局/函.docx",
        "民政局/表.xlsx",
        "单个/表.xlsx",
        "深/处/函.docx",
        "深/处/表.docx",
    )
    intake = collect([tmp_path])
    assert [(b.id, [f.name for f in b.files]) for b in intake.bundles] == [
        ("民政局", ["函.docx", "表.xlsx"]),
        ("深", ["函.docx", "表.docx"]),
    ]
    assert ids(intake) == [
        "单个/表.xlsx",
        "民政局/函.docx",
        "民政局/表.xlsx",
        "深/处/函.docx",
        "深/处/表.docx",
    ]


def test_a_folder_of_many_files_is_a_collection(tmp_path: Path) -> None:
    made(tmp_path, *(f"第一批/{n}.pdf" for n in range(9)))
    assert collect([tmp_path]).bundles == ()


def test_paths_with_the_same_ids_do_not_collide(tmp_path: Path) -> None:
    made(tmp_path, "甲/raw/民政局.pdf", "乙/raw/民政局.pdf", "乙/raw/教育局.pdf")
    intake = collect([tmp_path / "甲" / "raw", tmp_path / "乙" / "raw"])
    assert ids(intake) == ["乙/raw/民政局.pdf", "教育局.pdf", "甲/raw/民政局.pdf"]


def test_a_path_given_twice_counts_once(tmp_path: Path) -> None:
    made(tmp_path, "民政局.pdf")
    assert ids(collect([tmp_path, tmp_path, tmp_path / "民政局.pdf"])) == ["民政局.pdf"]


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    made(tmp_path, "外/密.docx", "内/民政局.docx")
    (tmp_path / "内" / "链接.docx").symlink_to(tmp_path / "外" / "密.docx")
    (tmp_path / "内" / "文件夹").symlink_to(tmp_path / "外")
    intake = collect([tmp_path / "内"])
    assert ids(intake) == ["民政局.docx"]
    assert problems(intake) == [("文件夹", Unsafe), ("链接.docx", Unsafe)]


def test_a_link_that_stays_within_is_read_but_never_followed_round(tmp_path: Path) -> None:
    made(tmp_path, "a/民政局.docx")
    (tmp_path / "同一份.docx").symlink_to(tmp_path / "a" / "民政局.docx")
    (tmp_path / "a" / "上级").symlink_to(tmp_path)
    assert ids(collect([tmp_path])) == ["a/民政局.docx", "同一份.docx"]


def test_a_path_given_as_a_link_is_followed(tmp_path: Path) -> None:
    made(tmp_path, "a/民政局.docx")
    (tmp_path / "链接").symlink_to(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "表.docx").symlink_to(tmp_path / "a" / "民政局.docx")
    assert ids(collect([tmp_path / "链接", tmp_path / "b" / "表.docx"])) == [
        "民政局.docx",
        "表.docx",
    ]


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    assert problems(collect([tmp_path])) == [("管道", Unsafe)]


def test_links_inside_a_submission_folder_may_not_leave_it(tmp_path: Path) -> None:
    made(tmp_path, "外.docx", "民政局.submission/表.docx")
    (tmp_path / "民政局.submission" / "函.docx").symlink_to(tmp_path / "外.docx")
    intake = collect([tmp_path])
    assert ids(intake) == ["外.docx", "民政局.submission"]
    assert problems(intake) == [("民政局.submission/函.docx", Unsafe)]


def test_a_folder_that_cannot_be_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "锁/民政局.docx")
    listed = Path.iterdir

    def iterdir(folder: Path) -> object:
        if folder.name == "锁":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert problems(collect([tmp_path])) == [("锁", Unreadable)]


def test_a_name_that_is_no_utf8_is_taken_for_gb18030(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "民政局.pdf".encode("gb18030")))).write_text(
        ""
    )
    assert ids(collect([tmp_path])) == ["民政局.pdf"]


def test_a_path_that_does_not_exist_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPath, match=r"找不到文件或文件夹：.*没有的"):
        collect([tmp_path / "没有的"])
    with pytest.raises(NoSuchPath, match="没有的"):
        submission_at(tmp_path / "没有的")


def test_a_folder_taken_as_one_submission_has_all_its_files(tmp_path: Path) -> None:
    made(tmp_path, "民政局/函.docx", "民政局/表.docx")
    submission = submission_at(tmp_path / "民政局")
    assert submission.id == "民政局"
    assert [path.name for path in submission.files] == ["函.docx", "表.docx"]


@pytest.mark.parametrize(
    ("lower", "higher"),
    [("2.pdf", "10.pdf"), ("a", "b"), ("a2b1", "a2b10"), ("", "a"), ("1-9", "1-10")],
)
def test_natural_order_counts_numbers_as_numbers(lower: str, higher: str) -> None:
    assert natural_key(lower) < natural_key(higher)
