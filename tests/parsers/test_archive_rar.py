"""RAR: stored members need no program; packed ones are inflated by what the machine has."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import rarfile
from archives import locked_rar, locked_rar_list, members, rar_link, rar_of, refusals, unpacked

from parsers.archive.rar import PROGRAMS, rar_program
from parsers.errors import Encrypted, Unreadable, Unsupported

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"报送/民政局.docx": b"1" * 99, "教育局.pdf": b"2"}


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(rarfile, "CURRENT_SETUP", None)
    return folder


def install(folder: Path, body: str) -> None:
    """An `unrar` that does this when it is asked for a member."""
    program = folder / "unrar"
    program.write_text(f"#!{sys.executable}\nimport sys\nif '-?' not in sys.argv:\n    {body}\n")
    program.chmod(0o755)


def test_stored_members_need_no_program(tmp_path: Path, programs: Path) -> None:
    assert not list(programs.iterdir())
    contents = unpacked(rar_of(FILES), tmp_path / "a")
    assert members(tmp_path / "a") == FILES
    assert (contents.refused, contents.damage) == ((), None)


@pytest.mark.usefixtures("programs")
def test_packed_members_without_a_program_say_what_to_install(tmp_path: Path) -> None:
    contents = unpacked(rar_of(FILES, method=3), tmp_path / "a")
    assert refusals(contents) == dict.fromkeys(FILES, "file.unsupported")
    assert "unrar、unar、7z 或 bsdtar" in contents.refused[0].problem.message
    assert rar_program() is None


def test_packed_members_are_inflated_by_the_program(tmp_path: Path, programs: Path) -> None:
    install(programs, "sys.stdout.write('1' * 99)")
    assert rar_program() == PROGRAMS[0]
    unpacked(rar_of({"民政局.docx": b"1" * 99}, method=3), tmp_path / "a")
    assert members(tmp_path / "a") == {"民政局.docx": b"1" * 99}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("sys.stdout.write('2' * 99)", "file.unreadable"),
        ("sys.exit(3)", "file.unreadable"),
    ],
)
def test_what_the_program_says_is_told(
    tmp_path: Path, programs: Path, body: str, code: str
) -> None:
    install(programs, body)
    contents = unpacked(rar_of({"民政局.docx": b"1" * 99}, method=3), tmp_path / "a")
    assert refusals(contents) == {"民政局.docx": code}


def test_encryption_asks_for_the_password_to_be_taken_off(tmp_path: Path) -> None:
    contents = unpacked(locked_rar("民政局.docx", b"1"), tmp_path / "a")
    assert refusals(contents) == {"民政局.docx": "file.encrypted"}
    with pytest.raises(Encrypted):
        unpacked(locked_rar_list(), tmp_path / "b")


def test_links_and_hostile_names_are_refused(tmp_path: Path) -> None:
    contents = unpacked(rar_link("链接.docx", "/etc/passwd"), tmp_path / "a")
    assert refusals(contents) == {"链接.docx": "file.unsafe"}
    contents = unpacked(rar_of({"../民政局.docx": b"1", "b.docx": b"2"}), tmp_path / "b")
    assert refusals(contents) == {"../民政局.docx": "file.unsafe"}
    assert members(tmp_path / "b") == {"b.docx": b"2"}


def test_damage_is_told(tmp_path: Path) -> None:
    data = rar_of(FILES)
    with pytest.raises(Unreadable):
        unpacked(data[:9] + b"\xff" * 9 + data[18:], tmp_path / "a")
    spoiled = data.replace(b"1" * 99, b"1" * 98 + b"2")
    assert refusals(unpacked(spoiled, tmp_path / "b")) == {"报送/民政局.docx": "file.unreadable"}


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (rarfile.NeedFirstVolume("x", 2), Unsupported),
        (rarfile.NoCrypto("x"), Encrypted),
        (rarfile.BadRarFile("x"), Unreadable),
    ],
)
def test_what_rarfile_finds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception, kind: type[Exception]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(rarfile, "RarFile", refuse)
    with pytest.raises(kind):
        unpacked(rar_of(FILES), tmp_path / "a")
