"""Kills runs at random moments; afterwards nothing may be lost, half done, or read twice.

Usage: python benchmarks/kills.py [--times N] [--forms N] [--seed N]

Each time there is a dataset, and a folder of made-up forms of which a few have changed, gone, and
come since. `kaoping run` begins on it, and SIGKILL hits one of its processes (the command itself,
the server of its children, a child) at a random moment: of the time that a whole run takes, while
it reads, or while it publishes. Then, what a next run would find must be the old dataset or the
new one, whole, and of the same run as the store; that next run must end with the very files that
a run leaves which nobody disturbed, and must read no form that was put down before. Ends with
status 1 if any of that is not so. Moments are drawn from the seed; what they hit differs by
machine. Nothing of the program may be changed meanwhile: it would read all again.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from figures.forms import drawn

from pipeline.circumstances import circumstances_of
from pipeline.journal import Journal
from pipeline.publish.swap import recover
from pipeline.store import default_url, open_store

OURS = "from pipeline.cli import main; main()"
APART = frozenset({"run.json", "kaoping.db", "kaoping.db-journal", ".readings"})
ALL_READ, SOME_UNREADABLE, KILLED = 0, 3, -9

Files = dict[str, bytes]


@dataclass(frozen=True)
class Scene:
    """Forms, the dataset from before they changed, and the files of both datasets."""

    raw: Path
    former: Path
    old: Files
    new: Files
    changed: int
    seconds: float


def main() -> None:
    """Prints how many kills hit what, and what went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--forms", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311 - no secret
    seen: Counter[str] = Counter()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as temporary:
        scene = scene_in(Path(temporary), arguments.forms)
        for number in range(arguments.times):
            seen[trial(scene, Path(temporary) / str(number), chance)] += 1
    for told, count in sorted(seen.items()):
        print(f"{count:5} {told}")
    print(f"{arguments.times:5} in all, in {time.perf_counter() - began:.0f} s")
    sys.exit(any(told.startswith("WRONG") for told in seen))


def scene_in(folder: Path, forms: int) -> Scene:
    """Makes it: two forms have changed, one has gone, a third of all have come."""
    raw, former, spare = folder / "raw", folder / "former", folder / "spare"
    drawn(raw, forms, "html")
    names = sorted(path.name for path in raw.iterdir())
    spare.mkdir()
    late = names[: forms // 3]
    for name in late:
        (raw / name).rename(spare / name)
    first, second, third = names[-3:]
    texts = [(raw / name).read_bytes() for name in (first, second)]
    for name, text in zip((first, second), reversed(texts), strict=True):
        (raw / name).write_bytes(text)
    started(raw, former).wait()
    for name, text in zip((first, second), texts, strict=True):
        (raw / name).write_bytes(text)
    (raw / third).unlink()
    for name in late:
        (spare / name).rename(raw / name)
    shutil.copytree(former, folder / "whole")
    began = time.perf_counter()
    started(raw, folder / "whole").wait()
    seconds = time.perf_counter() - began
    return Scene(raw, former, files(former), files(folder / "whole"), len(late) + 2, seconds)


def trial(scene: Scene, out: Path, chance: random.Random) -> str:
    """What came of a run one of whose processes was killed, and of the next run."""
    shutil.copytree(scene.former, out)
    run = started(scene.raw, out)
    victim = killed(run, scene, out, chance)
    status = run.wait()
    before = left_by(scene, out, victim, status)
    if before.startswith("WRONG"):
        return before
    put_down = len(Journal(out).noted(circumstances_of(None, None).digest))
    again = started(scene.raw, out).wait()
    record = json.loads((out / "run.json").read_bytes())
    most = {"old": scene.changed - put_down, "new": 0}.get(before, 2)
    if again or files(out) != scene.new:
        return f"WRONG: after {before} the next run's dataset is another"
    if record["read"] > most:
        return f"WRONG: {record['read']} were read again, {put_down} had been put down"
    shutil.rmtree(out)
    return f"{victim} killed: {before}, then {record['read']} of {scene.changed} were read"


def killed(run: subprocess.Popen[bytes], scene: Scene, out: Path, chance: random.Random) -> str:
    """Kills one of the run's processes at a random moment; which it was."""
    sign, most = chance.choice(((None, scene.seconds), (".readings", 0.3), (".publishing", 0.03)))
    while sign is not None and run.poll() is None and not (out / sign).exists():
        time.sleep(0.0002)
    time.sleep(chance.uniform(0, most))
    others = beneath(run.pid)
    if not others or chance.random() < 1 / 2:
        run.kill()
        return "the command"
    generation = chance.choice(sorted({generation for _, generation in others}))
    pid = chance.choice([pid for pid, its in others if its == generation])
    subprocess.run(["kill", "-KILL", str(pid)], check=False, stderr=subprocess.DEVNULL)
    return ("", "a server", "a child")[generation]


def left_by(scene: Scene, out: Path, victim: str, status: int) -> str:
    """What the next run finds: `old`, `new`, or `new but for` what the killed child was reading."""
    store = open_store(default_url(out))
    recover(out, store.knows_run)
    found = files(out)
    with store.reading() as connection:
        runs = connection.exec_driver_sql("SELECT count(*) FROM runs").scalar_one()
    if status == SOME_UNREADABLE:
        return "new but for what the child read"
    if status not in {KILLED, ALL_READ}:
        return f"WRONG: {victim} killed, status {status}"
    state = {1: "old", 2: "new"}.get(runs, f"{runs} runs")
    if found != {"old": scene.old, "new": scene.new}.get(state):
        return f"WRONG: the files are not of the {state} run"
    return state


def beneath(pid: int) -> list[tuple[int, int]]:
    """The processes that a process started, with their generation, from 1."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(status.parent.name)] = int(fields[1])
    generations = {pid: 0}
    found: list[tuple[int, int]] = []
    news = [pid]
    while news:
        news = [child for child, parent in parents.items() if parent in news]
        for child in news:
            generations[child] = generations[parents[child]] + 1
            found.append((child, generations[child]))
    return found


def started(raw: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run under way."""
    command = [sys.executable, "-c", OURS, "run", str(raw), "--out", str(out)]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=nowhere, stderr=nowhere)


def files(folder: Path) -> Files:
    """The published files by name, without those that may differ from run to run."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name not in APART}


if __name__ == "__main__":
    main()
