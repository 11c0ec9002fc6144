"""The attachments (附件) that a letter names, in one paragraph or several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .dates import date_of
from .text import clean, unwrapped
from .titles import names_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.model import Source

_WORD = re.compile(
    r"^[-—·•\s]*附\s*件\s*(?:[0-9０-９]{1,2}|[一二三四五])?\s*(?:[:：.．、]|\s|$)\s*"
)
_NUMBER = re.compile(r"^\s*(?:[0-9０-９]{1,2}\s*[.．、)）]|[（(][0-9０-９]{1,2}[）)]|[①-⑨])\s*")
_INNER = re.compile(r"[；;]|(?:(?<=\s)|(?<=[；;。]))[0-9０-９]{1,2}\s*[.．、](?=[^0-9０-９]|20)")
_ENDS = "。；;，,、 "
_LONGEST = 60  # characters of a name: longer lines are sentences


def announced(lines: Sequence[Source]) -> tuple[tuple[str, ...], range]:
    """The attachments' names without their numbers, and the lines that they stand on."""
    start = next((i for i, s in enumerate(lines) if _WORD.match(s.text)), None)
    if start is None:
        return (), range(0)
    names: list[str] = []
    end = start
    for index in range(start, len(lines)):
        text = lines[index].text
        if index > start and not _goes_on(text, names):
            break
        names = _with(names, text)
        end = index + 1
    found = tuple(name for n in names if (name := clean(n).strip(_ENDS)))
    return found, range(start, end)


def _goes_on(text: str, names: Sequence[str]) -> bool:
    """Whether a line names another attachment, or goes on with the name that is not yet whole."""
    if _WORD.match(text) or _NUMBER.match(text):
        return True
    whole = not names or names_document(names[-1].strip(_ENDS))
    return not (whole and names) and date_of(text) is None and len(text) <= _LONGEST


def _with(names: Sequence[str], text: str) -> list[str]:
    """The names with those that a line adds, or with the last one as the line goes on with it."""
    item = _NUMBER.sub("", _WORD.sub("", text))
    if item == text and names:
        return [*names[:-1], unwrapped(f"{names[-1]}\n{text}")]
    first, *others = (piece.strip() for piece in _INNER.split(item))
    return [*names, *filter(None, (first, *others))]
