"""Who decided what, when: the words of people on versions, which no run changes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from .schema import DECISIONS
from .texts import in_utc

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of a version, or of one value in it.

    `number` and `field` name the value, both empty for the whole; `before` and `after` are the
    value as it was and as it shall be, `note` the reason.
    """

    at: datetime
    author: str
    verdict: str
    number: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    note: str = ""


def decide(connection: Connection, version: int, decision: Decision) -> None:
    """Keeps a decision on a version, beside those before it."""
    connection.execute(insert(DECISIONS).values(version=version, **asdict(decision)))


def decisions_on(connection: Connection, version: int) -> tuple[Decision, ...]:
    """The decisions on a version, the first one first; times are in UTC."""
    columns = [column for column in DECISIONS.c if column.name not in {"id", "version", "at"}]
    here = DECISIONS.c.version == version
    statement = select(DECISIONS.c.at, *columns).where(here).order_by(DECISIONS.c.id)
    return tuple(Decision(in_utc(at), *rest) for at, *rest in connection.execute(statement))
