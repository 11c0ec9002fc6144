"""The figures as tables of Markdown, and against the goals."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, sqrt
from typing import TYPE_CHECKING

from .kinds import KINDS, Family
from .tally import Score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .tally import Tally

ONCE_IN = 2000
"""Names and units: fewer than one false repair in so many values."""

LOOK_ALIKE = "look-alike in a person's name"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached, what was measured, and whether that is enough."""

    name: str
    wanted: str
    measured: str
    reached: bool


def kind_table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """A line for each kind of damage."""
    yield (
        "| damage | forms | values | concerned | recall | repairs | precision"
        " | spoilt per 1,000 | wrong and not told |"
    )
    yield "| --- |" + " ---: |" * 8
    for kind in KINDS:
        if kind.name in tallies:
            s = tallies[kind.name].score
            name = kind.name if kind.decidable else f"({kind.name})"
            yield (
                f"| {name} | {s.forms} | {s.values} | {s.concerned} |"
                f" {percent(s.regained, s.concerned)} | {s.made} | {percent(s.right, s.made)} |"
                f" {1000 * s.spoilt / max(1, s.values - s.concerned):.2f} | {s.silent} |"
            )


def rule_table(whole: Tally) -> Iterator[str]:
    """A line for each rule and stated confidence, with the first repair that was made by it."""
    yield "| rule | stated | repairs | right | at least | for example | 依据 |"
    yield "| --- | ---: | ---: | ---: | ---: | --- | --- |"
    for (rule, confidence), score in sorted(whole.rules.items()):
        first = score.first
        example = f"{_short(first.before) or '(blank)'} → {_short(first.after) or '(blank)'}"
        yield (
            f"| `{rule}` | {confidence:.2f} | {score.made} | {percent(score.right, score.made)} |"
            f" {at_least(score.right, score.made):.2f} |"
            f" {_cell(example)} | {_cell(_short(first.evidence, 60))} |"
        )


def buckets(whole: Tally) -> list[tuple[float, int, int]]:
    """For each stated confidence: the repairs made, and those that were right."""
    found: dict[float, tuple[int, int]] = {}
    for (_, confidence), score in whole.rules.items():
        made, right = found.get(confidence, (0, 0))
        found[confidence] = made + score.made, right + score.right
    return [(confidence, *found[confidence]) for confidence in sorted(found)]


def bucket_table(whole: Tally) -> Iterator[str]:
    """A line for each stated confidence."""
    yield "| stated | repairs | right |"
    yield "| ---: | ---: | ---: |"
    for confidence, made, right in buckets(whole):
        yield f"| {confidence:.2f} | {made} | {percent(right, made)} |"


def goal_table(tallies: Mapping[str, Tally], whole: Tally) -> Iterator[str]:
    """A line for each goal."""
    yield "| goal | wanted | measured | |"
    yield "| --- | ---: | ---: | --- |"
    for goal in goals(tallies, whole):
        mark = "reached" if goal.reached else "**missed**"
        yield f"| {goal.name} | {goal.wanted} | {goal.measured} | {mark} |"


def goals(tallies: Mapping[str, Tally], whole: Tally) -> Iterator[Goal]:
    """The goals, of the kinds that a form can decide."""
    yield _few_false_names(tallies)
    scores = {name: tally.score for name, tally in tallies.items()}
    if LOOK_ALIKE in scores:
        yield _recall("look-alike names that the form proves", 0.9, (scores[LOOK_ALIKE],))
    for family, name, wanted in _FAMILIES:
        own = [scores[k.name] for k in KINDS if k.family is family and k.name in scores]
        if own:
            yield _recall(name, wanted, own)
    worst = min(
        ((right / made - stated, stated, right / made) for stated, made, right in buckets(whole)),
        default=(0.0, 1.0, 1.0),
    )
    measured = f"{worst[2]:.1%} of those stated {worst[1]:.2f}"
    yield Goal("repairs as right as stated", "each", measured, worst[0] >= 0)


def percent(part: int, whole: int) -> str:
    """A share, a dash where there is nothing to share; never 100 % by rounding."""
    if not whole:
        return "–"
    return "100 %" if part == whole else f"{int(10_000 * part / whole) / 100:.2f} %"


def at_least(right: int, made: int) -> float:
    """The share that so many right ones prove at 95 % (Wilson's lower bound, one-sided)."""
    share, z = right / made, 1.645
    middle = share + z * z / (2 * made)
    spread = z * sqrt(share * (1 - share) / made + z * z / (4 * made * made))
    return floor(100 * (middle - spread) / (1 + z * z / made)) / 100


_FAMILIES = (
    (Family.ROWS, "rows", 0.98),
    (Family.LABELS, "labels", 0.98),
    (Family.NUMBERS, "document numbers and titles", 1.0),
)


def _few_false_names(tallies: Mapping[str, Tally]) -> Goal:
    decidable = {k.name for k in KINDS if k.decidable}
    score = Score()
    for name, tally in tallies.items():
        if name in decidable:
            score.add(tally.score)
    measured = f"{score.wrong_names} of {score.names}"
    reached = score.wrong_names * ONCE_IN < max(1, score.names)
    return Goal("false repairs of names and units", f"< 1 in {ONCE_IN:,}", measured, reached)


def _recall(name: str, wanted: float, scores: Sequence[Score]) -> Goal:
    regained, concerned = sum(s.regained for s in scores), sum(s.concerned for s in scores)
    reached = regained >= wanted * concerned
    return Goal(f"recall of {name}", f"{wanted:.0%}", percent(regained, concerned), reached)


def _short(text: str, most: int = 24) -> str:
    return text if len(text) <= most else text[:most] + "…"


def _cell(text: str) -> str:
    return text.replace("\n", "⏎").replace("|", "\\|")
