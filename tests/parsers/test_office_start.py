"""LibreOffice is found, started within bounds and ended; programs that play it hang and crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from office_files import office_file
from processes import is_alive, wait_until

from parsers.errors import TimeOver, TooLarge, Unreadable, Unsupported
from parsers.limits import DEFAULT_LIMITS, Limits
from parsers.model import Kind
from parsers.office import convert, program, read_office, start
from parsers.office.ahead import convert_ahead
from parsers.office.convert import Route, all_converted, converted
from parsers.office.shelf import shelf_at, shelve, shelved

if TYPE_CHECKING:
    from pathlib import Path

ROUTE = Route("doc", "docx")
# What stands for each file that the last arguments name: its content in the folder --outdir.
CONVERT = (
    'while [ "$1" != --outdir ]; do shift; done; out=$2; shift 2\n'
    'for file; do\n  name=$(basename "$file" .doc)\n  {each}\n'
    '  printf "made of %s" "$(cat "$file")" > "$out/$name.docx"\ndone\n'
)


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Player:
    """Puts a script in LibreOffice's place."""
    return Player(tmp_path, monkeypatch)


class Player:
    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "bin"
        self.folder.mkdir()
        self.work = folder / "work"
        self.work.mkdir()
        monkeypatch.setenv("PATH", f"{self.folder}{os.pathsep}{os.environ['PATH']}")

    def __call__(self, script: str) -> None:
        path = self.folder / "soffice"
        path.write_text(f"#!/bin/sh\n{script}")
        path.chmod(0o755)


def test_files_are_converted_by_one_start(play: Player) -> None:
    play(f"echo start >> {play.work}/starts\n" + CONVERT.format(each=":"))
    assert all_converted([b"1", b"2"], ROUTE, DEFAULT_LIMITS) == [b"made of 1", b"made of 2"]
    assert (play.work / "starts").read_text() == "start\n"


def test_a_program_that_only_made_its_profile_is_started_again(play: Player) -> None:
    again = f"[ -e {play.work}/made ] || {{ touch {play.work}/made; exit 81; }}\n"
    play(again + CONVERT.format(each=":"))
    assert converted(b"1", ROUTE, DEFAULT_LIMITS) == b"made of 1"


def test_a_program_that_never_gets_further_is_left(play: Player) -> None:
    play(f"echo start >> {play.work}/starts\nexit 81\n")
    with pytest.raises(Unreadable, match="LibreOffice 打不开"):
        converted(b"1", ROUTE, DEFAULT_LIMITS)
    assert (play.work / "starts").read_text() == "start\n" * 3


def test_the_program_knows_little_of_its_starter(
    play: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.invalid")
    play(f"env > env; echo $@ > arguments; ls profile/user > ls; mv env arguments ls {play.work}")
    with pytest.raises(Unreadable):
        converted(b"1", ROUTE, DEFAULT_LIMITS)
    names = {line.partition("=")[0] for line in (play.work / "env").read_text().splitlines()}
    assert names <= {"HOME", "TMPDIR", "TEMP", "TMP", "SAL_USE_VCLPLUGIN", "PWD", "_", "SHLVL"} | {
        *start._KEPT,
        "OLDPWD",
        "LC_CTYPE",
    }
    arguments = (play.work / "arguments").read_text().split()
    assert arguments[0].startswith("-env:UserInstallation=file:///")
    assert arguments[1:6] == list(convert._OPTIONS)
    assert (play.work / "ls").read_text() == "registrymodifications.xcu\n"


def test_a_program_that_hangs_is_ended_in_time(play: Player) -> None:
    play(f"echo $$ > {play.work}/process\nexec sleep 60\n")
    began = time.monotonic()
    with pytest.raises(TimeOver, match="规定时间"):
        all_converted([b"1"], ROUTE, DEFAULT_LIMITS, 0.5)
    assert time.monotonic() - began < 5
    assert not is_alive(int((play.work / "process").read_text()))


def test_what_was_done_before_a_file_hung_is_kept_but_for_the_last(play: Player) -> None:
    play(CONVERT.format(each='[ "$name" = 2 ] && exec sleep 60'))
    made = all_converted([b"1", b"2", b"3"], ROUTE, DEFAULT_LIMITS, 1)
    assert made == [b"made of 1", None, None]


def test_what_was_done_before_a_file_crashed_the_program_is_kept(play: Player) -> None:
    play(CONVERT.format(each='[ "$name" = 2 ] && kill -SEGV $$'))
    made = all_converted([b"1", b"2", b"3"], ROUTE, DEFAULT_LIMITS)
    assert made == [b"made of 1", None, None]


def test_a_timer_ends_the_program_where_nobody_else_can(play: Player) -> None:
    play(f"echo $$ > {play.work}/process\nexec sleep 60\n")
    command = [*start._timer(0.3), str(play.folder / "soffice")]
    assert subprocess.run(command, check=False).returncode == -signal.SIGALRM
    assert not is_alive(int((play.work / "process").read_text()))


def test_the_timer_of_a_worker_bounds_its_converter(
    play: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    play("exec sleep 60\n")
    monkeypatch.setattr(signal, "getitimer", lambda _which: (0.4, 0.0))
    began = time.monotonic()
    with pytest.raises(TimeOver):
        converted(b"1", ROUTE, DEFAULT_LIMITS)
    assert time.monotonic() - began < 5


def test_the_kernel_s_timer_is_told_as_time_over(
    play: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    play("kill -ALRM $$\n")
    with pytest.raises(TimeOver):
        converted(b"1", ROUTE, DEFAULT_LIMITS)
    monkeypatch.setattr(sys, "platform", "win32")
    assert start._timer(1) == ()
    assert start._seconds_left() == start.SECONDS


def test_a_conversion_over_the_limit_is_refused(play: Player) -> None:
    play(CONVERT.format(each=":"))
    with pytest.raises(TooLarge, match="转换后"):
        converted(b"1", ROUTE, Limits(file_bytes=5))


def test_a_program_that_cannot_be_started_is_told(
    play: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(":")
    monkeypatch.setattr(start, "_timer", lambda _seconds: ("/nowhere/python",))
    with pytest.raises(Unsupported, match=r"LibreOffice 无法启动.*安装"):
        converted(b"1", ROUTE, DEFAULT_LIMITS)


def test_a_conversion_leaves_nothing_behind(play: Player) -> None:
    play(CONVERT.format(each=":"))
    with shelf_at(play.work):
        converted(b"1", ROUTE, DEFAULT_LIMITS)
    assert list(play.work.iterdir()) == []


def test_without_libreoffice_a_file_is_told_to_be_unsupported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(convert, "program", lambda: None)
    with pytest.raises(Unsupported, match=r"没有安装.*apt-get install.*另存为 \.docx"):
        read_office(office_file(Kind.RTF), DEFAULT_LIMITS)


def test_files_converted_ahead_are_read_without_a_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (tmp_path / "a.doc").write_bytes(office_file(Kind.DOC))
    (tmp_path / "b.docx").write_bytes(office_file(Kind.DOCX))
    (tmp_path / "c.doc").write_bytes(office_file(Kind.DOC)[:600])
    paths = [tmp_path / name for name in ("a.doc", "b.docx", "c.doc", "d.doc")]
    with shelf_at(shelf):
        convert_ahead(paths, 60, DEFAULT_LIMITS)
        monkeypatch.setattr(convert, "program", lambda: None)
        reading = read_office(office_file(Kind.DOC), DEFAULT_LIMITS)
    assert len(list(shelf.iterdir())) == 1
    assert (reading.kind, reading.losses) == (Kind.DOC, ())


def test_what_cannot_be_converted_ahead_is_passed_over(tmp_path: Path, play: Player) -> None:
    play("exec sleep 60\n")
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1}")
    with shelf_at(play.work):
        convert_ahead([tmp_path / "a.rtf"], 0.3, DEFAULT_LIMITS)
        convert_ahead([tmp_path / "a.rtf"], 0.3, Limits(file_bytes=3))
        assert list(play.work.iterdir()) == []
        play("exit 0\n")
        convert_ahead([tmp_path / "a.rtf"], 5, DEFAULT_LIMITS)
    assert list(play.work.iterdir()) == []


def test_nothing_is_kept_where_there_is_no_shelf() -> None:
    shelve(b"original", "docx", b"made")
    assert shelved(b"original", "docx") is None


def test_the_program_itself_is_preferred_to_the_script_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("soffice", "soffice.bin"):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program.program() == tmp_path / "soffice.bin"
    (tmp_path / "soffice.bin").unlink()
    assert program.program() == tmp_path / "soffice"


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("linux", "opt/libreoffice24.8/program/soffice"),
        ("darwin", "soffice"),
        ("win32", "LibreOffice/program/soffice.exe"),
    ],
)
def test_the_program_is_found_where_installers_put_it(
    platform: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / folder
    monkeypatch.setattr(program.sys, "platform", platform)
    monkeypatch.setattr(program.shutil, "which", lambda _name: None)
    monkeypatch.setattr(program, "_LINUX", ())
    monkeypatch.setattr(program, "_OWN_PACKAGES", str(tmp_path / "opt"))
    monkeypatch.setattr(program, "_MACOS", (str(place),))
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert program.program() is None
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("")
    assert program.program() == place


def test_on_windows_the_program_is_ended_with_its_children(
    play: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[list[str]] = []
    play("exec sleep 60\n")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(start.subprocess, "run", lambda command, **_options: ended.append(command))
    with pytest.raises(start.TookTooLongError):
        start.run([play.folder / "soffice"], play.work, 0.3)
    assert [command[:4] for command in ended] == [["taskkill", "/T", "/F", "/PID"]]
    wait_until(lambda: not is_alive(int(ended[0][4])))
