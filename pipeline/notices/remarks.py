"""Findings as the remarks of a letter: those that say the same of several rows are one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.model import Level

from .plain import plain
from .wording import contrast, request, statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.published import PublishedFinding

_NUMBER, _FIELD = "\x01", "\x02"
"""Stand for the row's number and the field's name in a sentence; `plain` leaves no such mark."""


@dataclass(frozen=True, slots=True)
class _Remark:
    """A sentence with marks for the numbers and fields that it is about.

    `shared` is what it says where it speaks of several rows.
    """

    pattern: str
    shared: str
    numbers: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def text(self) -> str:
        numbers = f"第{'、'.join(self.numbers)}项"
        return self.pattern.replace(_NUMBER, numbers).replace(_FIELD, "、".join(self.fields))


def remarks_on(findings: Iterable[PublishedFinding], units: Mapping[str, str]) -> tuple[str, ...]:
    """The remarks, in the order of the findings; `units` as in `wording.statement`.

    The blank fields of a row are one remark, and so are rows with the same fault.
    """
    single = [_remark(finding, units) for finding in findings]
    rows = _joined(single, lambda r: (r.pattern, r.numbers), _with_fields)
    several = _joined(rows, lambda r: (r.shared, r.fields), _with_numbers)
    return tuple(remark.text for remark in several)


def _remark(finding: PublishedFinding, units: Mapping[str, str]) -> _Remark:
    said = statement(finding, units)
    text = f"{said}{contrast(finding, said)}{request(finding)}"
    number, field = finding.number, finding.field
    if number:
        text = text.replace(f"第{number}项", _NUMBER)
    if field:
        text = text.replace(field, _FIELD)
    return _Remark(text, _shared(text, finding), (number,), (field,))


def _shared(text: str, finding: PublishedFinding) -> str:
    """A hint quotes what it is about, which says nothing new where there are many."""
    if finding.level is not Level.HINT or not finding.number:
        return text
    return text.replace(f"“{plain(finding.found)}”", "")


def _joined(
    remarks: Iterable[_Remark],
    key: Callable[[_Remark], tuple[str, tuple[str, ...]]],
    joined: Callable[[Sequence[_Remark]], _Remark],
) -> list[_Remark]:
    """Remarks with the same key as one, where the first of them stands."""
    alike: dict[tuple[str, tuple[str, ...]], list[_Remark]] = {}
    for remark in remarks:
        alike.setdefault(key(remark), []).append(remark)
    return [joined(members) for members in alike.values()]


def _with_fields(remarks: Sequence[_Remark]) -> _Remark:
    fields = dict.fromkeys(field for remark in remarks for field in remark.fields)
    return replace(remarks[0], fields=tuple(fields))


def _with_numbers(remarks: Sequence[_Remark]) -> _Remark:
    numbers = dict.fromkeys(number for remark in remarks for number in remark.numbers)
    pattern = remarks[0].shared if len(remarks) > 1 else remarks[0].pattern
    return replace(remarks[0], pattern=pattern, numbers=tuple(numbers))
