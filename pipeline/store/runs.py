"""Runs, and what their results depended on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from .schema import CIRCUMSTANCES, RUNS
from .texts import storable

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What results depend on besides the submissions' files, each as a text that tells it apart.

    `program` is the version with the digest of its code, `packages` the versions of what reads
    files, `scheme` and `roster` names with the digests of their contents. `digest` is that of all
    of them.
    """

    digest: str
    program: str
    packages: str
    scheme: str
    roster: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run to be kept; `mark` names it where the store is not at hand, `folder` is its DIR."""

    mark: str
    began: datetime
    folder: str
    circumstances: Circumstances


def begin_run(connection: Connection, run: Run) -> int:
    """Keeps the run and its circumstances; its number."""
    keep_circumstances(connection, run.circumstances)
    statement = insert(RUNS).values(
        mark=run.mark,
        began=run.began,
        folder=storable(run.folder),
        circumstances=run.circumstances.digest,
        read=0,
        kept=0,
        record="",
    )
    (number,) = connection.execute(statement.returning(RUNS.c.id)).one()
    return int(number)


def end_run(connection: Connection, number: int, counts: tuple[int, int], record: bytes) -> None:
    """Keeps how the run went: how many were read, how many were known already, its run.json.

    An empty record is that of a run that found everything published already.
    """
    read, kept = counts
    values = {"read": read, "kept": kept, "record": storable(record.decode())}
    connection.execute(update(RUNS).where(RUNS.c.id == number).values(values))


def is_known(connection: Connection, mark: str) -> bool:
    """Whether a run of this mark is kept."""
    return connection.scalar(select(RUNS.c.id).where(RUNS.c.mark == mark)) is not None


def keep_circumstances(connection: Connection, circumstances: Circumstances) -> None:
    """Keeps them if they are new."""
    if circumstances.digest not in all_circumstances(connection):
        connection.execute(insert(CIRCUMSTANCES).values(asdict(circumstances)))


def all_circumstances(connection: Connection) -> dict[str, Circumstances]:
    """All that ever were, by digest."""
    rows = connection.execute(select(CIRCUMSTANCES)).all()
    return {row.digest: Circumstances(*row) for row in rows}
