"""What each field of a row may hold, and how plausible: what its readings are weighed by."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from .basis import bases_of
from .dates import deadline_of, is_deadline
from .model import Basis, Field, Value
from .reread import Grammar
from .sequence import parts_of, sequence_of
from .surnames import has_surname
from .text import HAN, is_common, text_of
from .titles import names_document
from .weight import weight_of
from .words import given_names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from decimal import Decimal

    from parsers.model import Source

    from .basis_usage import BasisUsage
    from .scheme import SectionScheme

_OPENINGS = frozenset("（([［【〔{")
UNBRACKETED = 0.15
"""How plausible a title without 《》 is, beside one with them, where both may be read."""

ODD = 0.03
"""How plausible a dot between words, half a bracket or a traditional character is in a text."""

_ODD = re.compile(rf"[·•](?=[{HAN}])|[，、；：。·][，、；：。·]")

UNREAD = 0.25
"""Of its certainty, that recognition may leave to no character in particular where a text is plain:
0.2 is what it scatters over all."""

UNUSUAL = 0.02
"""How plausible a weight is that stands nowhere else in the form: 11 beside points of 1 and 1.5."""

KNOWN = (0.02, 0.5, 1.0)
"""How plausible a name is that stands legibly in no other cell of the form, in one, in two; a cell
in which it is doubtful counts as much as it is likely there."""

RARE = (0.02, 40)
"""How plausible a given name is of which a character stands in no name of the dictionary, and the
number of names from which on a character counts as a usual one; below it plausibility falls with
the square, for the dictionary's names are not all names (字 has 19, 宇 104)."""

UNLISTED = 0.01
"""How plausible a surname is that is on no list, beside one that is: one person in a hundred has
such a surname, and they share thousands, while the 450 on the list have all others."""

DEADLINE = Grammar(
    Field.DEADLINE,
    deadline_of,
    lambda v: float(is_deadline(v.value or "")),
    "完成时限",
    open_ended=True,
)


def number_grammar(section: SectionScheme | None) -> Grammar[str]:
    """序号 of a section: with as many parts as its numbering has."""

    def weigh(value: Value[str]) -> float:
        if value.value is None:
            return 0.0
        return float(section is None or len(parts_of(value.value)) == section.levels)

    return Grammar(Field.NUMBER, sequence_of, weigh, "序号")


def weight_grammar(known: Collection[Decimal] = ()) -> Grammar[Decimal]:
    """A decimal over zero; `known` are the form's weights that stand legibly, if there are any."""

    def weigh(value: Value[Decimal]) -> float:
        if not value.value:
            return 0.0
        return 1.0 if not known or value.value in known else UNUSUAL

    return Grammar(Field.WEIGHT, weight_of, weigh, "权重")


def basis_grammar(usage: BasisUsage) -> Grammar[tuple[Basis, ...]]:
    """Documents, each with a title in 《》, a number in form, or a name that the scheme knows.

    The more plausible as the form cites them legibly elsewhere (`usage`).
    """

    def bases(source: Source) -> Value[tuple[Basis, ...]]:
        return bases_of(source, usage.names)

    def weigh(value: Value[tuple[Basis, ...]]) -> float:
        weights = [
            _plausible(b, usage.names) * usage.plausibility(b.number or "")
            for b in value.value or ()
        ]
        return min(weights, default=0.0)

    return Grammar(Field.BASIS, bases, weigh, "文件名称和发文字号")


def text_grammar(field: Field) -> Grammar[str]:
    """Running text, by its marks and characters: brackets in pairs, no dot between words."""

    def weigh(value: Value[str]) -> float:
        return _fluent(value.value) if value.value else 0.0

    value_of = partial(text_of, field=field)
    return Grammar(field, value_of, weigh, "通顺的文字", unread=UNREAD)


def _fluent(text: str) -> float:
    """How plausible a text is by what no Chinese official text has; each such thing counts."""
    rare = sum(not is_common(c) for c in text)
    return ODD ** (len(_ODD.findall(text)) + rare + (text.count("（") != text.count("）")))


def names_grammar(
    role: Field,
    value_of: Callable[[Source], Value[tuple[str, ...]]],
    legible: Mapping[str, float],
) -> Grammar[tuple[str, ...]]:
    """Names; those that the form prints `legible` elsewhere, and how often, are likeliest.

    Of people's, those that begin with a surname in use are likelier than others.
    """

    def likely(name: str) -> float:
        seen = legible.get(name, 0)
        if role is Field.UNITS:
            return _known(seen)
        given = 1.0 if seen >= 1 else _usual_given(name)
        return _known(seen) * given * (1 if has_surname(name) else UNLISTED)

    def weigh(value: Value[tuple[str, ...]]) -> float:
        return min(map(likely, value.value or ()), default=0.0)

    return Grammar(role, value_of, weigh, f"本表别处写明的{role}")


def _known(seen: float) -> float:
    never, once, again = KNOWN
    if seen <= 1:
        return never + (once - never) * seen
    return min(once + (again - once) * (seen - 1), again)


def _usual_given(name: str) -> float:
    """How plausible a person's name is by the characters behind its surname."""
    least, usual = RARE
    counts = given_names()
    given = min((counts.get(c, 0) for c in name[1:]), default=usual)
    return max(least, min(1.0, given / usual) ** 2)


def _plausible(basis: Basis, plain_names: tuple[str, ...]) -> float:
    if basis.flaw:
        return 0.0
    title = basis.title
    if title is None or title in plain_names:
        return 1.0
    if title.endswith("》") and "《" in title:
        return 1.0 if _balanced(title) else 0.0
    if basis.raw[:1] in _OPENINGS:  # nobody puts a title in round brackets: 《 was read as one
        return 0.0
    return UNBRACKETED if names_document(title) else 0.0


def _balanced(title: str) -> bool:
    return title.count("《") == title.count("》") and title.count("（") == title.count("）")
