"""One form scanned, read and measured: a task for a child process."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from form_truth import truth_of
from scan_print import printed

import parsers
from parsers.limits import DEFAULT_LIMITS
from pipeline.columns import written
from pipeline.model import Level, Submission
from pipeline.process import process
from pipeline.tables import SUBMISSIONS

from .cells import CellScore, cell_score, texts_of
from .making import file_of, form_of
from .settings import SETTINGS
from .values import ValueScore, value_score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from form_model import Truth

    from parsers.limits import Limits
    from parsers.model import Reading
    from pipeline.model import Result

    from .settings import Setting

LETTER = ("发文字号", "发文日期")


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one form.

    `letter` counts its letter's number and date, `letter_right` those that are right. `false`
    are the errors (代码 序号) that the digital file has not got. `seconds` is the whole processing
    of `pages` pages. `fault` says why there is no result, in English.
    """

    setting: str
    seed: int
    values: ValueScore
    cells: CellScore = field(default_factory=CellScore)
    letter: int = 0
    letter_right: int = 0
    letter_wrong: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    method: str = ""
    pages: int = 0
    seconds: float = 0.0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A form of a setting, by its seed."""

    setting: str
    seed: int

    def __call__(self) -> Measured:
        """The form made, scanned, read, and compared with its truth and its digital twin."""
        setting = self._setting
        spec, style = form_of(setting, self.seed)
        truth = truth_of(spec)
        twin = _processed(printed(spec, style), "form.pdf")
        scan = _processed(file_of(setting, self.seed), f"form.{setting.ending}")
        result = scan.result
        letter, wrong = _letter(truth, result)
        return Measured(
            self.setting,
            self.seed,
            value_score(truth, result),
            cell_score(twin.cells, scan.cells),
            letter,
            letter - len(wrong),
            wrong,
            _false(result, twin.result),
            result.method,
            result.pages or 0,
            result.seconds,
            "" if result.form else "no form: " + "; ".join(f.message for f in result.findings),
        )

    @property
    def _setting(self) -> Setting:
        return next(s for s in SETTINGS if s.name == self.setting)

    def lost(self, fault: str) -> Measured:
        """What it comes to when the child did not return: every row is lost."""
        truth = truth_of(form_of(self._setting, self.seed)[0])
        letter, wrong = _letter(truth, None)
        values = value_score(truth, None)
        return Measured(
            self.setting, self.seed, values, letter=letter, letter_wrong=wrong, fault=fault
        )


@dataclass(frozen=True, slots=True)
class Processed:
    """What a file comes to, and the cells that were read in it, before any repair."""

    result: Result
    cells: list[str]


def _processed(data: bytes, name: str) -> Processed:
    with TemporaryDirectory(prefix="scans-") as folder, _noted() as readings:
        path = Path(folder) / name
        path.write_bytes(data)
        result = process(Submission(name, (path,)))
    return Processed(result, [text for reading in readings for text in texts_of(reading)])


@contextmanager
def _noted() -> Iterator[list[Reading]]:
    """Keeps what `process` reads: a scan takes too long to be read twice."""
    read = parsers.read
    readings: list[Reading] = []

    def noting(path: Path, limits: Limits = DEFAULT_LIMITS) -> Reading:
        readings.append(read(path, limits))
        return readings[-1]

    parsers.read = noting
    try:
        yield readings
    finally:
        parsers.read = read


def _letter(truth: Truth, result: Result | None) -> tuple[int, tuple[str, ...]]:
    """How many facts the letter has, and those that came out wrong."""
    wanted = (truth.letter_number, truth.letter_date)
    have = ("", "")
    if result is not None:
        (row,) = SUBMISSIONS.filled((result,)).only(LETTER).rows
        have = (written(row[0]), written(row[1]))
    pairs = [(w, h) for w, h in zip(wanted, have, strict=True) if w]
    return len(pairs), tuple(f"{h!r} should be {w!r}" for w, h in pairs if w != h)


def _false(result: Result, twin: Result) -> tuple[str, ...]:
    own, known = (
        Counter(f"{f.code} {f.number}".strip() for f in r.findings if f.level is Level.ERROR)
        for r in (result, twin)
    )
    return tuple((own - known).elements())
