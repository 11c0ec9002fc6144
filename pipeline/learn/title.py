"""What a form's title says: the year, the district, the series, and what such forms are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

from normalizers.numerals import arabic
from normalizers.text import clean
from parsers.model import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.model import Block

_TITLE = re.compile(
    r"(?P<before>[一-鿿]{0,12}?)(?P<year>20\d{2})年(?:度)?(?P<rest>[一-鿿（）]{0,40}?表)"
    r"(?:[（(](?P<mark>[一-鿿]{1,4})[）)])?"
)
_DISTRICT = re.compile(r"(?:(?P<city>[一-鿿]{2,4}市))?(?P<district>[一-鿿]{1,5}?(?:区|县|市|旗))")
_SERIES = re.compile(r"第(?P<count>[一二三四五六七八九十\d]{1,2})系列|[A-Z甲乙丙丁]类")
_UNIT_WORD = re.compile(r"(?P<word>[一-鿿]{2,6})[（(](?:盖章|公章|签章)[）)]")


@dataclass(frozen=True, slots=True)
class Title:
    """A form's title in its parts; empty where it does not say, `kind` is what it ends in.

    `mark` are the brackets that tell a sample: （样表）.
    """

    text: str
    year: int
    city: str
    district: str
    series: str
    kind: str
    mark: str

    @property
    def name(self) -> str:
        """A name for the scheme, in letters that any file system has."""
        place = "".join(lazy_pinyin(self.district.rstrip("区县市旗"))) or "form"
        count = _SERIES.match(self.series)
        series = f"-series{arabic(count['count'])}" if count and count["count"] else ""
        return f"{place}-{self.year}{series}"


def title_in(blocks: Sequence[Block]) -> Title | None:
    """The last title above the first table, else the first anywhere; None where there is none."""
    found = [_title(m) for text in _texts(blocks) if (m := _TITLE.fullmatch(text))]
    return found[-1] if found else None


def unit_word_in(blocks: Sequence[Block]) -> str:
    """The word before （盖章）, where the form asks for the unit; empty where it asks nowhere."""
    matches = (_UNIT_WORD.search(text) for text in _texts(blocks))
    return next((m["word"] for m in matches if m), "")


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from (clean(c.source.text) for c in block.cells if c.row < _TOP)
        else:
            yield from (clean(line) for line in block.source.text.split("\n"))


_TOP = 3  # rows of a table in which a title may stand


def _title(match: re.Match[str]) -> Title:
    rest = match["before"] + match["rest"]
    place = _DISTRICT.match(rest)
    series = _SERIES.search(rest)
    kind = rest[place.end() if place else 0 :].replace(series.group() if series else "", "", 1)
    text = match.group()
    mark = re.search(r"[（(][^（()）]*[）)]$", text)
    return Title(
        text=text[: mark.start()] if mark else text,
        year=int(match["year"]),
        city=(place["city"] or "") if place else "",
        district=place["district"] if place else "",
        series=series.group() if series else "",
        kind=kind,
        mark=mark.group() if mark else "",
    )
