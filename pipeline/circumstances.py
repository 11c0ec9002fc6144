"""What results depend on besides the submissions' files, told apart and named when it changes."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from .run_record import PACKAGES, version_of
from .store.runs import Circumstances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalizers.roster import Roster
    from normalizers.scheme import Scheme

NAMES = {
    "program": "程序",
    "packages": "读取文件的组件",
    "scheme": "考评方案",
    "roster": "人员名册",
}
"""What a clerk calls each of the circumstances."""

_AFTERWARDS = ("cluster", "publish", "store", "commands", "export", "learn", "notices")
_SHOWING = frozenset(
    {"across.py", "batch_tables.py", "between.py", "claims.py", "cli.py", "columns.py", "course.py",
     "coverage.py", "dataset.py", "diff.py", "diff_view.py", "doctor.py", "duty_load.py",
     "events.py", "journal.py", "known_documents.py", "logs.py", "memory.py", "merged_cells.py",
     "outstanding.py", "overview.py", "overview_lines.py", "overview_notes.py", "ownership.py",
     "pace.py", "pile.py", "progress.py", "published.py", "published_csv.py", "read_events.py",
     "run_record.py", "run_summary.py", "scheme_view.py", "settling.py", "shared_people.py",
     "show.py", "show_tables.py", "since_last_year.py", "summary.py", "tables.py", "watch.py",
     "watcher.py", "year_on_year.py"}
)  # fmt: skip
_SHORT = 12  # hexadecimal digits of a digest in a text that a person may see


def circumstances_of(scheme: Scheme | None, roster: Roster | None) -> Circumstances:
    """The present ones, for a run by this scheme (None: by each form's title) and roster."""
    told = (
        f"{version_of('kaoping')} {_code(reading_only=True)}",
        f"Python {sys.version_info[0]}.{sys.version_info[1]}、{_packages()}",
        _scheme(scheme),
        "" if roster is None else _digest([repr(roster.listings).encode()]),
    )
    return Circumstances(_digest(text.encode() + b"\n" for text in told), *told)


def changes_between(before: Circumstances, after: Circumstances) -> tuple[str, ...]:
    """The names of what has changed, as a clerk calls it."""
    return tuple(
        name for field, name in NAMES.items() if getattr(before, field) != getattr(after, field)
    )


def publishing_code() -> str:
    """The digest of all code: what the published files depend on."""
    return _code(reading_only=False)


@cache
def _code(*, reading_only: bool) -> str:
    """The digest of the packages' files; only of what a result comes from, or of all.

    A program that is worked on keeps its version: its code tells more. 350 files take 20 ms.
    """
    root = Path(__file__).resolve().parent
    files = [*_files(root.with_name("parsers")), *_files(root.with_name("normalizers"))]
    files += [file for file in _files(root) if not (reading_only and _comes_after(file, root))]
    named = (f"{file.relative_to(root.parent).as_posix()}\n".encode() for file in files)
    contents = (file.read_bytes() for file in files)
    return _digest(chain.from_iterable(zip(named, contents, strict=True)))


def _files(folder: Path) -> Iterator[Path]:
    """The package's files in order, without compiled ones; schemes are told apart."""
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.is_file() and "__pycache__" not in inner and "schemes" not in inner:
            yield path


def _comes_after(file: Path, root: Path) -> bool:
    first = file.relative_to(root).parts[0]
    return first in _AFTERWARDS or first in _SHOWING


def _scheme(scheme: Scheme | None) -> str:
    if scheme is not None:
        from .store.codec import scheme_digest  # noqa: PLC0415 - cattrs is slow to load

        return f"{scheme.name} {scheme_digest(scheme)[:_SHORT]}"
    folder = resources.files("normalizers") / "schemes"
    texts = sorted((f.name, f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".toml"))
    return f"按表的标题选 {_digest(text for _, text in texts)}"


def _packages() -> str:
    return "、".join(f"{name} {version_of(name)}" for name in PACKAGES[1:])


def _digest(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest()[:_SHORT]
