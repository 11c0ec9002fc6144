"""What it takes to judge the names of a whole batch, and how often it is right.

python benchmarks/batch_names.py [SUBMISSIONS]

SUBMISSIONS (default 10,000) are made up of departments that sent two or three forms each, of 62
rows: a Word file and a transcript of the same form, and for every other department a second form
with some rows changed. One transcript in two has a name misread; one department in four has two
people whose names differ by a look-alike character, each with rows of their own. A last sample is
one department that sent all of the forms. Prints seconds, peak memory, misread names that were
repaired, and names that were spoilt.
"""

from __future__ import annotations

import resource
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from figures.figure import Figure, tell

from normalizers.model import Field, Value
from normalizers.testimony import duty_in
from parsers.model import Source
from pipeline.known_people import with_known_people
from pipeline.model import Result, Submission

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from form_people import misread_of
from form_values import SCHEME, clean_form
from form_world import GIVEN, SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Form

OFFICES = ("办公室", "综合股", "法规股", "人事股", "规划股", "服务中心")
FORM = clean_form()
TWINS = 4
MIB = 1024
WHOLE, MINUTE, MOST_MEMORY = 10_000, 60.0, 1024.0
"""So many submissions' names may take so many seconds, and megabytes."""


@dataclass(frozen=True, slots=True)
class Made:
    """A submission, and its rows' people as they should be read."""

    result: Result
    owners: tuple[str, ...]


def main(submissions: int) -> None:
    """Print a line per sample."""
    many = list(_batch(submissions, Random(1)))  # noqa: S311 - dice, no secret
    measure("departments", many)
    unit = Value("洛江区民政局", Source("洛江区民政局"))
    one = [
        replace(m, result=replace(m.result, form=replace(m.result.form, unit=unit)))
        for m in many
        if m.result.form
    ]
    measure("one department", one)


def measure(sample: str, made: Sequence[Made]) -> None:
    """Judge the names, and print what came of it."""
    results = [m.result for m in made]
    misread = sum(_faults(m.result, m.owners) for m in made)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    began = perf_counter()
    found = with_known_people(results)
    seconds = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    left = sum(_faults(r, m.owners) for r, m in zip(found, made, strict=True))
    spoilt = sum(_spoilt(r, m) for r, m in zip(found, made, strict=True))
    print(
        f"{sample:15} {len(made)} submissions: {seconds:.1f} s, peak {peak:.0f} MiB"
        f" ({before:.0f} with the submissions alone); of {misread} misread names"
        f" {misread - left + spoilt} repaired, {spoilt} names spoilt"
    )
    named = f"names of {len(made):,} forms, {sample}"
    tell(
        Figure(named, seconds, "s", MINUTE * len(made) / WHOLE),
        Figure(f"{named}: memory", peak, "MB", MOST_MEMORY),
        Figure(f"{named}: spoilt", spoilt, "", 0),
    )


def _batch(submissions: int, chance: Random) -> Iterator[Made]:
    number = 0
    while number < submissions:
        people = _people(chance, twins=number % TWINS == 0)
        unit = f"洛江区第{number}局"
        owners = tuple(chance.choice(people) for _ in FORM.indicators)
        word = _form(unit, owners, people)
        yield _made(f"{number}.docx", word, owners)
        printed = list(owners)
        if chance.random() < 1 / 2:
            place = chance.randrange(len(printed))
            printed[place] = misread_of(printed[place])
        yield _made(f"{number}.txt", _form(unit, tuple(printed), people, owners), owners)
        number += 2
        if chance.random() < 1 / 2:
            changed = list(owners)
            for place in chance.sample(range(len(changed)), 4):
                changed[place] = chance.choice(people)
            second = tuple(changed)
            yield _made(f"{number}-2.docx", _form(unit, second, people), second)
            number += 1


def _people(chance: Random, *, twins: bool) -> tuple[str, ...]:
    names = [s + "".join(chance.sample(GIVEN, 2)) for s in chance.sample(SURNAMES, len(OFFICES))]
    if twins:
        names[-1] = misread_of(names[0])
    return tuple(names)


def _form(
    unit: str, printed: tuple[str, ...], people: tuple[str, ...], owners: tuple[str, ...] = ()
) -> Form:
    """A form that prints these people; each stands beside the unit of the one who is meant."""
    meant = owners or printed
    rows = iter(zip(printed, meant, strict=True))
    sections = []
    for section in FORM.sections:
        indicators = []
        for indicator, (name, person) in zip(section.indicators, rows, strict=False):
            office = OFFICES[people.index(person)]
            cells = {"owners": _names(name), "units": _names(office), "leaders": _names(people[0])}
            indicators.append(replace(indicator, **cells))
        sections.append(replace(section, indicators=tuple(indicators)))
    return replace(FORM, unit=Value(unit, Source(unit)), sections=tuple(sections))


def _names(name: str) -> Value[tuple[str, ...]]:
    return Value((name,), Source(name))


def _made(name: str, form: Form, owners: tuple[str, ...]) -> Made:
    kind = name.rpartition(".")[2]
    result = Result(Submission(name, ()), name, kind, "", None, form, (), scheme=SCHEME)
    return Made(result, owners)


def _owners(result: Result) -> list[str]:
    indicators = result.form.indicators if result.form else ()
    return ["".join(duty_in(i, Field.OWNERS).value or ()) for i in indicators]


def _faults(result: Result, owners: tuple[str, ...]) -> int:
    return sum(a != b for a, b in zip(_owners(result), owners, strict=True))


def _spoilt(result: Result, made: Made) -> int:
    """Names that were read rightly and are wrong now."""
    cells = zip(_owners(made.result), _owners(result), made.owners, strict=True)
    return sum(before == true != after for before, after, true in cells)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
