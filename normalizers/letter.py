"""The letter (函), the plan (方案) and the form's own title lines, among the texts around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.model import Source

from .dates import date_of, written
from .document_number import number_of
from .model import Field, Letter, Repair, Value
from .text import HAN, clean, squeezed, unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .scheme import Scheme

_ABOUT = re.compile(rf"^(?P<unit>[{HAN}（）]+?)关于(?P<matter>.+?)的(?:函|报告|请示|复函)$")
_ATTACHMENT = re.compile(r"^[-—·•\s]*附件\s*[:：]?\s*")
_ITEM = re.compile(r"(?:^|\n|(?<=\s))\s*\d{1,2}\s*[.．、]\s*")
_PLAN = re.compile(rf"^(?:[{HAN}（）]*?)(?P<year>20\d{{2}})年度?[{HAN}“”]*(?:工作)?方案$")
_UNIT_LINE = re.compile(
    r"(?:参评单位|填报单位|考评单位|被考评单位)(?:[（(]盖章[）)])?\s*[:：]?(?P<rest>.*)$", re.DOTALL
)
_DATE_TAIL = re.compile(
    r"(?:\d{4}|\s{2,}|_+)?\s*年[\s_]*(?:\d{1,2})?[\s_]*月[\s_]*(?:\d{1,2})?[\s_]*日?\s*$"
)
_BLANKS = re.compile(r"[\s_]{2,}|\t")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the form's tables.

    `title` is the form's own, `unit_line` what is printed after 参评单位, `date_line` the date
    printed beside or below it; each None where there is no such line.
    """

    letter: Letter | None
    plan: Source | None
    title: Source | None
    unit_line: Source | None
    date_line: Source | None


def surroundings_of(sources: Sequence[Source], scheme: Scheme) -> Surroundings:
    """The letter, plan and title lines among the texts of a submission, in reading order."""
    lines = tuple(line for source in sources for line in _lines(source))
    title = next((s for s in reversed(lines) if _is_form_title(s.text, scheme)), None)
    unit_line = next((u for s in lines if (u := _unit_line(s))), None)
    plan = next((s for s in lines if _PLAN.match(clean(s.text))), None)
    letter = _letter(lines, plan, title, scheme)
    return Surroundings(letter, plan, title, *_split_date(unit_line, lines, title))


def short_unit(name: str, scheme: Scheme) -> str:
    """A unit's name without the city's: 泉州市洛江区民政局 is 洛江区民政局."""
    plain = clean(name)
    bare = plain.removeprefix(scheme.city)
    return bare or plain


def unit_value(source: Source, scheme: Scheme) -> Value[str]:
    """The unit that a text names, without the city's name; None where it names none."""
    name = short_unit(source.text, scheme)
    if not name:
        return Value(None, source)
    raw = unwrapped(source.text)
    if name == raw:
        return Value(name, source)
    rule = "unit.city" if squeezed(raw) == scheme.city + name else "text.blanks"
    evidence = "单位名称不带市名" if rule == "unit.city" else "去掉了单位名称中的空格"
    return Value(name, source, (Repair(Field.UNIT, raw, name, rule, 1.0, evidence),))


def date_value(source: Source, field: Field) -> Value[date]:
    """The date that a text holds; None where it is blank or incomplete."""
    day = date_of(source.text)
    raw = source.text.strip()
    if day is None or squeezed(raw) == written(day):
        return Value(day, source)
    evidence = "日期写成阿拉伯数字，月、日不编虚位（GB/T 9704-2012 7.3.5.4）"
    repair = Repair(field, raw, written(day), "date.form", 0.98, evidence)
    return Value(day, source, (repair,))


def _lines(source: Source) -> list[Source]:
    texts = [t for t in source.text.split("\n") if t.strip()]
    whole = unwrapped(source.text)
    if len(texts) < 2 or _ABOUT.match(clean(whole)) or _PLAN.match(clean(whole)):  # noqa: PLR2004 - one line is whole
        return [Source(whole, source.place, source.confidence, source.rivals)]
    return [Source(t, source.place, source.confidence) for t in texts]


def _is_form_title(text: str, scheme: Scheme) -> bool:
    plain = clean(text)
    if plain.startswith("附件") or re.match(r"\d{1,2}[.．、]", plain):
        return False
    return len(plain) < 60 and any(t in plain for t in scheme.titles) and not plain.endswith("。")  # noqa: PLR2004 - a title, not a sentence


def _unit_line(source: Source) -> Source | None:
    match = _UNIT_LINE.search(source.text)
    if not match:
        return None
    return Source(match["rest"], source.place, source.confidence, source.rivals)


def _split_date(
    line: Source | None, lines: Sequence[Source], title: Source | None
) -> tuple[Source | None, Source | None]:
    """The unit's part of its line, and the date's: beside it, or on a line of its own below."""
    if line is None:
        return None, None
    match = _DATE_TAIL.search(line.text)
    if match:
        unit = Source(line.text[: match.start()].strip(), line.place, line.confidence)
        return unit, Source(match.group().strip(), line.place, line.confidence)
    unit = Source(_BLANKS.split(line.text.strip())[0], line.place, line.confidence)
    after = lines[lines.index(title) :] if title in lines else lines
    alone = (s for s in after if _DATE_TAIL.fullmatch(s.text.strip()))
    return unit, next(alone, None)


def _letter(
    lines: Sequence[Source], plan: Source | None, title: Source | None, scheme: Scheme
) -> Letter | None:
    """The letter, None where there is neither its title nor its number."""
    end = min((lines.index(s) for s in (plan, title) if s in lines), default=len(lines))
    part = lines[:end]
    heading = next((i for i, s in enumerate(part) if _ABOUT.match(clean(s.text))), None)
    number = next((s for s in part if number_of(squeezed(s.text))), None)
    if heading is None and number is None:
        return None
    about = part[heading] if heading is not None else Source("")
    match = _ABOUT.match(clean(about.text))
    unit = unit_value(Source(match["unit"], about.place), scheme) if match else Value(None, about)
    dates = [s for s in part if date_of(s.text) and len(squeezed(s.text)) < 20]  # noqa: PLR2004 - a line with a date alone
    date_source = dates[-1] if dates else Source("")
    return Letter(
        number=_number_value(number),
        title=Value(clean(about.text) or None, about),
        unit=unit,
        date=date_value(date_source, Field.LETTER_DATE),
        announced=_announced(part),
    )


def _number_value(source: Source | None) -> Value[str]:
    if source is None:
        return Value(None, Source(""))
    number = number_of(squeezed(source.text))
    if number is None or number.flaw:
        return Value(None, source)
    raw = source.text.strip()
    if raw == number.written:
        return Value(number.written, source)
    evidence = "发文字号按GB/T 9704写成“机关代字〔年份〕序号号”"
    repair = Repair(Field.LETTER_NUMBER, raw, number.written, "number.form", 0.99, evidence)
    return Value(number.written, source, (repair,))


def _announced(lines: Sequence[Source]) -> tuple[str, ...]:
    """The attachments that a letter names: from the line with 附件 to the signature."""
    start = next((i for i, s in enumerate(lines) if _ATTACHMENT.match(s.text)), None)
    if start is None:
        return ()
    found = [_ATTACHMENT.sub("", lines[start].text)]
    for source in lines[start + 1 :]:
        if not re.match(r"\s*\d{1,2}\s*[.．、]", source.text):
            break
        found.append(source.text)
    items = [i for text in found for i in _ITEM.split(text)]
    return tuple(name for i in items if (name := clean(i)))
