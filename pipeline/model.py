"""What the stages hand to each other: Submission, Finding, Result, Outstanding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - cattrs reads the annotations

from normalizers.model import Field, Form  # noqa: TC001
from normalizers.scheme import Scheme  # noqa: TC001
from parsers.model import Place  # noqa: TC001


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
    its files in order of name: one, or the parts of a folder. `names` are what the files are
    called (来源文件), in their order: their own names, but of a file that was in an archive its
    path in there, for what lies on disk is gone after the run.
    """

    id: str
    files: tuple[Path, ...]
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.names:
            object.__setattr__(self, "names", tuple(path.name for path in self.files))


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


class Shift(StrEnum):
    """What became of an indicator since last year."""

    NEW = "新增"
    DROPPED = "减少"
    REWORDED = "内容变动"
    REWEIGHED = "权重变动"
    RESCHEDULED = "时限变动"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of one indicator: its number now and then, what the field said and says.

    A number is empty where the indicator was not there, or has none.
    """

    kind: Shift
    number: str
    former_number: str
    field: Field
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a form differs from its unit's of the year before.

    `kept` are indicators that say the same, `reworded` those that say it otherwise; `reweighed` of
    both have another weight. `level1_before` is last year's number of 一级指标 in the sections that
    the scheme limits by it, None if they were not there.
    """

    kept: int
    reworded: int
    reweighed: int
    new: int
    dropped: int
    level1_before: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What one submission came to.

    `form` is None where it could not be read. `fingerprint` is the SHA-256 of the content, in
    hexadecimal, empty where it could not be had; `kind` and `method` are 文件格式 and 解析方式;
    `seconds` is the time it took. `scheme` is the one that the form was read and checked by;
    `notes` are what its readers tell a clerk about the files. `version` is 版本, by the store.
    `comparison` is how the form differs from the unit's of the year before, None where that is not
    known.
    """

    submission: Submission
    fingerprint: str
    kind: str
    method: str
    pages: int | None
    form: Form | None
    findings: tuple[Finding, ...]
    seconds: float = 0.0
    scheme: Scheme | None = None
    notes: tuple[str, ...] = ()
    version: int = 1
    comparison: Comparison | None = None

    def count(self, level: Level) -> int:
        """How many findings of this level there are."""
        return sum(f.level is level for f in self.findings)

    @property
    def state(self) -> State:
        """退回 without a form, 待核 with an error among the findings, else 通过."""
        if self.form is None:
            return State.RETURNED
        return State.PENDING if self.count(Level.ERROR) else State.PASSED


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What is still to come; None where the office has no list that would tell.

    `unreported` are the units of the roster without a submission, in its order and without the
    city's name; `unclaimed` and `misclaimed` the superior items that no unit cites, and that only
    others than the lead units do; `targets` is how many there are. `former_years` are the years of
    last year's dataset, `unmatched` the submissions whose unit is not in it, `former_only` its
    units of which nothing has come this year.
    """

    unreported: tuple[str, ...] | None = None
    targets: int | None = None
    unclaimed: int = 0
    misclaimed: int = 0
    former_years: tuple[int, ...] | None = None
    unmatched: tuple[str, ...] = ()
    former_only: tuple[str, ...] = ()
