"""A whole run over hostile files, watched: what became of each, and what was done besides."""

from __future__ import annotations

import csv
import http.server
import io
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hostile.model import Lure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hostile.model import Hostile

SECRET = "此处不可外泄"  # noqa: S105 - what stands in a file that nobody may read
_WATCH = Path(__file__).parent / "watch"
_RUN = "from pipeline.cli import main; main()"
_NO_REFUSAL = frozenset({"file.no_form", "file.duplicate"})


@dataclass(frozen=True, slots=True)
class Trial:
    """How a run ended.

    `ends` has, for each file of the folder, what became of it and of what it holds, as in
    `Hostile.ends`; `complaints` are the watch's, `asked` what came to the lure's address, `left`
    the files that remain of the run's scratch folder, `seconds` by the clock.
    """

    status: int
    stderr: str
    complaints: tuple[str, ...]
    left: tuple[str, ...]
    ends: Mapping[str, frozenset[str]] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    seconds: float = 0.0


@contextmanager
def lured(folder: Path) -> Iterator[tuple[Lure, list[str]]]:
    """A lure and what is asked of its address, while the context lasts."""
    secret = folder / "secret" / "secret.txt"
    secret.parent.mkdir(parents=True)
    secret.write_text(f"考评表 {SECRET}", encoding="utf-8")
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline().decode("utf-8", "replace"))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Lure(f"http://127.0.0.1:{server.server_port}/", str(secret)), asked
        server.shutdown()
        thread.join()


def written(files: Sequence[Hostile], folder: Path) -> Path:
    """The folder, with these files in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        (folder / file.name).write_bytes(file.make())
    return folder


def tried(raw: Path, folder: Path, lure: Lure, asked: Sequence[str], *options: str) -> Trial:
    """What a run over the folder `raw` comes to, published in `folder`/out."""
    out = folder / "out"
    start = time.perf_counter()
    done = watched(folder, lure, "-c", _RUN, "run", str(raw), "--out", str(out), *options)
    seconds = time.perf_counter() - start
    return replace(done, ends=ends_of(out), asked=tuple(asked), seconds=seconds)


def watched(folder: Path, lure: Lure, *arguments: str) -> Trial:
    """What a Python program did that it should not; it may write in `folder`/out and /scratch."""
    scratch, log = folder / "scratch", folder / "watch" / "log"
    for place in (scratch, log.parent):
        place.mkdir(parents=True, exist_ok=True)
    own = {
        "PYTHONPATH": str(_WATCH), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(scratch),
        "HOSTILE_WATCH": str(log), "HOSTILE_SECRET": lure.file,
        "HOSTILE_MAY": os.pathsep.join((str(scratch), str(folder / "out"))),
    }  # fmt: skip
    environment = {**os.environ, **own}
    environment.pop("COVERAGE_PROCESS_START", None)
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    told = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    left = sorted(str(p.relative_to(scratch)) for p in scratch.rglob("*"))
    return Trial(done.returncode, done.stderr.decode(), tuple(told), tuple(left))


def rows_of(out: Path, table: str) -> list[dict[str, str]]:
    """The rows of a published table."""
    text = (out / f"{table}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def ends_of(out: Path) -> dict[str, frozenset[str]]:
    """What became of each file; of an archive, of all that was in it."""
    if not (out / "submissions.csv").exists():
        return {}
    refusals: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows_of(out, "findings"):
        if row["代码"].startswith("file.") and row["代码"] not in _NO_REFUSAL:
            refusals[row["提交编号"]].add(row["代码"])
    ends: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows_of(out, "submissions"):
        ends[row["提交编号"].split("/")[0]] |= refusals[row["提交编号"]] or {"read"}
    return {name: frozenset(found) for name, found in ends.items()}
