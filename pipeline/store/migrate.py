"""Brings a store to the tables of this program, and refuses what is none of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from .engine import is_file, place_of
from .problems import ForeignStore, NewerStore
from .schema import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISIONS = ("0001",)
"""The steps that this program knows, in order; each a file in `migrations/versions`."""

REVISION_TABLE = "kaoping_revision"

MIGRATIONS = Path(__file__).parent / "migrations"


def is_current(connection: Connection) -> bool:
    """Whether the store has the tables of this program; False if they are to be made or changed.

    Raises:
        ForeignStore: there are tables of some other program.
        NewerStore: a newer program has changed the tables.
    """
    names = set(inspect(connection).get_table_names())
    if REVISION_TABLE in names:
        return _revision_of(connection) == REVISIONS[-1]
    # A database on a server may hold tables of others beside ours; a file is ours alone.
    if names if is_file(connection.engine) else names & set(metadata.tables):
        raise ForeignStore(
            f"{place_of(connection.engine)} 里是别的程序的数据，没有动它；请用 --db 另指一处。"
        )
    return False


def upgrade(connection: Connection) -> None:
    """Makes or changes the tables, in the connection's transaction."""
    # Loaded only when there is something to do: it takes a third of a second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision_of(connection: Connection) -> str | None:
    revision = connection.scalar(text(f"SELECT version_num FROM {REVISION_TABLE}"))  # noqa: S608
    if revision is not None and revision not in REVISIONS:
        raise NewerStore(
            f"{place_of(connection.engine)} 由更新的 kaoping 写成，这个版本读不了，没有动它；"
            "请升级 kaoping，或者用 --db 另指一处。"
        )
    return None if revision is None else str(revision)
