"""The dataset after a power cut, which takes whatever was not synced."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from power_cut import disk_under, lay_out
from results import result

from pipeline.journal import Journal, Noted
from pipeline.publish.swap import Seal, recover, replace_files
from pipeline.store import default_url, open_store
from pipeline.store.codec import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from power_cut import Tree

OLD = {"a.csv": b"old a", "b.csv": b"old b", "d.csv": b"old d"}
NEW = {"b.csv": b"new b", "a.csv": b"new a", "c.csv": b"new c"}
CHANGES = {**NEW, "d.csv": None}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(params=["links", "copies"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published dataset, on a file system that has links or none."""

    def no_links(_path: Path, _target: Path) -> None:
        raise OSError(95, "Operation not supported")

    if request.param == "copies":
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    replace_files(tmp_path / "clean", OLD)
    return tmp_path / "clean"


def places(folder: Path) -> Iterator[Path]:
    return (folder.parent / str(number) for number in count())


def left_by_publishing(folder: Path) -> dict[tuple[Tree, bool], None]:
    """What a power cut at any moment of a run's publishing may leave."""
    commits: list[bool] = []
    seal = Seal("run", lambda: commits.append(True), lambda _run: bool(commits))
    with disk_under(folder, lambda: bool(commits)) as disk:
        replace_files(folder, CHANGES, seal)
    assert contents(folder) == NEW
    return disk.states


def test_after_a_power_cut_while_publishing_files_and_store_are_of_one_run(folder: Path) -> None:
    seen, new = set(), places(folder)
    for tree, committed in left_by_publishing(folder):
        place = next(new)
        lay_out(tree, place)
        recover(place, lambda _run, known=committed: known)
        assert contents(place) == (NEW if committed else OLD), tree
        seen.add(committed)
    assert seen == {False, True}


def test_after_a_power_cut_while_recovering_recovery_can_be_taken_up_again(folder: Path) -> None:
    new = places(folder)
    half_done = [
        (tree, committed)
        for tree, committed in left_by_publishing(folder)
        if "under-way.json" in dict(dict(tree).get(".publishing", ()))  # type: ignore[arg-type]
    ]
    assert {committed for _, committed in half_done} == {False, True}
    for tree, committed in half_done[:: len(half_done) // 12]:
        place = next(new)
        lay_out(tree, place)
        with disk_under(place) as disk:
            recover(place, lambda _run, known=committed: known)
        for again, _ in disk.states:
            later = next(new)
            lay_out(again, later)
            recover(later, lambda _run, known=committed: known)
            assert contents(later) == (NEW if committed else OLD), again


def test_a_journal_that_was_synced_is_there_after_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.journal.SYNC_EVERY", -1.0)
    one = result("甲.pdf")
    noted = Noted("甲.pdf", "content", "now", encode(one), one.scheme)
    (tmp_path / "clean").mkdir()
    putting = Journal(tmp_path / "clean")
    assert putting.noted("now") == {}
    with disk_under(tmp_path / "clean") as disk:
        putting.add(noted)
    lay_out(list(disk.states)[-1][0], tmp_path / "after")
    assert Journal(tmp_path / "after").noted("now") == {("甲.pdf", "content"): noted}


def test_a_store_says_that_it_has_committed_when_that_is_on_the_disk(tmp_path: Path) -> None:
    with open_store(default_url(tmp_path)).reading() as connection:
        level = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    assert level == 3  # EXTRA: the rollback journal's removal is synced, too
