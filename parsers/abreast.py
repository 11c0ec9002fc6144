"""Pages read side by side, while the file that holds them is gone through page by page."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Semaphore
from typing import TYPE_CHECKING, TypeVar

from .cores import cores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .limits import Limits

T = TypeVar("T")

PAGES = 2
"""Read at once, at most: one is prepared while lines of the other are recognised. More would take
memory, and recognition takes all cores by itself."""


Job = Callable[[], T]
"""What is left to be done for a page."""


def abreast(jobs: Iterable[Job[T]], limits: Limits) -> list[T]:
    """What the jobs give, in their order; the next is taken when less than two are under way.

    Args:
        jobs: taken one by one, in the caller's thread.
        limits: with one core, a job is done before the next is taken.

    Raises:
        Exception: what the first of the jobs that failed raised, or taking one.
    """
    if (limits.threads or cores()) == 1:
        return [job() for job in jobs]
    room = Semaphore(PAGES)

    def done(job: Job[T]) -> T:
        try:
            return job()
        finally:
            room.release()

    under_way: list[Future[T]] = []
    with ThreadPoolExecutor(PAGES) as pool:
        remaining = iter(jobs)
        while True:
            room.acquire()
            job = next(remaining, None)
            if job is None:
                return [future.result() for future in under_way]
            under_way.append(pool.submit(done, job))
