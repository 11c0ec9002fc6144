"""run.json: what a run did, the one published file that differs from run to run."""

from __future__ import annotations

import json
import platform
from collections import Counter
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from .run_summary import NOTHING_DONE, Account

if TYPE_CHECKING:
    from datetime import datetime

    from .model import Outstanding, Result
    from .overview_lines import Line
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


class RunRecord:
    """run.json, as the results come by in their order."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._states: Counter[str] = Counter()
        self._findings: Counter[str] = Counter()
        self._limits: list[dict[str, str]] = []
        self._files: list[dict[str, object]] = []

    def add(self, result: Result, line: Line) -> None:
        """Counts the next result; `line` is what the overview says of it."""
        self._counts.update(submissions=1, indicators=line.indicators, repairs=line.repairs)
        self._states[str(result.state)] += 1
        self._findings.update(f.code for f in result.findings)
        self._limits += [
            {"submission": result.submission.id, "code": f.code}
            for f in result.findings
            if f.code in _LIMITS
        ]
        self._files.append(_about(result))

    def written(self, facts: RunFacts, outstanding: Outstanding | None) -> bytes:
        """The file's bytes: counts, times, versions, limits hit, what is still `outstanding`.

        What the office has no list of is null: it is not known.
        """
        record = {
            **_about_run(facts),
            "submissions": self._counts["submissions"],
            "states": dict(sorted(self._states.items())),
            "indicators": self._counts["indicators"],
            "repairs": self._counts["repairs"],
            "findings": dict(sorted(self._findings.items())),
            "limits_hit": self._limits,
            "outstanding": None if outstanding is None else asdict(outstanding),
            "files": self._files,
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
