"""Connections to a store, and what its database's errors mean to a clerk."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from .problems import BusyStore, ForeignStore, StoreProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_NAME = "kaoping.db"

WRITES = "kaoping_writes"
"""The execution option of a connection that is to write: its transaction bars other writers."""

_FIRST_WAIT = 1.0  # seconds until a run that waits for another one says so

# Primary result codes, https://www.sqlite.org/rescode.html
_READ_ONLY, _IO, _CORRUPT, _FULL, _CANNOT_OPEN, _NO_DATABASE = 8, 10, 11, 13, 14, 26
_BUSY = frozenset({5, 6})
_PRIMARY = 0xFF

_UNCHANGED = "原有的数据集没有改动"


def default_url(folder: Path) -> URL:
    """Where the store of a dataset is if nobody says otherwise: in its own folder."""
    # No text: a question mark in a folder's name would end the path.
    return URL.create("sqlite", database=str(folder.absolute() / FILE_NAME))


def file_at(url: str | URL) -> Path | None:
    """The file of the store at this URL, None for one on a server; nothing is opened.

    Raises:
        StoreProblem: as `engine_at`.
    """
    return file_of(engine_at(url))


def engine_at(url: str | URL) -> Engine:
    """An engine for this SQLAlchemy URL; nothing is opened yet.

    Raises:
        StoreProblem: it is no URL, or the database's driver is not installed.
    """
    try:
        parsed = make_url(url)
        engine = create_engine(parsed, poolclass=NullPool, **_arguments(parsed))
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreProblem(
            f"--db 的地址“{url}”不对；写法如 sqlite:///文件夹/kaoping.db "
            "或 postgresql+psycopg://用户:密码@主机/库名。"
        ) from error
    except ModuleNotFoundError as error:
        raise StoreProblem(
            f"这种数据库的驱动程序 {error.name} 没有安装；PostgreSQL 请运行 "
            "pip install 'kaoping[postgres]'。"
        ) from error
    if is_file(engine):
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
    return engine


def is_file(engine: Engine) -> bool:
    """Whether the store is a SQLite file."""
    return engine.dialect.name == "sqlite"


def file_of(engine: Engine) -> Path | None:
    """The store's file, None for one on a server or in memory."""
    name = engine.url.database
    return Path(name) if is_file(engine) and name and name != ":memory:" else None


def place_of(engine: Engine) -> str:
    """What to call the store: its file, or its address without the password."""
    return str(file_of(engine) or engine.url.render_as_string(hide_password=True))


@contextmanager
def problems_told(engine: Engine) -> Iterator[None]:
    """Tells what the database refuses in a sentence.

    Raises:
        StoreProblem: it is of another kind, damaged, locked, full, or cannot be had.
    """
    try:
        yield
    except DBAPIError as error:
        raise _problem_of(error, engine) from error


def is_busy(error: DBAPIError) -> bool:
    """Whether another one holds the SQLite file."""
    return _code(error) in _BUSY


def _problem_of(error: DBAPIError, engine: Engine) -> StoreProblem:
    place = place_of(engine)
    match _code(error):
        case code if code in _BUSY:
            return BusyStore(f"另一次运行正在使用 {place}；请等它结束后再运行。")
        case 26 | 11:
            return ForeignStore(
                f"{place} 不是 kaoping 的库，或者已经损坏，没有动它；"
                "请把它移走或改名（先留一份），再运行一次，会建立新的库并重新读取所有文件。"
            )
        case 13:
            return StoreProblem(f"磁盘已满，写不进 {place}；{_UNCHANGED}，请腾出空间再运行。")
        case 8 | 14 | 10:
            return StoreProblem(
                f"打不开或写不进 {place}；{_UNCHANGED}，请检查文件夹是否存在、是否只读。"
            )
    first = str(error.orig).partition("\n")[0]
    return StoreProblem(f"库 {place} 出错（{first}）；{_UNCHANGED}。")


def _code(error: DBAPIError) -> int | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else int(code) & _PRIMARY


def _arguments(url: URL) -> dict[str, Any]:  # what create_engine takes
    return {"connect_args": {"timeout": _FIRST_WAIT}} if url.get_backend_name() == "sqlite" else {}


def _leave_transactions_to_us(connection: Any, _record: object) -> None:  # noqa: ANN401 - DBAPI
    # sqlite3 begins transactions late and not before DDL:
    # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # That a commit is done must be on the disk before a swap's mark goes: what is called FULL may
    # take it back after a power cut, https://www.sqlite.org/pragma.html#pragma_synchronous
    connection.execute("PRAGMA synchronous = EXTRA")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
