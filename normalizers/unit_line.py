"""The form's own line 参评单位（盖章）：… 年 月 日, on one line or several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .sources import with_text
from .text import HAN, clean, squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.model import Source

    from .scheme import Scheme

_SEAL = r"[（(]\s*(?:盖\s*章|公\s*章|签\s*章)\s*[）)]"
_END = rf"\s*(?:{_SEAL}\s*[:：]?|[:：]|(?=\s)|$)"
_LABEL = re.compile(
    rf"(?:(?:被?考评|参评|填报|报送|申报|责任)\s*单\s*位|单位名称)(?:名称)?{_END}"
    rf"|单\s*位\s*(?:{_SEAL}\s*[:：]?|[:：])"
)
_DATE = re.compile(
    r"(?:(?:填[表报]|报送)?(?:日期|时间)\s*[:：]?)?\s*"
    r"(?:(?:[0-9]{4}|[二〇○零一三四五六七八九]{4}|_+)?\s*年[\s_]*(?:[0-9一二三四五六七八九十]{1,3})?[\s_]*月"
    r"[\s_]*(?:[0-9一二三四五六七八九十]{1,3})?[\s_]*日?|[0-9]{4}([./-])[0-9]{1,2}\1[0-9]{1,2})\s*$"
)
_DATE_WORD = re.compile(r"^(?:填[表报]|报送)?(?:日期|时间)\s*[:：]?\s*")
_GAP = re.compile(r"[\s_]{2,}|\t")
_UNIT = re.compile(rf"[{HAN}]{{2,24}}(?:局|委|办|院|会|处|中心|社|队|馆|所|台|校|室|部|厅|政府)")
_SEALED = re.compile(rf"\s*{_SEAL}\s*$")


def unit_and_date(
    lines: Sequence[Source], title: Source | None, scheme: Scheme
) -> tuple[Source | None, Source | None]:
    """What the form prints after 参评单位, and its date, beside it or on a line of its own.

    Both are None where there is no such line; either is blank where the form leaves it blank.
    """
    for index, line in enumerate(lines):
        label = _label(line.text, scheme)
        if label:
            return _split(line, label.end(), lines[index + 1 :], _after(lines, title))
    return None, None


def is_unit_line(text: str, scheme: Scheme) -> bool:
    """Whether a line begins with 参评单位, at most after the district's name."""
    return _label(text, scheme) is not None


def _label(text: str, scheme: Scheme) -> re.Match[str] | None:
    label = _LABEL.search(text) or _own_label(scheme.unit_words, text)
    early = label and len(squeezed(text[: label.start()])) <= len(scheme.district)
    return label if early else None


def _own_label(words: Sequence[str], text: str) -> re.Match[str] | None:
    """One of the scheme's own words, with blanks anywhere in it (填 报 部 门)."""
    spaced = (r"\s*".join(map(re.escape, word)) for word in words)
    return re.search(rf"(?:{'|'.join(spaced)}){_END}", text) if words else None


def _after(lines: Sequence[Source], title: Source | None) -> Sequence[Source]:
    return lines[lines.index(title) :] if title in lines else lines


def _split(
    line: Source, start: int, below: Sequence[Source], form: Sequence[Source]
) -> tuple[Source, Source | None]:
    unit, date = _parts(line, line.text[start:])
    if not unit.text and below and _UNIT.fullmatch(clean(_parts(below[0], below[0].text)[0].text)):
        unit, beside = _parts(below[0], below[0].text)
        date = date or beside
    if date is None:
        alone = (s for s in form if s.text.strip() and _DATE.fullmatch(s.text.strip()))
        date = next(alone, None)
    return unit, date


def _parts(line: Source, text: str) -> tuple[Source, Source | None]:
    """A line's unit, and its date if it has one."""
    match = _DATE.search(text)
    name = text[: match.start()] if match else _GAP.split(text.strip())[0]
    unit = with_text(line, _SEALED.sub("", name).strip(" \u3000_\t"))
    if match is None:
        return unit, None
    return unit, with_text(line, _DATE_WORD.sub("", match.group().strip()))
