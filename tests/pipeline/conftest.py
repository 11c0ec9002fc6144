"""What several tests of runs begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline import reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.job import Job


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of what children are asked to read, as they are asked."""
    asked: list[str] = []
    call_all = reader.call_all

    def counting(tasks: Sequence[Job], *others: object) -> None:
        asked.extend(task.submission.id for task in tasks)
        call_all(tasks, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "call_all", counting)
    return asked
