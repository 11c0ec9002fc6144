"""Pages read side by side: in their order, few at once, and with what went wrong."""

from __future__ import annotations

from functools import partial
from threading import Barrier, Lock, get_ident
from typing import TYPE_CHECKING

import pytest

from parsers.abreast import PAGES, Job, abreast
from parsers.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

TWO = Limits(threads=2)


def test_results_come_in_the_order_of_the_jobs() -> None:
    assert abreast((partial(int, n) for n in range(50)), TWO) == list(range(50))
    assert abreast((), TWO) == []


def test_pages_are_read_at_the_same_time() -> None:
    meeting = Barrier(PAGES, timeout=10)
    assert len(set(abreast([meeting.wait] * PAGES, TWO))) == PAGES


def test_a_page_is_taken_only_when_there_is_room_for_it() -> None:
    lock, open_pages, most = Lock(), set[int](), list[int]()

    def close(number: int) -> None:
        with lock:
            open_pages.remove(number)

    def jobs() -> Iterator[Job[None]]:
        for number in range(30):
            with lock:
                open_pages.add(number)
                most.append(len(open_pages))
            yield partial(close, number)

    abreast(jobs(), TWO)
    assert max(most) <= PAGES


def test_jobs_are_taken_by_one_thread_alone_and_with_one_core_done_by_it() -> None:
    takers = set[int]()

    def jobs() -> Iterator[Job[int]]:
        for _ in range(10):
            takers.add(get_ident())
            yield get_ident

    assert get_ident() not in abreast(jobs(), TWO)
    assert set(abreast(jobs(), Limits(threads=1))) == takers == {get_ident()}


@pytest.mark.parametrize("threads", [1, 2])
def test_the_first_failure_of_a_job_or_of_taking_one_is_raised(threads: int) -> None:
    with pytest.raises(ValueError, match="二"):
        abreast(
            [partial(int, "1"), partial(int, "二"), partial(int, "三")], Limits(threads=threads)
        )

    def jobs() -> Iterator[Job[int]]:
        yield partial(int, "1")
        raise OSError

    with pytest.raises(OSError, match=r"^$"):
        abreast(jobs(), Limits(threads=threads))
