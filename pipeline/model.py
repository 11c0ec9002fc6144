"""What the stages hand to each other: Submission, Finding, Result, RunSummary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from normalizers.model import Form
    from parsers.model import Place


class Level(StrEnum):
    """How grave a finding is."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


class State(StrEnum):
    """What became of a submission."""

    PASSED = "通过"
    PENDING = "待核"
    RETURNED = "退回"


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission to read.

    `id` is its path relative to the folder that was given, with `/` between parts; `files` are
    its files in order of name: one, or the parts of a folder.
    """

    id: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem found: a code of the catalogue, its level, and a sentence a clerk can act on.

    `number` is the 序号 that it is about, empty for the whole form; `field` the heading of the
    field, or empty.
    """

    level: Level
    code: str
    message: str
    number: str = ""
    field: str = ""
    place: Place | None = None
    expected: str = ""
    found: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What one submission came to.

    `form` is None where it could not be read. `fingerprint` is the SHA-256 of the content, in
    hexadecimal; `kind` and `method` are 文件格式 and 解析方式; `seconds` is the time it took.
    """

    submission: Submission
    fingerprint: str
    kind: str
    method: str
    pages: int | None
    form: Form | None
    findings: tuple[Finding, ...]
    seconds: float = 0.0

    @property
    def state(self) -> State:
        """退回 without a form, 待核 with an error among the findings, else 通过."""
        if self.form is None:
            return State.RETURNED
        errors = any(f.level is Level.ERROR for f in self.findings)
        return State.PENDING if errors else State.PASSED


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did; the results are in the order of their ids."""

    results: tuple[Result, ...]
    out: Path
    seconds: float
