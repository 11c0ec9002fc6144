from __future__ import annotations

import errno
import os

import pytest

from parsers.system_error import reason_of, refusal_of


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EACCES, "没有权限，或者文件正在别的程序里打开"),
        (errno.EROFS, "所在的磁盘只能读，不能写"),
        (errno.ENOSPC, "磁盘已满"),
    ],
)
def test_what_the_system_refuses_is_told_in_the_clerks_words(number: int, reason: str) -> None:
    assert reason_of(OSError(number, os.strerror(number), "表.docx")) == reason


def test_what_has_no_words_is_told_as_the_system_does() -> None:
    refused = OSError(errno.ECHILD, "No child processes")
    assert reason_of(refused) == "No child processes"


def test_an_error_that_says_nothing_is_told_by_its_kind() -> None:
    assert reason_of(OSError()) == "OSError"


def test_a_file_is_named_where_the_system_names_it() -> None:
    assert refusal_of(OSError(errno.ENOSPC, "full", "表.csv")) == "磁盘已满：表.csv"
    assert refusal_of(OSError(errno.EFBIG, "too large")) == "文件太大，磁盘放不下"
