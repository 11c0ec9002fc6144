"""A store opened: transactions that read, and the one that a run writes.

SQLite: a run's transaction begins with BEGIN IMMEDIATE and lasts as long as the run, so that one
run at a time is at work; others may read the store until it commits. PostgreSQL: the same by an
advisory lock of the transaction. Either ends with the process, however that ends.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, text
from sqlalchemy.exc import OperationalError

from .engine import WRITES, engine_at, file_at, file_of, is_busy, is_file, place_of, problems_told
from .migrate import is_current, upgrade
from .problems import BusyStore, NotStored
from .runs import is_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 600.0
"""Seconds that a run waits for another one to end."""

READERS = 60.0
"""Seconds that a commit waits for those who read."""

_PAUSE = 0.25  # seconds between two attempts
_LOCK = 0x6B616F70  # "kaop": the advisory lock's number, any that is ours


@dataclass(frozen=True, slots=True)
class Store:
    """An open store whose tables are those of this program; `place` is what to call it."""

    engine: Engine

    @property
    def place(self) -> str:
        """Its file, or its address without the password."""
        return place_of(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that changes nothing.

        Raises:
            StoreProblem: the store cannot be read.
        """
        with problems_told(self.engine), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(
        self, waiting: Callable[[str], None], patience: float = PATIENCE
    ) -> Iterator[Connection]:
        """The transaction of a run: nothing is kept unless `commit` is called in it.

        `waiting` is called once, with the store's place, if another run is at work.

        Raises:
            BusyStore: the other run lasts longer than `patience` seconds.
            StoreProblem: the store cannot be written.
        """
        with problems_told(self.engine), self.engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            _begin_alone(connection, waiting, patience)
            yield connection
            connection.rollback()  # nothing, where it was committed

    def commit(self, connection: Connection) -> None:
        """Keeps what was done in the transaction, when those who read a file have done so.

        Raises:
            BusyStore: they take longer than `READERS` seconds.
            StoreProblem: the store cannot be written.
        """
        with problems_told(self.engine):
            if is_file(self.engine):
                _commit_between_readers(connection)
            connection.commit()

    def knows_run(self, mark: str) -> bool:
        """Whether the run of this mark was committed."""
        with self.reading() as connection:
            return is_known(connection, mark)


def open_store(url: str | URL) -> Store:
    """The store at this URL, made where there is none, its tables brought up to date.

    Raises:
        StoreProblem: it cannot be had; see the classes of `problems`.
        OSError: the folder of its file cannot be made.
    """
    engine = engine_at(url)
    file = file_of(engine)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    store = Store(engine)
    with store.reading() as connection:
        current = is_current(connection)
    if not current:
        with store.writing(_say_nothing) as connection:
            if not is_current(connection):  # another one may have been quicker
                upgrade(connection)
                store.commit(connection)
    return store


def existing_store(url: str | URL) -> Store:
    """The store at this URL, which must be there.

    Raises:
        NotStored: there is no such file.
        StoreProblem: it cannot be had.
    """
    file = file_at(url)
    if file is not None and not file.is_file():
        raise NotStored(f"没有 {file}；请先用 kaoping run 建立数据集，或者用 --db 指明库在哪里。")
    return open_store(url)


def _begin_alone(connection: Connection, waiting: Callable[[str], None], patience: float) -> None:
    end = time.monotonic() + patience
    told = False
    while not _begun(connection):
        place = place_of(connection.engine)
        if not told:
            waiting(place)
            told = True
        if time.monotonic() > end:
            raise BusyStore(f"另一次运行正在使用 {place}；请等它结束后再运行。")
        time.sleep(_PAUSE)


def _begun(connection: Connection) -> bool:
    if not is_file(connection.engine):
        # Files are read for hours in this transaction: it must not be cut off as forgotten.
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        return bool(connection.scalar(text(f"SELECT pg_try_advisory_xact_lock({_LOCK})")))
    try:
        connection.begin()
    except OperationalError as error:
        if not is_busy(error):
            raise
        return False
    return True


def _commit_between_readers(connection: Connection) -> None:
    # SQLite would wait by itself, but could not be interrupted then.
    end = time.monotonic() + READERS
    while True:
        try:
            connection.exec_driver_sql("COMMIT")
        except OperationalError as error:
            if not is_busy(error) or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _say_nothing(_place: str) -> None:
    """Nothing: tables are made in no time."""
