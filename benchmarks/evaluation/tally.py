"""Outcomes, counted: by kind of damage, and by rule of repair."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Repair

    from .comparing import Outcome
    from .making import Job

NAMES = frozenset({Field.LEADERS, Field.UNITS, Field.OWNERS})
OF_NAMES = ("name.", "unit.")
WORDING = ("text.", "number.", "basis.", "date.", "title.")
"""Rules that change how a text is written: right if it is anyone's text, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Example:
    """A value that came out wrong: what its cell said, what is published, what is right."""

    rate: float
    seed: int
    row: str
    field: Field
    before: str
    after: str
    truth: str
    told: bool
    rules: str

    @property
    def length(self) -> int:
        """The less there is to read, the better an example."""
        return len(self.before) + len(self.after) + len(self.truth) + 40 * self.told


@dataclass(slots=True)
class Score:
    """What became of values: how many were `concerned` by a damage, and `regained`.

    `made` and `right` are the repairs of concerned values and of what came out wrong; `spoilt`
    values were right in print and are published wrong; `silent` ones are wrong, whether they were
    concerned or not, and nothing is said of them. `names` are values of people and units,
    `wrong_names` those that a repair of a name made wrong.
    """

    forms: int = 0
    values: int = 0
    concerned: int = 0
    regained: int = 0
    made: int = 0
    right: int = 0
    spoilt: int = 0
    silent: int = 0
    names: int = 0
    wrong_names: int = 0

    def add(self, other: Score) -> None:
        """Counts the other's values with these."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


@dataclass(slots=True)
class RuleScore:
    """How often a rule's repairs were made at one stated confidence, and right; a first one."""

    made: int
    right: int
    first: Repair


@dataclass(slots=True)
class Tally:
    """What became of forms: a score, the repairs by rule and confidence, and some examples."""

    score: Score = field(default_factory=Score)
    rules: dict[tuple[str, float], RuleScore] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Counts the other's with these."""
        self.score.add(other.score)
        self.examples += other.examples
        for key, rule in other.rules.items():
            known = self.rules.setdefault(key, RuleScore(0, 0, rule.first))
            known.made += rule.made
            known.right += rule.right


def tallied(job: Job, outcomes: list[Outcome]) -> Tally:
    """What became of one form."""
    tally = Tally(Score(forms=1))
    true = frozenset((o.mark[1], o.truth) for o in outcomes)
    numbers = {o.mark[0]: o.truth for o in outcomes if o.mark[1] is Field.NUMBER}
    for outcome, repair in _repairs(outcomes):
        right = is_right(repair, outcome, true)
        tally.add(Tally(rules={(repair.rule, repair.confidence): RuleScore(1, right, repair)}))
        counted = outcome.concerned or not outcome.right
        tally.score.made += counted
        tally.score.right += counted and right
    for outcome in outcomes:
        _count(tally.score, outcome)
    wrong = [_example(job, o, numbers) for o in outcomes if not o.right]
    tally.examples = sorted(wrong, key=lambda e: e.length)[:2]
    return tally


def is_right(repair: Repair, outcome: Outcome, true: frozenset[tuple[Field, str]]) -> bool:
    """Whether a repair is right: the value is, or the repair was not what made it wrong."""
    if outcome.right:
        return True
    if repair.rule.endswith("misread"):
        return repair.after in outcome.truth.split("、")
    return repair.rule.startswith(WORDING) and (repair.field, repair.after) in true


def _repairs(outcomes: list[Outcome]) -> Iterator[tuple[Outcome, Repair]]:
    """Every repair once: the rows of a merged cell share it."""
    seen: set[int] = set()
    for outcome in outcomes:
        for repair in outcome.repairs:
            if id(repair) not in seen:
                seen.add(id(repair))
                yield outcome, repair


def _count(score: Score, outcome: Outcome) -> None:
    name = outcome.mark[1] in NAMES
    repaired = any(r.rule.startswith(OF_NAMES) for r in outcome.repairs)
    score.add(
        Score(
            values=1,
            concerned=outcome.concerned,
            regained=outcome.concerned and outcome.right,
            spoilt=not outcome.concerned and not outcome.right,
            silent=not outcome.right and not outcome.told,
            names=name,
            wrong_names=name and repaired and not outcome.right,
        )
    )


def _example(job: Job, outcome: Outcome, numbers: dict[int, str]) -> Example:
    index, of_field = outcome.mark
    rules = " ".join(r.rule for r in outcome.repairs)
    return Example(
        job.rate,
        job.seed,
        numbers.get(index, ""),
        of_field,
        outcome.read,
        outcome.published,
        outcome.truth,
        outcome.told,
        rules,
    )
