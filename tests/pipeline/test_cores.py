"""The machine's cores, shared out among children."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from parsers.limits import DEFAULT_LIMITS, Limits
from parsers.picture import Picture
from parsers.scan import read_picture
from pipeline import Settings, cores, ingest, process, reader
from pipeline.cores import threads_each
from pipeline.job import Job
from pipeline.model import Submission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.mark.parametrize(
    ("workers", "tasks", "threads"),
    [(1, 9, 8), (2, 9, 4), (3, 9, 2), (8, 9, 1), (20, 99, 1), (8, 1, 8), (8, 2, 4), (8, 0, 8)],
)
def test_children_share_the_cores(
    monkeypatch: pytest.MonkeyPatch, workers: int, tasks: int, threads: int
) -> None:
    monkeypatch.setattr(cores, "cores", lambda: 8)
    assert threads_each(workers, tasks) == threads


def test_only_the_cores_that_this_process_may_use_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5, 7}, raising=False)
    assert cores.cores() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores.cores() == 1


def test_a_job_reads_with_its_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Limits] = []
    monkeypatch.setattr(process, "process", lambda *given: asked.append(given[2]))
    Job(Submission("甲", ()), None, threads=3)()
    Job(Submission("甲", ()), None)()
    assert [limits.threads for limits in asked] == [3, 0]


def test_a_run_tells_each_job_its_share(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs: list[Job] = []

    class Enough(Exception):
        """The jobs are known: nothing need be read."""

    def note(tasks: Sequence[Job], *_: object) -> None:
        jobs.extend(tasks)
        raise Enough

    for name in ("甲.txt", "乙.txt", "丙.txt"):
        (tmp_path / name).write_text("函", encoding="utf-8")
    monkeypatch.setattr(cores, "cores", lambda: 6)
    monkeypatch.setattr(reader, "call_all", note)
    with pytest.raises(Enough):
        ingest.run(tmp_path, tmp_path / "clean", Settings(workers=2))
    assert [job.threads for job in jobs] == [3, 3, 3]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_picture_is_prepared_with_no_more_threads(threads: int) -> None:
    blank = Picture(np.full((300, 400, 3), 255, np.uint8))
    try:
        read_picture(blank, 1, Limits(threads=threads))
        assert cv2.getNumThreads() == threads
    finally:
        read_picture(blank, 1, DEFAULT_LIMITS)
