"""Two versions of a submission chosen, and what distinguishes them printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process

from pipeline.diff import difference
from pipeline.diff_view import print_difference
from pipeline.store import NotStored, default_url, existing_store
from pipeline.store.versions import names_stored, published_results, versions_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from pipeline.store.versions import VersionTold

_MOST_NAMED, _NEAR = 5, 50.0  # names that are offered, and how alike they must be, of 100
_TWO = 2


def show_difference(
    folder: Path, name: str, numbers: tuple[int, int] | None, url: str | None
) -> None:
    """Prints what distinguishes two versions; without `numbers`, the last two.

    Raises:
        NotStored: there is no such store, submission or version; names what there is.
        StoreProblem: the store cannot be read.
    """
    store = existing_store(url or default_url(folder))
    with store.reading() as connection:
        told = _chosen(_versions(connection, name), name, numbers)
        results = {
            result.version: result
            for result in published_results(connection, [version.id for version in told])
        }
    before, after = (results[version.number] for version in told)
    print_difference(told, (before, after), difference(before, after))


def _versions(connection: Connection, name: str) -> tuple[VersionTold, ...]:
    versions = versions_of(connection, name)
    if versions:
        return versions
    near = near_names(name, names_stored(connection))
    offered = f"相近的有：{'、'.join(near)}" if near else "submissions.csv 里列有全部提交编号"
    raise NotStored(f"没有编号为“{name}”的提交；{offered}。")


def near_names(name: str, known: Sequence[str]) -> list[str]:
    """The names that may be meant: those that hold it, then those that are most like it."""
    holding = [other for other in known if name in other]
    found = process.extract(name, known, limit=_MOST_NAMED, score_cutoff=_NEAR)
    return list(dict.fromkeys([*holding, *(other for other, _, _ in found)]))[:_MOST_NAMED]


def _chosen(
    versions: tuple[VersionTold, ...], name: str, numbers: tuple[int, int] | None
) -> tuple[VersionTold, VersionTold]:
    if numbers is None:
        if len(versions) < _TWO:
            raise NotStored(f"“{name}”只有一个版本，没有可以比较的。")
        return versions[-2], versions[-1]
    by_number = {version.number: version for version in versions}
    absent = [number for number in numbers if number not in by_number]
    if absent:
        there = "、".join(map(str, by_number))
        raise NotStored(f"“{name}”没有第 {absent[0]} 版；有的是：{there}。")
    return by_number[numbers[0]], by_number[numbers[1]]
