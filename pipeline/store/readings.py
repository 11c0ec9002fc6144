"""What each content of a submission came to: the results that need not be had again."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from .codec import Encoded, decode, encode
from .schema import READINGS, VERSIONS
from .schemes import keep_scheme, schemes_named
from .texts import storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row

    from normalizers.scheme import Scheme
    from pipeline.model import Result

_AT_ONCE = 100  # rows asked for by their numbers: SQLite before 3.32 takes 999 parameters, and
# bodies wait in memory until they are decoded


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading in the store: which submission's, of which content, by which circumstances.

    `settled`: it would come out the same again. `digest` is that of what it says.
    """

    id: int
    submission: str
    content: str
    circumstances: str
    settled: bool
    digest: str


def all_readings(connection: Connection) -> dict[tuple[str, str], Kept]:
    """Every reading, by submission and content."""
    columns = (
        READINGS.c.id,
        READINGS.c.submission,
        READINGS.c.content,
        READINGS.c.circumstances,
        READINGS.c.settled,
        READINGS.c.digest,
    )
    kept = (Kept(*row) for row in connection.execute(select(*columns)))
    return {(k.submission, k.content): k for k in kept}


def results_kept(
    connection: Connection, numbers: Sequence[int], schemes: dict[str, Scheme] | None = None
) -> dict[int, Result]:
    """The results of these readings, by their numbers.

    `schemes` are those that are known, by digest; what is not among them is put there.

    Raises:
        Undecodable: one is damaged.
    """
    found: dict[int, Result] = {}
    schemes = {} if schemes is None else schemes
    with _collector_at_rest():
        for some in _chunks(numbers):
            rows = connection.execute(select(READINGS).where(READINGS.c.id.in_(some))).all()
            new = {row.scheme for row in rows if row.scheme} - schemes.keys()
            schemes |= schemes_named(connection, new) if new else {}
            found |= {row.id: decode(_encoded(row), schemes) for row in rows}
    return found


def keep_reading(connection: Connection, result: Result, told: Kept) -> Kept:
    """Keeps a result as the reading of its content, in the place of an earlier one.

    Of `told` the number and the digest do not matter.
    """
    return keep_encoded(connection, encode(result), result.scheme, told)


def keep_encoded(
    connection: Connection, encoded: Encoded, scheme: Scheme | None, told: Kept
) -> Kept:
    """As `keep_reading`, of a result that is bytes already, and the scheme that it was read by."""
    keep_scheme(connection, scheme, encoded.scheme)
    values = {
        "circumstances": told.circumstances,
        "settled": told.settled,
        "digest": encoded.digest,
        "scheme": encoded.scheme,
        "files": encoded.files,
        "seconds": encoded.seconds,
        "body": encoded.body,
    }
    number = _put(connection, storable(told.submission), told.content, values)
    return Kept(
        number, told.submission, told.content, told.circumstances, told.settled, encoded.digest
    )


def forget_superseded(connection: Connection, kept: Sequence[Kept]) -> None:
    """Drops what these submissions' other contents came to, where no version rests on it."""
    names = {k.submission for k in kept}
    current = {k.id for k in kept}
    used = set(connection.scalars(select(VERSIONS.c.reading)))
    others = [
        k.id
        for k in all_readings(connection).values()
        if k.submission in names and k.id not in current and k.id not in used
    ]
    for some in _chunks(others):
        connection.execute(delete(READINGS).where(READINGS.c.id.in_(some)))


def _encoded(row: Row[Any]) -> Encoded:
    return Encoded(row.body, row.scheme, row.files, row.seconds, row.digest)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without the collector of cycles, of which results have none: 4 ms a form and not 8."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _put(connection: Connection, submission: str, content: str, values: dict[str, object]) -> int:
    here = (READINGS.c.submission == submission) & (READINGS.c.content == content)
    changed = connection.execute(
        update(READINGS).where(here).values(values).returning(READINGS.c.id)
    ).first()
    if changed is not None:
        return int(changed[0])
    statement = insert(READINGS).values(submission=submission, content=content, **values)
    return int(connection.execute(statement.returning(READINGS.c.id)).scalar_one())


def _chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
