"""Titles in 《》 within a text; pairs nest, and one of a pair may be lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .text import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .document_number import DocumentNumber

_BRACKET = re.compile("[《》]")
_ITEM = re.compile(r"(?:[\n；;、。]|[\n；;、。\s][0-9]{1,2}[.．、])\s*《")
_JOINT = "（([［【〔 \u3000\t\r\n"
_DOCUMENT = re.compile(
    r"(?:方案|通知|意见|要点|计划|办法|决定|条例|规划|纲要|细则|措施|清单|职责|批复|报告|文件|规定|规则|精神|要求"
    r"|部署|任务|制度|标准|公告|[函表书法令])[”’）)]*$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """Where a title in 《》 begins and ends in its text; `closed` is False where 》 is lost."""

    start: int
    end: int
    closed: bool


def names_document(text: str) -> bool:
    """Whether a text ends as names of documents do (方案, 通知, 职责)."""
    return bool(_DOCUMENT.search(squeezed(text[-24:])))


def titles_in(text: str, numbers: Sequence[DocumentNumber]) -> tuple[Title, ...]:
    """The outermost titles of a text, in order; what is part of a number (《2024》) is none."""
    return tuple(_titles(text, numbers))


def _titles(text: str, numbers: Sequence[DocumentNumber]) -> Iterator[Title]:
    closings = _closings(text, numbers)
    position = 0
    for start, closing in closings:
        if start < position:
            continue
        end = closing + 1 if closing is not None else _torn_end(text, start, numbers)
        yield Title(start, end, closing is not None)
        position = end


def _closings(text: str, numbers: Sequence[DocumentNumber]) -> list[tuple[int, int | None]]:
    """Each 《 with its 》, None where that is lost; in order."""
    inside = {i for n in numbers for i in range(n.start, n.end)}
    closing: dict[int, int | None] = {}
    pending: list[int] = []
    for bracket in _BRACKET.finditer(text):
        index = bracket.start()
        if index in inside:
            continue
        if bracket.group() == "《":
            closing[index] = None
            pending.append(index)
        elif pending:
            closing[pending.pop()] = index
    return list(closing.items())


def _torn_end(text: str, start: int, numbers: Sequence[DocumentNumber]) -> int:
    """Where a title without 》 ends: at the next item or number, or after a document's name."""
    after = bisect_right(numbers, start, key=lambda number: number.start)
    number = numbers[after].start if after < len(numbers) else len(text)
    item = _ITEM.search(text, start + 1, number)
    end = item.start() if item else number
    for line in re.finditer("\n", text[start:end]):
        if names_document(text[start : start + line.start()].rstrip()):
            end = start + line.start()
            break
    return start + len(text[start:end].rstrip(_JOINT))
