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

_OPENINGS = ("《", "<<", "＜＜", "〈", "<", "＜")
_CLOSINGS = ("》", ">>", "＞＞", "〉", ">", "＞")
_BRACKET = re.compile("|".join((*_OPENINGS, *_CLOSINGS)))
_ITEM = re.compile(r"(?:[\n；;、。]|[\n；;、。\s][0-9]{1,2}[.．、])\s*《")
_JOINT = "（([［【〔 \u3000\t\r\n"
_DOCUMENT = re.compile(
    r"(?:方案|通知|意见|要点|计划|办法|决定|条例|规划|纲要|细则|措施|清单|职责|批复|报告|文件|规定|规则|精神|要求"
    r"|部署|任务|制度|标准|公告|[函表书法令])[”’）)]*$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """Where a title begins and ends in its text, with the brackets that are there."""

    start: int
    end: int


def names_document(text: str) -> bool:
    """Whether a text ends as names of documents do (方案, 通知, 职责)."""
    return bool(_DOCUMENT.search(squeezed(text[-24:])))


def titles_in(text: str, numbers: Sequence[DocumentNumber]) -> tuple[Title, ...]:
    """The outermost titles of a text, in order; what is part of a number (《2024》) is none."""
    return tuple(_titles(text, numbers))


def bracketed(title: str) -> str:
    """A title in 《》, whatever brackets it stands in, and if one of them is lost."""
    opening = next((o for o in _OPENINGS if title.startswith(o)), "")
    closing = next((c for c in _CLOSINGS if title.endswith(c)), "")
    inner = title[len(opening) : len(title) - len(closing)]
    nested = inner.count("《") > inner.count("》")
    return f"《{inner}》》" if closing == "》" and nested else f"《{inner}》"


def _titles(text: str, numbers: Sequence[DocumentNumber]) -> Iterator[Title]:
    closings = _closings(text, numbers)
    position = 0
    for start, closing in closings:
        if start < position:
            continue
        end = closing.end() if closing else _torn_end(text, start, numbers)
        yield Title(start, end)
        position = end


def _closings(
    text: str, numbers: Sequence[DocumentNumber]
) -> list[tuple[int, re.Match[str] | None]]:
    """The beginning of each bracket with the one that closes it, None where that is lost; in order.

    Only a 《 may have lost its other half: of <, > and 〈, 〉 both must be there.
    """
    inside = {i for n in numbers for i in range(n.start, n.end)}
    closing: dict[int, re.Match[str] | None] = {}
    pending: list[re.Match[str]] = []
    for bracket in _BRACKET.finditer(text):
        if bracket.start() in inside:
            continue
        if bracket.group() in _OPENINGS:
            closing[bracket.start()] = None
            pending.append(bracket)
        elif opening := _opened(pending, bracket.group()):
            closing[opening.start()] = bracket
            del pending[pending.index(opening) :]
    return [(at, end) for at, end in closing.items() if end or text[at] == "《"]


def _opened(pending: Sequence[re.Match[str]], closing: str) -> re.Match[str] | None:
    """The last open bracket of the kind that this one closes."""
    opening = _OPENINGS[_CLOSINGS.index(closing)]
    return next((b for b in reversed(pending) if b.group() == opening), None)


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
