"""How the machine's cores are shared out among the children that read."""

from __future__ import annotations

from parsers.cores import cores


def threads_each(workers: int, tasks: int) -> int:
    """How many threads a child may run where so many workers do so many tasks.

    Recognition with more threads than cores is slower than with one: they wait for each other.
    """
    return max(1, cores() // max(1, min(workers, tasks)))
