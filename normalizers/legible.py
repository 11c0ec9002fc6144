"""What a scan says and cannot be read well, by the copy of the same form that was typed.

The signed scan is what counts, the Word file is what is legible: where the two differ only by what
recognition confuses, the typed text is what is written on the scan too. Anything else, and any
figure, is left as the scan says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz.distance import Indel

from .dates import due_of, is_deadline
from .lookalike import is_close, is_misreading
from .matching import are_alike, matched
from .model import Field, Repair
from .origin import is_recognised
from .references import references_in
from .twins import shown
from .weight import decimal_of
from .wording import same_wording, wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsers.model import Source

    from .model import Form, Indicator, Value
    from .scheme import Scheme

T = TypeVar("T")

RULE = "twin.legible"

LOOKALIKE, RIVAL, UNSURE = 0.97, 0.9, 0.85
"""The confidence in a typed text: where it differs by look-alike characters or marks only; where
another engine read the same on the scan, or what was read can be no deadline; where recognition was
unsure and lost a character.

benchmarks/twins.py prints what they rest on."""

GARBLED = 0.75
"""The share of characters that a garbled deadline must have in common with the typed one."""

CLOSE = 0.85
"""The share of characters that a text of which recognition is unsure must have in common."""


def legible(form: Form, typed: Form, name: str, scheme: Scheme) -> Form:
    """The form with what its recognition garbled as the typed copy, called `name`, has it.

    People and units are judged elsewhere (`department`), by all that the forms say of them. What
    falls short of the scheme's confidence stays as it was read: that the two differ is told. The
    same object where nothing is proved.
    """
    work = _Work(form, name, scheme, {})
    rows = {
        id(mine): found
        for mine, its in matched(form, typed).pairs
        if are_alike(mine, its) and (found := work.row(mine, its)) is not mine
    }
    return _with_rows(form, rows) if rows else form


def _with_rows(form: Form, rows: Mapping[int, Indicator]) -> Form:
    sections = tuple(
        replace(s, indicators=tuple(rows.get(id(i), i) for i in s.indicators))
        for s in form.sections
    )
    return replace(form, sections=sections)


@dataclass(frozen=True, slots=True)
class _Work:
    """A form that is made legible; the rows of a merged cell share what is `done` to it."""

    form: Form
    name: str
    scheme: Scheme
    done: dict[tuple[Field, int, str, str], tuple[Repair, ...] | None]

    def row(self, mine: Indicator, its: Indicator) -> Indicator:
        """The row with the values that the typed one proves; the same object if there is none."""
        level1 = self._value(Field.LEVEL1, mine.level1, its.level1)
        level2 = self._value(Field.LEVEL2, mine.level2, its.level2)
        deadline = self._value(Field.DEADLINE, mine.deadline, its.deadline)
        found = replace(
            mine,
            bases=self._value(Field.BASIS, mine.bases, its.bases),
            level1=level1,
            level2=level2,
            weight=self._value(Field.WEIGHT, mine.weight, its.weight),
            deadline=deadline,
            remark=self._value(Field.REMARK, mine.remark, its.remark),
        )
        if found == mine:
            return mine
        lists, year = self.scheme.superior_lists, self.scheme.year
        return replace(
            found,
            due=due_of(deadline.value, year) if deadline.value else None,
            level1_references=references_in(level1.value, lists) if level1.value else (),
            level2_references=references_in(level2.value, lists) if level2.value else (),
        )

    def _value(self, field: Field, mine: Value[T], its: Value[T]) -> Value[T]:
        before, after = shown(mine.value), shown(its.value)
        if not before or not after or before == after:
            return mine
        key = (field, id(mine.source), before, after)
        if key not in self.done:
            repair = self._repair(field, mine.source, before, after)
            self.done[key] = (*mine.repairs, repair) if repair else None
        repairs = self.done[key]
        return replace(mine, value=its.value, repairs=repairs) if repairs else mine

    def _repair(self, field: Field, source: Source, read: str, written: str) -> Repair | None:
        proof = self._proof(field, source, read, written)
        if proof is None or proof[0] < self.scheme.thresholds.repair:
            return None
        evidence = f"“{self.name}”是同一份表，这一项写作“{written}”；{proof[1]}"
        return Repair(field, read, written, RULE, proof[0], evidence)

    def _proof(
        self, field: Field, source: Source, read: str, written: str
    ) -> tuple[float, str] | None:
        """How sure it is that the scan says what the typed copy does, and why; None: it is not."""
        if any(_says(field, rival, written) for rival in source.rivals):
            return RIVAL, "另一种识别方法在扫描件上读出的也是它"
        if field is Field.WEIGHT or not is_recognised(source, self.form.origin):
            return None
        if field is Field.DEADLINE and _is_garbled(read, written):
            return RIVAL, f"识别所得的“{read}”不成时限，用字多数相同"
        if source.confidence < self.scheme.thresholds.uncertain and is_close(read, written, CLOSE):
            return _by_characters(read, written) or (
                UNSURE,
                f"识别把握只有{source.confidence:.0%}，用字多数相同",
            )
        return _by_characters(read, written)


def _by_characters(read: str, written: str) -> tuple[float, str] | None:
    """What a reading proves that differs by marks, or by characters that look alike."""
    if same_wording(read, written):
        return LOOKALIKE, "识别所得的与它只差标点"
    if is_misreading(read, written):
        return LOOKALIKE, f"识别所得的“{read}”与它只差形近字"
    return None


def _is_garbled(read: str, written: str) -> bool:
    """Whether a text that names no time is most of one that does: 全年实 of 全年实施."""
    if is_deadline(read) or not is_deadline(written):
        return False
    return Indel.normalized_similarity(wording(read), wording(written)) >= GARBLED


def _says(field: Field, rival: str, written: str) -> bool:
    if field is Field.WEIGHT:
        return decimal_of(rival) == decimal_of(written)
    return same_wording(rival, written)
