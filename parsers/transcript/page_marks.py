"""The lines that programs print between pages -> page numbers.

A mark with a number (`## Page 2`, `===== 第2页 =====`, `<!-- page 2 -->`, `{1}------`) stands above
its page or below it; which, is told by what stands before the first and behind the last. Marks
without a number (form feeds, `<!-- PageBreak -->`) are counted. A rule (`---`) may part anything:
it is no content, and says nothing of pages.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FORM_FEED = "\f"
_PAGE = (
    r"""(?:page\s{0,3}(?:number)?\s{0,3}[:：\#=]?\s{0,3}["']?(\d{1,4})["']?"""
    r"|第\s{0,3}(\d{1,4})\s{0,3}页)"
)
_TOTAL = r"\s{0,3}[,，/]?\s{0,3}(?:of|共|/)\s{0,3}\d{1,4}\s{0,3}(?:页|pages?)?"
_DRAWN = r"(?:#{1,6}|[-=*_—─~<\[【(（]+)\s{0,3}"
_DRAWN_OUT = r"\s{0,3}[-=*_—─~>\]】)）]*"
_NUMBERED = re.compile(f"{_DRAWN}{_PAGE}(?:{_TOTAL})?{_DRAWN_OUT}", re.IGNORECASE)
_PRINTED = re.compile(_PAGE + _TOTAL, re.IGNORECASE)
_BRACED = re.compile(r"\{(\d{1,4})\}-{4,}")
_COMMENT = re.compile(r"<!--(?P<text>.*?)-->", re.DOTALL)
_BREAK = re.compile(r"(?:new\s*)?page[\s_-]*(?:break|end|separator)|分页符?", re.IGNORECASE)
_LONGEST = 200  # characters of a line that can be a mark
_RULE = re.compile(r"\s*([-*_=—─])(?:\s*\1){2,}\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark between pages; `number` is what it says, None where it only parts.

    `counts`: it surely parts pages, so that those before it can be counted.
    """

    number: int | None = None
    counts: bool = False


def mark_of(line: str) -> Mark | None:
    """The mark that a whole line is; None where it is content."""
    if line.strip("\n ") == FORM_FEED:
        return Mark(counts=True)
    if len(line) > _LONGEST:
        return None
    comment = _COMMENT.fullmatch(line.strip())
    if comment:
        return mark_in_comment(comment["text"])
    number = _number_in(line.strip())
    if number is not None:
        return Mark(number)
    return Mark() if _RULE.fullmatch(line) and "\t" not in line else None


def mark_in_comment(text: str) -> Mark | None:
    """The mark in an HTML comment; None in any other."""
    number = _number_in(f"# {text.strip()}")
    if number is not None:
        return Mark(number)
    return Mark(counts=True) if _BREAK.fullmatch(text.strip()) else None


def pages_of(marks: Sequence[Mark], filled: Sequence[bool]) -> tuple[int | None, ...]:
    """The page of each stretch of text between marks: one more than there are marks.

    Args:
        marks: in the order of the text.
        filled: of each stretch, whether it holds any text.
    """
    numbers = [m.number for m in marks if m.number is not None]
    if numbers:
        return _numbered(marks, filled, numbers)
    if not any(m.counts for m in marks):
        return (None,) * len(filled)
    pages = [1]
    for mark in marks:
        pages.append(pages[-1] + mark.counts)
    return tuple(pages)


def _number_in(line: str) -> int | None:
    match = _NUMBERED.fullmatch(line) or _PRINTED.fullmatch(line) or _BRACED.fullmatch(line)
    return next((int(g) for g in match.groups() if g), None) if match else None


def _numbered(
    marks: Sequence[Mark], filled: Sequence[bool], numbers: Sequence[int]
) -> tuple[int | None, ...]:
    """Pages by numbers that rise by one; none where they do not, or where both ends are filled."""
    unknown = (None,) * len(filled)
    if any(b - a != 1 for a, b in itertools.pairwise(numbers)):
        return unknown
    numbered = [i for i, m in enumerate(marks) if m.number is not None]
    leads = any(filled[: numbered[0] + 1])
    trails = any(filled[numbered[-1] + 1 :])
    first = numbers[0]
    if leads and (first <= 1) is trails:
        return unknown
    shift = 1 if first == 0 else 0
    return _below(marks, shift) if leads and not trails else _above(marks, shift)


def _above(marks: Sequence[Mark], shift: int) -> tuple[int | None, ...]:
    """Each stretch's page by the mark before it; before page 2 there is page 1."""
    numbers = (m.number for m in marks if m.number is not None)
    pages: list[int | None] = [1 if next(numbers) == 2 else None]  # noqa: PLR2004 - its word
    for mark in marks:
        pages.append(pages[-1] if mark.number is None else mark.number + shift)
    return tuple(pages)


def _below(marks: Sequence[Mark], shift: int) -> tuple[int | None, ...]:
    """Each stretch's page by the mark behind it."""
    pages: list[int | None] = [None]
    for mark in reversed(marks):
        pages.append(pages[-1] if mark.number is None else mark.number + shift)
    return tuple(reversed(pages))
