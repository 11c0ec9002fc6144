"""A cluster reached, and looked over, before anything is given to it."""

from __future__ import annotations

import socket
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .edition import difference_told, edition
from .executor import Cluster
from .problem import ClusterProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client, Scheduler

SECONDS = 10.0
"""How long scheduler and workers may take to say who they are."""

LENGTH = 8  # bytes that tell how long a message is, in the machine's own order
GREETING = 1024 * 1024
"""Bytes that a server's first message may have; it has about 200."""

HOW = "请检查地址、调度程序（dask scheduler）和防火墙，写法如 tcp://10.0.0.1:8786。"


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at this address, `tcp://HOST:PORT` or `tls://HOST:PORT`.

    Raises:
        ClusterProblem: it cannot be reached, has no workers, or a machine of it has another
            edition of kaoping; Dask is not installed here.
    """
    if find_spec("distributed") is None:
        raise ClusterProblem(
            "没有安装 Dask，不能用 --cluster；请运行 pip install 'kaoping[cluster]'。"
        )
    _knock(address)
    import dask  # noqa: PLC0415 - only who asks for a cluster needs it

    # Files that a worker does not see go along with the task: there is nowhere better for them.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"}):
        client = _client(address)
        try:
            yield _looked_over(client, address)
        finally:
            client.close(timeout=1)


def _knock(address: str) -> None:
    """Dask would try for its whole time-out where nobody is, and for ever where another answers."""
    scheme, host, port = _parts_of(address)
    try:
        with socket.create_connection((host, port), timeout=SECONDS) as line:
            # Behind TLS a server waits to be spoken to.
            greeted = scheme != "tcp" or _is_greeting(line.recv(LENGTH, socket.MSG_WAITALL))
    except OSError as problem:
        reason = problem.strerror or "没有应答"
        raise ClusterProblem(f"连不上集群 {address}（{reason}）；{HOW}") from problem
    if not greeted:
        raise _no_scheduler(address)


def _is_greeting(head: bytes) -> bool:
    """Whether so begins what Dask's servers say at first: the length of a short message."""
    return len(head) == LENGTH and 0 < int.from_bytes(head, sys.byteorder) <= GREETING


def _no_scheduler(address: str) -> ClusterProblem:
    return ClusterProblem(f"{address} 有应答，但不是能用的 Dask 调度程序；{HOW}")


def _parts_of(address: str) -> tuple[str, str, int]:
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if parts.scheme not in {"tcp", "tls"} or not host or not port:
        raise ClusterProblem(f"集群的地址“{address}”写得不对；{HOW}")
    return parts.scheme, host, port


def _client(address: str) -> Client:
    from distributed import Client  # noqa: PLC0415

    try:
        return Client(address, timeout=SECONDS, set_as_default=False, name="kaoping")
    except Exception as problem:
        raise _no_scheduler(address) from problem


def _looked_over(client: Client, address: str) -> Cluster:
    from .line import Line  # noqa: PLC0415 - imports Dask

    try:
        told = {f"调度程序 {address}": client.run_on_scheduler(_prepare)}
        told |= {f"工作进程 {at}": one for at, one in client.run(edition).items()}
    except Exception as problem:
        raise ClusterProblem(
            f"集群 {address} 的机器上没有装 kaoping，或者版本相差太大（{type(problem).__name__}）；"
            "请在调度程序和每台工作机上安装与本机相同的版本：pip install 'kaoping[cluster]'。"
        ) from problem
    if len(told) == 1:
        raise ClusterProblem(f"集群 {address} 没有工作进程；请先在各台机器上启动 dask worker。")
    ours = edition()
    for where, theirs in told.items():
        if theirs != ours:
            raise ClusterProblem(difference_told(where, ours, theirs))
    return Cluster(Line(client, address), ours)


def _prepare(dask_scheduler: Scheduler) -> object:
    """Has the scheduler tell of every lost worker at once, not after its fourth; its edition.

    Who sends a task counts for himself, and tries a suspect alone: the scheduler would give it to
    worker after worker, together with others, and blame all.
    """
    dask_scheduler.allowed_failures = 0
    return edition()
