"""Versions: the contents of each submission, one after the other, counted from 1."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from .codec import Encoded, decode
from .readings import results_kept
from .schema import MEMBERS, READINGS, RUNS, SUBMISSIONS, VERSIONS
from .schemes import schemes_named
from .texts import in_utc, storable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from normalizers.scheme import Scheme
    from pipeline.model import Result

    from .readings import Kept


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a submission in the store: its row's number, and 版本."""

    id: int
    number: int


@dataclass(frozen=True, slots=True)
class VersionTold:
    """A version for a reader: 版本, when the run began that first met it, its state."""

    id: int
    number: int
    came: datetime
    state: str
    files: str


class Versions:
    """Finds the version of each result of a run, or makes it."""

    def __init__(self, connection: Connection, run: int) -> None:
        self._connection = connection
        self._run = run
        rows = connection.execute(select(SUBMISSIONS.c.name, SUBMISSIONS.c.id))
        self._submissions = {row.name: row.id for row in rows}
        self._latest = _latest(connection)

    def of(self, result: Result, reading: Kept) -> Version:
        """Its submission's latest version, or a new one if the content is new.

        `reading` is what the result comes from.
        """
        submission = self._submission(storable(result.submission.id))
        before = self._latest.get(submission)
        if before is not None and before[1] == reading.content:
            return before[0]
        number = before[0].number + 1 if before else 1
        new = _new(self._connection, self._run, (submission, number), result, reading)
        self._latest[submission] = Version(new, number), reading.content
        return self._latest[submission][0]

    def _submission(self, name: str) -> int:
        known = self._submissions.get(name)
        if known is None:
            statement = insert(SUBMISSIONS).values(name=name).returning(SUBMISSIONS.c.id)
            known = self._submissions[name] = int(self._connection.execute(statement).scalar_one())
        return known


def versions_of(connection: Connection, name: str) -> tuple[VersionTold, ...]:
    """The versions of this submission, the first one first; none if it never came."""
    columns = (VERSIONS.c.id, VERSIONS.c.number, RUNS.c.began, VERSIONS.c.state, VERSIONS.c.files)
    joined = VERSIONS.join(SUBMISSIONS).join(RUNS, RUNS.c.id == VERSIONS.c.run)
    statement = select(*columns).select_from(joined).where(SUBMISSIONS.c.name == storable(name))
    rows = connection.execute(statement.order_by(VERSIONS.c.number))
    return tuple(
        VersionTold(row.id, row.number, in_utc(row.began), row.state, row.files) for row in rows
    )


def names_stored(connection: Connection) -> tuple[str, ...]:
    """Every 提交编号 that ever came, in order of name."""
    return tuple(connection.scalars(select(SUBMISSIONS.c.name).order_by(SUBMISSIONS.c.name)))


def published_results(connection: Connection, versions: Collection[int]) -> tuple[Result, ...]:
    """The results of these versions as they were published, by 提交编号 and 版本.

    The files of what was in archives are gone.

    Raises:
        Undecodable: one is damaged.
    """
    joined = VERSIONS.join(READINGS, READINGS.c.id == VERSIONS.c.reading)
    statement = (
        select(
            VERSIONS,
            READINGS.c.files.label("paths"),
            *(READINGS.c[name] for name in ("scheme", "seconds", "digest")),
        )
        .select_from(joined)
        .where(VERSIONS.c.id.in_(versions))
    )
    rows = connection.execute(statement).all()
    schemes = schemes_named(connection, {row.scheme for row in rows if row.scheme})
    raw = results_kept(connection, [row.reading for row in rows])
    numbered = (
        replace(_published(row, raw[row.reading], schemes), version=row.number) for row in rows
    )
    return tuple(sorted(numbered, key=lambda r: (r.submission.id, r.version)))


def _published(row: Row[Any], read: Result, schemes: Mapping[str, Scheme]) -> Result:
    """The result as published: as it was read, where nothing else is told of it, or of its form."""
    if row.published is None:
        return read
    told = Encoded(row.published, row.scheme, row.paths, row.seconds, row.digest)
    result = decode(told, schemes)
    return result if result.form is not None else replace(result, form=read.form)


def members_of(connection: Connection, folder: str) -> tuple[int, ...]:
    """The versions that make up the dataset of this folder."""
    statement = select(MEMBERS.c.version).where(MEMBERS.c.folder == storable(folder))
    return tuple(connection.scalars(statement))


def _latest(connection: Connection) -> dict[int, tuple[Version, str]]:
    """The latest version of each submission, and its content."""
    newest = (
        select(VERSIONS.c.submission, func.max(VERSIONS.c.number).label("number"))
        .group_by(VERSIONS.c.submission)
        .subquery()
    )
    statement = select(VERSIONS.c.submission, VERSIONS.c.id, VERSIONS.c.number, VERSIONS.c.content)
    rows = connection.execute(
        statement.join(
            newest,
            (newest.c.submission == VERSIONS.c.submission) & (newest.c.number == VERSIONS.c.number),
        )
    )
    return {row.submission: (Version(row.id, row.number), row.content) for row in rows}


def _new(
    connection: Connection, run: int, place: tuple[int, int], result: Result, reading: Kept
) -> int:
    submission, number = place
    statement = insert(VERSIONS).values(
        submission=submission,
        number=number,
        content=reading.content,
        run=run,
        reading=reading.id,
        fingerprint=result.fingerprint,
        files=storable("、".join(result.submission.names)),
        kind=result.kind,
        method=result.method,
        pages=result.pages,
        state=result.state,
    )
    return int(connection.execute(statement.returning(VERSIONS.c.id)).scalar_one())
