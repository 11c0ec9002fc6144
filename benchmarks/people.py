"""How often misread names are repaired, and right ones spoilt.

python benchmarks/people.py [FORMS]

Forms are made up of what departments are like: one leader to a unit, a head and perhaps others in
each unit, 60 rows in groups of which most are the head's. Surnames are drawn by how common they
are. Four samples, each of FORMS forms (default 2,000):

- clean: nobody's name is misread, and people share surnames and characters by chance;
- twins: some person has a namesake but for one look-alike or homophone character, who answers
  for two rows or more in the same unit, or in another unit for any number;
- misread: in each form 1 to 3 names have one character changed to a look-alike;
- lone twins: the namesake answers for one row only, in the same unit. Nothing but the name tells
  it from a misreading: the rule says to repair it, and the figure shows what that costs.

evaluation/lookalikes.py says where look-alikes come from.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from evaluation.lookalikes import look_alikes
from figures.figure import Bound, Figure, tell
from pypinyin import Style, pinyin

from normalizers.model import Field, Value
from normalizers.people import repaired_people
from normalizers.surnames import SINGLE_BY_NUMBER
from parsers.model import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from normalizers.model import Repair

GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉梅红建国志文海燕春晓雪婷琳佳欣怡思雨宇浩然子轩梓涵"
    "辉斌鹏飞龙波峰林森木鑫金银根生福贵荣昌盛兴旺家安宁康乐德仁义礼智信忠孝良善美珍珠玲珑瑜瑾瑶琪琼莹莉萍"
    "蓉莲荷菊兰竹松柏青云霄汉江河湖清泽润源泉滨成功达通顺利和祥瑞庆丰登科学友谊少坚秋元靖娟泽楷智毅培鸿安琪"
)
UNITS = (
    *(
        "办公室",
        "综合股",
        "投资股",
        "价格管理股",
        "重点办",
        "信用办",
        "营商办",
        "体改办",
        "审改办",
        "人事股",
    ),
    *(
        "法规股",
        "财务股",
        "规划股",
        "行政审批和行政执法股",
        "粮食和物资储备管理股",
        "服务中心",
        "执法大队",
    ),
)
ROWS, FIXED_ROWS = 40, 22
SHORT_NAMES = 0.18  # of people have a name of two characters
TWO_UNITS = 0.1  # of people head two units
HEADS = 0.8  # of rows are the head's
OFFICE = 0.8  # of fixed items are the office's
HALF = 0.5
TRUE = ("clean", "twins")
"""The samples in which nothing is misread."""
SPOILT = 0.5
"""Of 1,000 names."""
RECALL = 90.0  # percent
ENOUGH = 3  # times that the right name is printed elsewhere: below, nothing proves a misreading
ROLES = (Field.LEADERS, Field.UNITS, Field.OWNERS)

Cells = dict[Field, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """The rows as printed, and as they should be read."""

    printed: list[Cells]
    true: list[Cells]


@dataclass(slots=True)
class Tally:
    """What became of the names of a sample's forms."""

    values: int = 0
    misread: int = 0
    right: int = 0
    wrong: int = 0
    suggested: int = 0
    provable: int = 0
    proven: int = 0


def main(forms: int) -> None:
    """Print a table."""
    heads = ("values", "misread", "recall", "precision", "false", "of provable")
    print(f"{'sample':11}", *(f"{head:>9}" for head in heads))
    by_rule: Counter[tuple[float, bool]] = Counter()
    for seed, (name, make) in enumerate(SAMPLES.items()):
        chance = Random(seed)  # noqa: S311 - dice, no secret
        tally, started = Tally(), perf_counter()
        for _ in range(forms):
            _count(make(chance), tally, by_rule)
        took = (perf_counter() - started) / forms * 1000
        made = tally.right + tally.wrong
        recall = f"{tally.right / tally.misread:7.1%}" if tally.misread else "      -"
        known = f"{tally.proven / tally.provable:7.1%}" if tally.provable else "      -"
        precision = f"{tally.right / made:9.1%}" if made else "        -"
        print(
            f"{name:11} {tally.values:9} {tally.misread:9} {recall:>9} {precision:>9}"
            f" {tally.wrong:9} {known:>9}  suggested {tally.suggested}, {took:.1f} ms a form"
        )
        if name in TRUE:
            per = 1000 * tally.wrong / tally.values
            tell(Figure(f"names spoilt of 1,000, {name}", per, "", SPOILT))
        elif name == "misread":
            share = 100 * tally.proven / tally.provable
            tell(
                Figure(
                    "misread names repaired that the form proves",
                    share,
                    "%",
                    RECALL,
                    Bound.AT_LEAST,
                )
            )
    print("\nconfidence   made  right")
    for confidence in sorted({c for c, _ in by_rule}):
        good, bad = by_rule[confidence, True], by_rule[confidence, False]
        print(f"{confidence:10.2f} {good + bad:6} {good / (good + bad):6.1%}")


def _count(form: Form, tally: Tally, by_rule: Counter[tuple[float, bool]]) -> None:
    rows = [{role: Value(names, Source("")) for role, names in row.items()} for row in form.printed]
    for row, printed, true in zip(repaired_people(rows), form.printed, form.true, strict=True):
        for role in ROLES:
            tally.suggested += len(row[role].suggestions)
            repairs = {r.before: r for r in row[role].repairs}
            for name, wanted in zip(printed[role], true[role], strict=True):
                elsewhere = sum(wanted in other[role] for other in form.printed)
                provable = name != wanted and elsewhere >= ENOUGH
                tally.provable += provable
                repair = repairs.get(name)
                tally.proven += provable and repair is not None and repair.after == wanted
                _tell(name, wanted, repair, tally, by_rule)


def _tell(
    name: str,
    wanted: str,
    repair: Repair | None,
    tally: Tally,
    by_rule: Counter[tuple[float, bool]],
) -> None:
    tally.values += 1
    tally.misread += name != wanted
    if repair:
        good = repair.after == wanted
        tally.right += good
        tally.wrong += not good
        by_rule[repair.confidence, good] += 1


@dataclass(frozen=True, slots=True)
class Office:
    """A unit, its leader, and its people, the head first."""

    unit: str
    leader: str
    people: tuple[str, ...]


def offices_of(chance: Random) -> list[Office]:
    """The offices of a department: a leader to each, a head and perhaps others."""
    names = _names(chance)
    leaders = [next(names) for _ in range(chance.randint(2, 5))]
    units = chance.sample(UNITS, chance.randint(5, 9))
    heads = [next(names) for _ in units]
    found = []
    for index, unit in enumerate(units):
        staff = [next(names) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))]
        head = heads[index - 1] if index and chance.random() < TWO_UNITS else heads[index]
        found.append(Office(unit, leaders[index % len(leaders)], (head, *staff)))
    return found


def _names(chance: Random) -> Iterator[str]:
    seen: set[str] = set()
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(SINGLE_BY_NUMBER))))
    while True:
        surname = chance.choices(SINGLE_BY_NUMBER, cum_weights=weights)[0]
        length = 1 if chance.random() < SHORT_NAMES else 2
        name = surname + "".join(chance.choice(GIVEN) for _ in range(length))
        if name not in seen:
            seen.add(name)
            yield name


def _rows(chance: Random, offices: list[Office]) -> list[Cells]:
    rows: list[Cells] = []
    while len(rows) < ROWS:
        office = chance.choice(offices)
        person = office.people[0] if chance.random() < HEADS else chance.choice(office.people)
        rows += [_row(office, person)] * chance.randint(1, 4)
    for _ in range(FIXED_ROWS):
        office = offices[0] if chance.random() < OFFICE else chance.choice(offices)
        person = office.people[0] if chance.random() < HEADS else chance.choice(office.people)
        rows.append(_row(office, person))
    for _ in range(chance.randint(0, 2)):
        rows[chance.randrange(len(rows))] = _shared(*chance.sample(offices, 2))
    return rows


def _row(office: Office, person: str) -> Cells:
    return dict(zip(ROLES, ((office.leader,), (office.unit,), (person,)), strict=True))


def _shared(one: Office, other: Office) -> Cells:
    pairs = ((one.leader, other.leader), (one.unit, other.unit), (one.people[0], other.people[0]))
    return dict(zip(ROLES, pairs, strict=True))


def clean(chance: Random) -> Form:
    """A form without misreadings."""
    rows = _rows(chance, offices_of(chance))
    return Form(rows, rows)


def twins(chance: Random) -> Form:
    """A person has a namesake with support of their own."""
    offices = offices_of(chance)
    rows = _rows(chance, offices)
    place = chance.randrange(len(offices))
    office = offices[place]
    twin = twin_of(office.people[0], chance)
    if chance.random() < HALF:
        other = offices[place - 1]
        _replace_some(rows, _row(other, twin), chance.randint(1, 4), chance)
    else:
        _replace_some(rows, _row(office, twin), chance.randint(2, 4), chance)
    return Form(rows, rows)


def lone_twins(chance: Random) -> Form:
    """A person has a namesake who answers for one row of the same unit."""
    offices = offices_of(chance)
    rows = _rows(chance, offices)
    office = chance.choice(offices)
    _replace_some(rows, _row(office, twin_of(office.people[0], chance)), 1, chance)
    return Form(rows, rows)


def _replace_some(rows: list[Cells], row: Cells, number: int, chance: Random) -> None:
    for place in chance.sample(range(len(rows)), number):
        rows[place] = row


def twin_of(name: str, chance: Random) -> str:
    """A name that differs from this one in one look-alike or homophone character."""
    place = chance.randrange(1, len(name))
    options = look_alikes(name[place]) if chance.random() < HALF else homophones(name[place])
    other = chance.choice(options or GIVEN.replace(name[place], ""))
    return name[:place] + other + name[place + 1 :]


def misread(chance: Random) -> Form:
    """One to three names have one character changed to a look-alike."""
    true = _rows(chance, offices_of(chance))
    printed = [dict(row) for row in true]
    wanted = chance.randint(1, 3)
    while wanted:
        row = chance.choice(printed)
        role = chance.choice((Field.LEADERS, Field.UNITS, Field.OWNERS, Field.OWNERS))
        names = list(row[role])
        index = chance.randrange(len(names))
        place = chance.randrange(len(names[index]))
        options = look_alikes(names[index][place])
        if options:
            name = names[index]
            names[index] = name[:place] + chance.choice(options) + name[place + 1 :]
            row[role] = tuple(names)
            wanted -= 1
    return Form(printed, true)


@cache
def homophones(character: str) -> tuple[str, ...]:
    """The characters of given names that sound the same."""

    def sound(c: str) -> str:
        return pinyin(c, style=Style.NORMAL)[0][0]

    return tuple(c for c in GIVEN if c != character and sound(c) == sound(character))


SAMPLES: dict[str, Callable[[Random], Form]] = {
    "clean": clean,
    "twins": twins,
    "misread": misread,
    "lone twins": lone_twins,
}

if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
