"""run.json: what a run did, the one published file that differs from run to run."""

from __future__ import annotations

import json
import platform
from collections import Counter
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from .rows import repair_count
from .run_summary import NOTHING_DONE, Account

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .model import Outstanding, Result
    from .worker import Bounds

PACKAGES = (
    "kaoping",
    "pypdfium2",
    "pdfplumber",
    "camelot-py",
    "python-docx",
    "openpyxl",
    "rapidocr",
    "onnxruntime",
    "opencv-python-headless",
)

_LIMITS = frozenset({"file.timeout", "file.too_large"})


@dataclass(frozen=True, slots=True)
class RunFacts:
    """How a run went: when it began, how long it took, what it was allowed, what it had to do.

    `stages` are the seconds of each stage until this was written.
    """

    began: datetime
    seconds: float
    workers: int
    bounds: Bounds
    account: Account = NOTHING_DONE
    stages: tuple[tuple[str, float], ...] = ()


def run_record_of(
    results: Sequence[Result], facts: RunFacts, outstanding: Outstanding | None = None
) -> bytes:
    """The file's bytes: counts, times, versions, limits hit, and what is still `outstanding`.

    What the office has no list of is null: it is not known.
    """
    record = {
        **_about_run(facts),
        "submissions": len(results),
        "states": dict(sorted(Counter(str(r.state) for r in results).items())),
        "indicators": sum(len(r.form.indicators) for r in results if r.form is not None),
        "repairs": sum(repair_count(r) for r in results),
        "findings": dict(sorted(Counter(f.code for r in results for f in r.findings).items())),
        "limits_hit": [
            {"submission": r.submission.id, "code": f.code}
            for r in results
            for f in r.findings
            if f.code in _LIMITS
        ],
        "outstanding": None if outstanding is None else asdict(outstanding),
        "files": [_about(r) for r in results],
    }
    return _written(record)


def renewed(record: str, facts: RunFacts) -> bytes:
    """The bytes for a run that found everything as the run of this `record` left it."""
    return _written({**json.loads(record), **_about_run(facts)})


def _about_run(facts: RunFacts) -> dict[str, object]:
    account = facts.account
    return {
        "began": facts.began.isoformat(timespec="seconds"),
        "seconds": round(facts.seconds, 3),
        "stages": {stage: round(seconds, 3) for stage, seconds in facts.stages},
        "workers": facts.workers,
        "bounds": {"seconds": facts.bounds.seconds, "memory_mib": facts.bounds.memory},
        "versions": {"python": platform.python_version(), **_versions()},
        "read": account.read,
        "unchanged": account.kept,
        "resumed": account.resumed,
        "reread": [{"变动": changed, "份数": count} for changed, count in account.reread],
        "published": account.published,
    }


def _written(record: dict[str, object]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def _about(result: Result) -> dict[str, object]:
    return {
        "submission": result.submission.id,
        "seconds": round(result.seconds, 3),
        "notes": list(result.notes),
    }


def _versions() -> dict[str, str]:
    found = {d: version_of(d) for d in PACKAGES}
    return {name: version for name, version in found.items() if version is not None}


def version_of(distribution: str) -> str | None:
    """The installed version, None if it is not installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
