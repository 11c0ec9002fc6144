"""The damaged forms: the same for the same kind, rate and number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from form_dice import dice
from form_looks import random_style
from form_style import Merge, Style, WeightPrint
from form_world import clean_form

from .draft import drafted
from .drawing import lose_merges
from .kinds import Family, Print
from .staff import staffed
from .wording import reworded

if TYPE_CHECKING:
    from .draft import Draft
    from .kinds import Kind

FIRST_SEED = 1_000_000
"""The tests' forms have smaller ones."""


@dataclass(frozen=True, slots=True)
class Job:
    """One form to make: of this kind, at this rate, by this seed."""

    kind: Kind
    rate: float
    seed: int


def made(job: Job) -> Draft:
    """The form of a job, in print and damaged."""
    chance = dice("evaluation", job.kind.name, job.rate, job.seed)
    lost = job.kind.print is Print.LOST or (
        job.kind.print is Print.EITHER and chance.random() < 0.5  # noqa: PLR2004 - a coin
    )
    style = _style(job, lost=lost)
    spec = reworded(staffed(clean_form(job.seed), chance), chance)
    draft = drafted(spec, style)
    if job.kind.damage and job.kind.print is not Print.LOST:
        job.kind.damage(draft, chance, job.rate)
    if lost:
        lose_merges(draft)
    if job.kind.damage and job.kind.print is Print.LOST:
        job.kind.damage(draft, chance, job.rate)
    return draft


def _style(job: Job, *, lost: bool) -> Style:
    style = random_style(job.seed)
    if lost and style.basis_merge is Merge.RUN:
        # Lines of text cannot say how far a merged cell reaches: once a group is the least.
        style = replace(style, basis_merge=Merge.GROUP)
    if job.kind.family in {Family.ROWS, Family.LABELS}:
        # A row that loses its cells must not lose what a lost merge spreads over others.
        style = replace(style, merged=())
    if job.kind.habits:
        return style
    return replace(
        style,
        brackets=("〔〕",),
        careless_numbers=False,
        basis_joint="\n",
        padded_names=False,
        half_width=False,
        name_joint="、" if style.name_joint == " " else style.name_joint,
        weight_print=WeightPrint.PLAIN,
    )
