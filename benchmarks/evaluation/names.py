"""Damages to the names of people and units."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import people

from normalizers.model import Field

from .chance import some
from .lookalikes import look_alikes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from .draft import Draft, Inked, Mark

PEOPLE = (Field.LEADERS, Field.OWNERS)
PROVEN, TIMES_AS_OFTEN = 2, 4
"""How many cells beside the same unit must print the right name to prove it, and how many times as
many as print a misreading: what is read wrongly as often as rightly nobody can tell."""

POSTS = (
    "副局长",
    "局长",
    "主任",
    "副主任",
    "股长",
    "科长",
    "同志",
    "（局长）",
    "(股长)",
    "四级调研员",
)
BLANKS = (" ", "　", "  ", "\u00a0")


def misread_people(draft: Draft, chance: Random, rate: float) -> None:
    """One character of a name is read as a look-alike; other cells print the name rightly."""
    _misread(draft, chance, (*PEOPLE,), rate, proven=_is_proven)


def misread_rare(draft: Draft, chance: Random, rate: float) -> None:
    """As above, of names that no other cell prints: nothing but a roster could tell."""
    _misread(draft, chance, (*PEOPLE,), rate, proven=_is_single)


def lone_namesakes(draft: Draft, chance: Random, rate: float) -> None:
    """Somebody of nearly the same name answers for one row of the same unit: no misreading."""
    before = set(draft.concerned)
    _misread(draft, chance, PEOPLE, rate, proven=_is_proven)
    printed = {mark: c.text for c, items in _cells(draft, PEOPLE) for mark in _marks(c, items)}
    for mark in draft.concerned - before:
        draft.truth[mark[0]][mark[1]] = printed[mark]


def misread_units(draft: Draft, chance: Random, rate: float) -> None:
    """One character of a unit is read as a look-alike."""
    _misread(draft, chance, (Field.UNITS,), rate, proven=_is_proven)


def garbled_units(draft: Draft, chance: Random, rate: float) -> None:
    """A long unit's name loses characters and its ending, or has them in another order."""
    for cell, items in _single(draft, chance, (Field.UNITS,), rate):
        name = cell.text.strip()
        if len(name) < 6:  # noqa: PLR2004 - of a short one too little would be left
            continue
        kept = list(name[:-1])
        for _ in range(chance.randint(1, max(1, len(kept) // 4))):
            kept.pop(chance.randrange(len(kept)))
        if chance.random() < people.HALF:
            place = chance.randrange(len(kept) - 1)
            kept[place], kept[place + 1] = kept[place + 1], kept[place]
        _print(draft, cell, items, "".join(kept))


def blank_in_names(draft: Draft, chance: Random, rate: float) -> None:
    """Blanks stand within names, as in lists that align them."""
    for cell, items in _single(draft, chance, PEOPLE, rate):
        blank = chance.choice(BLANKS)
        name = cell.text.strip()
        cuts = {1} if len(name) == 2 else chance.choice(({1}, {2}, {1, 2}))  # noqa: PLR2004 - 李伟
        text = "".join(blank + c if i in cuts else c for i, c in enumerate(name))
        _print(draft, cell, items, text)


def blank_in_units(draft: Draft, chance: Random, rate: float) -> None:
    """价格管理 股: a blank where a unit's name was wrapped."""
    for cell, items in _single(draft, chance, (Field.UNITS,), rate):
        name = cell.text.strip()
        if len(name) > 3:  # noqa: PLR2004 - shorter ones fit on a line
            place = chance.randrange(2, len(name))
            _print(draft, cell, items, name[:place] + chance.choice((" ", "\n")) + name[place:])


def run_together(draft: Draft, chance: Random, rate: float) -> None:
    """Several names stand in one cell without anything between them."""
    for cell, items in _cells(draft, (*PEOPLE, Field.UNITS)):
        names = draft.truth[items[0]][_field(cell)].split("、")
        alone = _standing(draft, _field(cell))
        known = all(any((n,) == key[:1] for key in alone) for n in names)
        if len(names) > 1 and known and chance.random() < max(rate, people.HALF):
            _print(draft, cell, items, "".join(names))


def with_titles(draft: Draft, chance: Random, rate: float) -> None:
    """王某某副局长, 局长王某某: a post is stuck to the name."""
    for cell, items in _single(draft, chance, PEOPLE, rate):
        post, name = chance.choice(POSTS), cell.text.strip()
        before = chance.random() < people.HALF / 2 and "同志" not in post and post[0] not in "（("
        _print(draft, cell, items, post + name if before else name + post)


def _misread(
    draft: Draft,
    chance: Random,
    fields: tuple[Field, ...],
    rate: float,
    proven: Callable[[int, int], bool],
) -> None:
    for field in fields:
        standing, misread = _standing(draft, field), Counter[tuple[str, str]]()
        taken = {name for name, _ in standing}
        for cell, items in some(list(_cells(draft, (field,))), chance, rate):
            name = cell.text.strip()
            key = (name, _unit(draft, items, field))
            other = _changed(name, chance)
            if proven(standing[key], misread[key] + 1) and other and other not in taken:
                misread[key] += 1
                _print(draft, cell, items, other)


def _is_proven(cells: int, misread: int) -> bool:
    return cells - misread >= max(PROVEN, TIMES_AS_OFTEN * misread)


def _is_single(cells: int, misread: int) -> bool:
    return cells == misread == 1


def _changed(name: str, chance: Random) -> str | None:
    places = [p for p, c in enumerate(name) if look_alikes(c)]
    if not places:
        return None
    place = chance.choice(places)
    return name[:place] + chance.choice(look_alikes(name[place])) + name[place + 1 :]


def _standing(draft: Draft, field: Field) -> Counter[tuple[str, str]]:
    """How many cells print each name alone, beside which unit."""
    return Counter(
        (cell.text.strip(), _unit(draft, items, field))
        for cell, items in _cells(draft, (field,))
        if "、" not in draft.truth[items[0]][field]
    )


def _unit(draft: Draft, items: tuple[int, ...], field: Field) -> str:
    row = draft.truth[items[0]]
    if field is Field.UNITS:
        return row[Field.LEADERS] + row[Field.OWNERS]
    return row[Field.UNITS]


def _cells(draft: Draft, fields: tuple[Field, ...]) -> Iterator[tuple[Inked, tuple[int, ...]]]:
    return draft.cells(*fields)


def _single(
    draft: Draft, chance: Random, fields: tuple[Field, ...], rate: float
) -> Iterator[tuple[Inked, tuple[int, ...]]]:
    """Some of the cells that hold one name."""
    cells = [(c, i) for c, i in _cells(draft, fields) if "、" not in draft.truth[i[0]][_field(c)]]
    yield from some(cells, chance, rate)


def _field(cell: Inked) -> Field:
    if cell.field is None:
        raise ValueError("a cell of no field")
    return cell.field


def _print(draft: Draft, cell: Inked, items: tuple[int, ...], text: str) -> None:
    cell.text = text
    draft.concerned.update(_marks(cell, items))


def _marks(cell: Inked, items: tuple[int, ...]) -> list[Mark]:
    return [(item, _field(cell)) for item in items]
