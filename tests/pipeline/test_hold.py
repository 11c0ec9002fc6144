"""Two runs in one folder, each with a store of its own, come one after the other."""

from __future__ import annotations

import fcntl
import threading
from typing import TYPE_CHECKING

import pytest
from forms import Kind, build, random_form

from pipeline import Settings, run
from pipeline.publish import held
from pipeline.watcher import Nobody

if TYPE_CHECKING:
    from pathlib import Path


class Waiter(Nobody):
    """Hears what a run waits for."""

    def __init__(self) -> None:
        self.places: list[str] = []
        self.waits = threading.Event()

    def waiting(self, place: str) -> None:
        self.places.append(place)
        self.waits.set()


def test_a_run_waits_for_another_in_its_folder_that_has_another_store(tmp_path: Path) -> None:
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    (raw / "甲.html").write_bytes(build(*random_form(3), Kind.HTML))
    waiter, settings = Waiter(), Settings(db=f"sqlite:///{tmp_path}/other.db")
    second = threading.Thread(target=run, args=(raw, clean, settings, waiter))
    with held(clean, waiter.waiting):
        second.start()
        assert waiter.waits.wait(20)
        assert not (clean / "submissions.csv").exists()
    second.join(60)
    assert waiter.places == [str(clean)]
    assert (clean / "submissions.csv").exists()


def test_a_folder_that_cannot_be_locked_is_held_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(_handle: int, _how: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", cannot)
    with held(tmp_path / "new", pytest.fail):
        assert (tmp_path / "new").is_dir()
