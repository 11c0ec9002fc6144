"""A PostgreSQL server of its own for the tests, from the machine's binaries."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTS_WITHIN = 60.0  # seconds


@dataclass(frozen=True)
class Server:
    port: int

    def new_database(self) -> str:
        """The SQLAlchemy URL of an empty database."""
        import psycopg  # noqa: PLC0415 - where there is no server it is not needed

        name = f"test_{uuid4().hex}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name).replace("postgresql://", "postgresql+psycopg://")

    def address(self, database: str) -> str:
        return f"postgresql://kaoping@127.0.0.1:{self.port}/{database}"


def binaries() -> Path | None:
    """The folder of the newest server's programs, where Debian puts them; None without any."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_release)
    return found[-1].parent if found else None


@contextmanager
def server(programs: Path) -> Iterator[Server]:
    """A server on a free port, in a folder that is gone afterwards."""
    # Not under pytest's own folder: an ordinary user may not enter that of root.
    folder = Path(tempfile.mkdtemp(prefix="kaoping-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        data, log = folder / "data", folder / "log"
        made = ["-D", data, "-U", "kaoping", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(_ordinary([programs / "initdb", *made]), check=True, capture_output=True)
        port = _free_port()
        options = ["-D", data, "-p", str(port), "-k", folder, "-c", "fsync=off"]
        with log.open("wb") as stream:
            process = subprocess.Popen(
                _ordinary([programs / "postgres", *options]), stdout=stream, stderr=stream
            )
        try:
            _wait_until_ready(Server(port), log)
            yield Server(port)
        finally:
            process.send_signal(signal.SIGINT)  # a fast shutdown: open connections are cut
            process.wait()
    finally:
        shutil.rmtree(folder)


def _release(path: Path) -> int:
    return int(path.parts[-3])


def _ordinary(command: list[str | Path]) -> list[str]:
    """The command as an ordinary user's: initdb refuses root."""
    drop = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"]
    return [*(drop if os.geteuid() == 0 else ()), *map(str, command)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(running: Server, log: Path) -> None:
    import psycopg  # noqa: PLC0415

    end = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            psycopg.connect(running.address("postgres")).close()
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise RuntimeError(log.read_text()) from None
            time.sleep(0.1)
        else:
            return
