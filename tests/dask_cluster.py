"""A Dask cluster of its own for the tests: a scheduler and workers, each a program."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Client

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TESTS = Path(__file__).resolve().parent
STARTS_WITHIN = 60.0  # seconds


@dataclass
class DaskCluster:
    folder: Path
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def start(
        self, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """A program of Dask's, in a group of its own, so that all it starts ends with it."""
        quiet = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error", "PYTHONPATH": str(TESTS)}
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
                cwd=self.folder,
                env={**os.environ, **quiet, **(environment or {})},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def start_worker(self, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        options = ("--nworkers", "1", "--nthreads", "1", "--local-directory", str(self.folder))
        return self.start("worker", self.address, *options, environment=environment)

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        self.processes.remove(process)
        _end(process)

    def wait_for_workers(self, count: int) -> None:
        """Until so many are there, no more and no fewer."""
        end = time.monotonic() + STARTS_WITHIN
        with Client(self.address, set_as_default=False, timeout=STARTS_WITHIN) as client:
            while len(client.nthreads()) != count:
                if time.monotonic() > end:
                    raise RuntimeError((self.folder / "log").read_text())
                time.sleep(0.1)


@contextmanager
def dask_cluster(
    folder: Path, workers: int, environment: Mapping[str, str] | None = None
) -> Iterator[DaskCluster]:
    """A scheduler on a free port and so many workers of one thread, gone afterwards."""
    cluster = DaskCluster(folder, _free_port())
    try:
        cluster.start("scheduler", "--host", "127.0.0.1", "--port", str(cluster.port))
        for _ in range(workers):
            cluster.start_worker(environment)
        cluster.wait_for_workers(workers)
        yield cluster
    finally:
        for process in reversed(cluster.processes):
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
