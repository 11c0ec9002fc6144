"""The letter (函), the plan (方案) and the form's own title lines, among the texts around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.model import Source

from .attachments import announced
from .dates import date_of, written
from .document_number import numbers_in
from .model import Field, Letter, Repair, Value
from .sources import part_of
from .text import HAN, clean, squeezed, unwrapped
from .unit_line import unit_and_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from .document_number import DocumentNumber
    from .scheme import Scheme

_ABOUT = re.compile(rf"(?P<unit>[{HAN}（）]+?)?关于.+?的(?:函|报告|请示|复函)")
_ISSUER = re.compile(r"(?:文件|（?函件?）?)$")
_PLAN = re.compile(rf"[{HAN}“”（）]*?20\d{{2}}年度?[{HAN}“”]*方案(?:（[{HAN}]{{1,6}}）)?")
_YEAR = re.compile(r"20\d{2}")
_SENTENCE = re.compile(r"[。；：，]$")
_LISTED = re.compile(r"附件|\d{1,2}[.．、]")
_SIGNER = re.compile(r"\s*(?:签发人.*)?")
_PARTIAL_DATE = re.compile(r"(?:\d{4}|[\s_]+)?年[\s_]*\d{0,2}[\s_]*月?[\s_]*\d{0,2}[\s_]*日?")
_DATE_TAIL = re.compile(r"[\d〇○零一二三四五六七八九十OoＯ０-９]{4}\s*[年./-].{1,12}$")
_LINES = 3  # that a title may run over
_LONGEST_TITLE = 60  # characters
_LONGEST_SIGNATURE = 45  # characters: a unit's whole name, and the date beside it


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
    lines = _titles_joined(tuple(s for source in sources for s in _lines(source)), scheme)
    names, listed = announced(lines)
    unlisted = [s for i, s in enumerate(lines) if i not in listed]
    title = next((s for s in reversed(unlisted) if is_form_title(s.text, scheme)), None)
    plan = next((s for s in unlisted if _is_plan(s.text)), None)
    part = _letter_part(lines, tuple(s for s in (plan, title) if s))
    letter = _letter(part, names, scheme) if part else None
    return Surroundings(letter, plan, title, *unit_and_date(lines, title, scheme))


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


def is_form_title(text: str, scheme: Scheme) -> bool:
    """Whether a line is the form's own title, which names the scheme's form."""
    plain = clean(text)
    if len(plain) >= _LONGEST_TITLE or plain.endswith("。") or _LISTED.match(plain):
        return False
    return any(t in plain for t in scheme.titles)


def begins_part(text: str) -> bool:
    """Whether a line is the first of a letter, or the title of a letter or a plan."""
    line = Source(text)
    return bool(_ABOUT.fullmatch(clean(text))) or bool(_number_line(line)) or _is_plan(text)


def _lines(source: Source) -> list[Source]:
    lines = re.finditer(r"[^\n]+", source.text)
    return [part_of(source, *line.span()) for line in lines if line.group().strip()]


def _titles_joined(lines: Sequence[Source], scheme: Scheme) -> tuple[Source, ...]:
    """The lines, with the letter's, the plan's and the form's titles in one piece each."""
    found = tuple(lines)
    for is_title in (
        lambda text: bool((about := _ABOUT.fullmatch(text)) and about["unit"]),
        _is_plan,
        lambda text: is_form_title(text, scheme) and bool(_YEAR.search(text)),
    ):
        if not any(is_title(clean(s.text)) for s in found):
            found = _joined(found, is_title)
    return found


def _joined(lines: tuple[Source, ...], is_title: Callable[[str], bool]) -> tuple[Source, ...]:
    """The lines with the first two or three that make a title as one."""
    for number in range(2, _LINES + 1):
        for index in range(len(lines) - number + 1):
            pieces = lines[index : index + number]
            whole = unwrapped("\n".join(s.text for s in pieces))
            short = len(whole) < _LONGEST_TITLE and all(map(_may_be_title, pieces))
            if short and is_title(clean(whole)):
                title = Source(whole, pieces[0].place, min(p.confidence for p in pieces))
                return (*lines[:index], title, *lines[index + number :])
    return lines


def _may_be_title(line: Source) -> bool:
    plain = clean(line.text)
    return not _SENTENCE.search(plain) and not _LISTED.match(plain)


def _is_plan(text: str) -> bool:
    return len(text) < _LONGEST_TITLE and bool(_PLAN.fullmatch(clean(text)))


def _letter_part(lines: Sequence[Source], others: Sequence[Source]) -> Sequence[Source]:
    """The lines between the other parts' titles that hold the letter's title or number."""
    anchor = next((i for i, s in enumerate(lines) if _ABOUT.fullmatch(clean(s.text))), None)
    if anchor is None:
        anchor = next((i for i, s in enumerate(lines) if _number_line(s)), None)
    if anchor is None:
        return ()
    borders = sorted(lines.index(s) for s in others)
    start = max((b + 1 for b in borders if b < anchor), default=0)
    end = min((b for b in borders if b > anchor), default=len(lines))
    return lines[start:end]


def _letter(part: Sequence[Source], names: tuple[str, ...], scheme: Scheme) -> Letter:
    heading = next((s for s in part if _ABOUT.fullmatch(clean(s.text))), Source(""))
    signature = next((s for s in reversed(part) if _is_signature(s)), None)
    partial = next((s for s in reversed(part) if _PARTIAL_DATE.fullmatch(s.text.strip())), None)
    return Letter(
        number=_number_value(part),
        title=Value(clean(heading.text) or None, heading),
        unit=_letter_unit(heading, part, signature, scheme),
        date=date_value(_date_part(signature or partial), Field.LETTER_DATE),
        announced=names,
    )


def _is_signature(line: Source) -> bool:
    plain = clean(line.text)
    return date_of(plain) is not None and len(plain) < _LONGEST_SIGNATURE and _may_be_title(line)


def _date_part(line: Source | None) -> Source:
    """The date of a signature, without the unit beside it."""
    if line is None:
        return Source("")
    tail = _DATE_TAIL.search(line.text)
    return part_of(line, *tail.span()) if tail and date_of(tail.group()) else line


def _letter_unit(
    heading: Source, part: Sequence[Source], signature: Source | None, scheme: Scheme
) -> Value[str]:
    """Whom the letter speaks for: by its title, else by its signature."""
    about = _ABOUT.fullmatch(clean(heading.text))
    if about and about["unit"]:
        return unit_value(Source(_ISSUER.sub("", about["unit"]), heading.place), scheme)
    if signature is None:
        return Value(None, heading)
    beside = _DATE_TAIL.sub("", signature.text).strip()
    above = part[max(0, part.index(signature) - 1)].text
    name = clean(beside or above)
    is_unit = scheme.district in name and _may_be_title(Source(name))
    return unit_value(Source(name, signature.place), scheme) if is_unit else Value(None, heading)


def _number_line(line: Source) -> DocumentNumber | None:
    """The document number that a line consists of, but for the signer beside it."""
    text = line.text.strip()
    found = numbers_in(text)
    whole = len(found) == 1 and found[0].start == 0 and _SIGNER.fullmatch(text, found[0].end)
    return found[0] if whole else None


def _number_value(part: Sequence[Source]) -> Value[str]:
    """The letter's number; one that cannot be brought into form stays, with a suggestion."""
    lines = [(s, n) for s in part if (n := _number_line(s))]
    if not lines:
        return Value(None, Source(""))
    source, number = lines[0]
    if number.flaw:
        after = "、".join(number.proposal)
        suggestion = Repair(
            Field.LETTER_NUMBER, number.written, after, "number.form", 0.5, number.flaw
        )
        return Value(number.written, source, suggestions=(suggestion,) if after else ())
    if number.raw == number.written:
        return Value(number.written, source)
    evidence = "发文字号按GB/T 9704写成“机关代字〔年份〕序号号”"
    repair = Repair(Field.LETTER_NUMBER, number.raw, number.written, "number.form", 0.99, evidence)
    return Value(number.written, source, (repair,))
