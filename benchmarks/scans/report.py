"""The figures as tables of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.report import percent

from normalizers.scheme import Thresholds

from .settings import SETTINGS
from .values import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .job import Measured
    from .tally import Tally
    from .values import Weighed, Wrong


THRESHOLDS = (0.6, 0.8, 0.9, 0.94, 0.97)
"""Certainties of the least sure character that are tried as `uncertain` of a scheme."""


def whole_table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Rows and values as they are published, a line for each setting."""
    yield (
        "| scan | forms | rows | found | extra | wholly right | values right"
        " | wrong characters | letters right | told | told on row | seconds a page |"
    )
    yield "| --- |" + " ---: |" * 11
    for name, t in tallies.items():
        yield (
            f"| {name} | {t.forms} | {t.rows} | {percent(t.found, t.rows)} | {t.extra}"
            f" | {percent(t.whole, t.rows)} | {percent(t.right.total(), t.values.total())}"
            f" | {share(t.edits, t.characters)} | {percent(t.letter_right, t.letter)}"
            f" | {percent(t.told, t.wrong)} | {percent(t.hinted, t.wrong)}"
            f" | {t.seconds / max(1, t.pages):.2f} |"
        )


def cell_table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Cells as they are read, before any repair, a line for each setting."""
    yield "| scan | cells | exact | characters | wrong characters | forms not read |"
    yield "| --- |" + " ---: |" * 5
    for name, t in tallies.items():
        c = t.cells
        yield (
            f"| {name} | {c.cells} | {percent(c.exact, c.cells)} | {c.characters}"
            f" | {share(c.edits, c.characters)} | {t.faults} |"
        )


def field_table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """The share of each field's values that is published right."""
    yield "| scan | " + " | ".join(ATTRIBUTES) + " |"
    yield "| --- |" + " ---: |" * len(ATTRIBUTES)
    for name, t in tallies.items():
        rates = (percent(t.right[one], t.values[one]) for one in ATTRIBUTES)
        yield f"| {name} | " + " | ".join(rates) + " |"


def threshold_table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """What flagging values below a certainty would tell: of the wrong ones, and needlessly."""
    yield "| scan | " + " | ".join(f"{least:.2f}" for least in THRESHOLDS) + " | flagged now |"
    yield "| --- |" + " ---: |" * (len(THRESHOLDS) + 1)
    for name, t in tallies.items():
        shares = [_told(t, least) for least in THRESHOLDS]
        right = [v for v in t.weighed if v.right]
        wrong = [v for v in t.weighed if not v.right]
        now = _shares(sum(v.told for v in wrong), wrong, sum(v.told for v in right), right)
        yield f"| {name} | {' | '.join(shares)} | {now} |"


def _told(tally: Tally, least: float) -> str:
    """Of the wrong values those below a certainty or told otherwise, of the right those below.

    What is sure enough for the scheme and told all the same is told otherwise.
    """
    right = [v for v in tally.weighed if v.right]
    wrong = [v for v in tally.weighed if not v.right]
    now = Thresholds().uncertain
    told = sum(v.confidence < least or (v.told and v.confidence >= now) for v in wrong)
    return _shares(told, wrong, sum(v.confidence < least for v in right), right)


def _shares(told: int, wrong: Sequence[Weighed], needless: int, right: Sequence[Weighed]) -> str:
    return f"{percent(told, len(wrong))} / {share(needless, len(right))}"


def false_table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Errors that the digital file has not got, by code."""
    yield "| scan | false errors | a form | by code |"
    yield "| --- | ---: | ---: | --- |"
    for name, t in tallies.items():
        codes = "、".join(f"`{code}` {count}" for code, count in t.false.most_common())
        yield f"| {name} | {t.false.total()} | {t.false.total() / t.forms:.1f} | {codes or '–'} |"


def about_table() -> Iterator[str]:
    """What each setting looks like."""
    yield "| scan | what it is |"
    yield "| --- | --- |"
    for setting in SETTINGS:
        yield f"| {setting.name} | {setting.about} |"


def share(part: int, whole: int) -> str:
    """A share of faults: never 0 % by rounding."""
    return "–" if not whole else "0 %" if not part else f"{max(0.01, 100 * part / whole):.2f} %"


def examples_of(forms: Sequence[Measured], number: int) -> Iterator[str]:
    """What went wrong, each with its setting and seed; of values, so many of each form."""
    for one in forms if number else ():
        where = f"{one.setting}/{one.seed}"
        yield from (f"{where} {row}: row lost" for row in one.values.lost[:number])
        yield from (f"{where} letter: {text}" for text in one.letter_wrong)
        yield from (f"{where} false: {text}" for text in one.false[:number])
        yield from (f"{where} fault: {text}" for text in (one.fault,) if text)
        for wrong in sorted(one.values.wrong, key=lambda w: w.told)[:number]:
            yield from _example(where, wrong)


def _example(where: str, wrong: Wrong) -> Iterator[str]:
    told = "told" if wrong.told else "told on row" if wrong.hinted else "NOT TOLD"
    place = f"page {wrong.page} box {wrong.box}" if wrong.page else "no place"
    yield f"{where} {wrong.row} {wrong.field} {told} confidence {wrong.confidence:.2f} {place}"
    yield f"    read {wrong.read!r}"
    yield f"    made {wrong.published!r}"
    yield f"    true {wrong.truth!r}"
