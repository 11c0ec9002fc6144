"""文件依据: the documents that a cell lists, each with title, number or both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .document_number import numbers_in
from .model import Basis, Field, Repair, Value
from .text import HAN, canonical, clean, squeezed, unwrapped
from .titles import Title, bracketed, names_document, titles_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.model import Source

    from .document_number import DocumentNumber

_CLOSING = "》"
_OPENINGS, _CLOSINGS = "（《([［【〔 ", "）》)]］】〕 "
_JOINT = re.compile(r"\s*[（(\[［【〔]\s*")
_TAIL = re.compile(rf"(?:文件?(?![{HAN}]))?(?:\s*[）)\]］】〕])?")
_WORD_FILE = re.compile(rf"(?:文件?(?![{HAN}]))?")
_BRACKET_END = re.compile(r"[（(\[［【〔]\s*$")
_NUMBER_MARK = (
    r"(?:[0-9０-９]{1,2}[.．、)）](?![0-9])|[（(][0-9一二三四五六七八九十]{1,2}[）)]|[①-⑳])"
)
_NUMBERING = re.compile(rf"(?:^|(?<=[\s；;，,。、])){_NUMBER_MARK}")
_NUMBERING_END = re.compile(rf"{_NUMBERING.pattern}\s*$")
_MARKS = re.compile(r"([；;。、，,]|\s+)")
_STOPS = frozenset("；;。")
_LEAD = re.compile(rf"[{HAN}]*$")
_LONGEST_LEAD = 20  # characters: 中共泉州市洛江区委、洛江区人民政府 has fewer
_SHORTEST_NAME = 4  # characters of a document named without 《》 that a number in brackets follows
_REMARK = re.compile(
    r"\s*[（(][^（）()《》〔0-9]{1,8}(?:[0-9]{4}年[^（）()《》〔]{0,8})?[）)]|\s*[（(][0-9]{4}年[^（）()《》〔]{0,8}[）)]"
)
_NOTHING = re.compile(r"(?:无|空|和|及|与|以及|[\W_])*")


def bases_of(source: Source, plain_names: tuple[str, ...] = ()) -> Value[tuple[Basis, ...]]:
    """The documents of a cell, in order, each once; None where it is blank.

    `plain_names` are the names of documents that stand without 《》 (三定方案). Empty where the
    cell says that there are none (无, ——).
    """
    text = source.text.strip()
    if not text:
        return Value(None, source)
    bases = _distinct(tuple(_bases(text, plain_names)))
    return Value(bases, source, tuple(_repairs(bases)))


def same_title(one: str, other: str) -> bool:
    """Whether two titles name one document: quotation marks, 、 and blanks do not count."""
    return canonical(one) == canonical(other)


def _bases(text: str, plain_names: tuple[str, ...]) -> Iterator[Basis]:
    numbers = numbers_in(text)
    starts = {number.start: number for number in numbers}
    marks: list[Title | DocumentNumber] = [*titles_in(text, numbers), *numbers]
    position = 0
    for mark in sorted(marks, key=lambda m: m.start):
        if mark.start < position:
            continue
        between = text[position : mark.start]
        if isinstance(mark, Title):
            before, lead = _lead(between, plain_names)
            basis, position = _titled(text, mark, lead, starts)
        else:
            before, name = _name_before(between)
            basis, position = _numbered(text, mark, name)
        yield from _plain(before, plain_names)
        yield basis
    yield from _plain(text[position:], plain_names)


def _titled(
    text: str, span: Title, lead: str, starts: Mapping[int, DocumentNumber]
) -> tuple[Basis, int]:
    """The document of a title, with the number that follows in brackets or directly."""
    title = bracketed(clean(text[span.start : span.end]))
    remark = _REMARK.match(text, span.end)
    numbered = remark and any(remark.start() < at < remark.end() for at in starts)
    end = remark.end() if remark and not numbered else span.end
    joint = _JOINT.match(text, end)
    number = starts.get(joint.end() if joint else end)
    end = _end_of(text, number) if number else end
    raw = unwrapped(lead + text[span.start : end])
    if number is None:
        return Basis(title, None, raw), end
    return Basis(title, number.written, raw, number.year, number.flaw), end


def _numbered(text: str, number: DocumentNumber, name: str) -> tuple[Basis, int]:
    """The document of a number, with the name without 《》 before its bracket."""
    end = _end_of(text, number, _TAIL if name else _WORD_FILE)
    raw = unwrapped(name + text[number.start : end] if name else number.raw)
    title = _bare(clean(name)) if name else None
    return Basis(title, number.written, raw, number.year, number.flaw), end


def _end_of(text: str, number: DocumentNumber, behind: re.Pattern[str] = _TAIL) -> int:
    """Where a number ends, with 文件 and the bracket behind it."""
    tail = behind.match(text, number.end)
    return tail.end() if tail else number.end


def _lead(between: str, plain_names: tuple[str, ...]) -> tuple[str, str]:
    """What stands before a title, and the issuing body, or number, directly before it.

    区委《…》 and 1.《…》 have one; 三定方案 is a document of its own.
    """
    word = _LEAD.search(between[-_LONGEST_LEAD:])
    lead = word.group() if word else ""
    if names_document(lead) or _known(lead, plain_names):
        lead = ""
    before = between[: len(between) - len(lead)]
    numbering = _NUMBERING_END.search(before[-_LONGEST_LEAD:])
    lead = (numbering.group() if numbering else "") + lead
    return between[: len(between) - len(lead)], lead


def _name_before(between: str) -> tuple[str, str]:
    """What stands before a number, and the name without 《》 that its bracket follows on."""
    bracket = _BRACKET_END.search(between[-_LONGEST_LEAD:])
    pieces = _pieces(between) if bracket else []
    name = pieces[-1].rstrip("（([［【〔 \u3000\n") if pieces else ""
    if len(name) < _SHORTEST_NAME or not (names_document(name) or name.endswith(_CLOSING)):
        return between, ""
    start = between.rindex(name)
    return between[:start], between[start:]


def _plain(text: str, plain_names: tuple[str, ...]) -> Iterator[Basis]:
    """What stands between titles and numbers: names without 《》; marks are no documents."""
    for piece in _pieces(text):
        name = _bare(clean(piece))
        if not _NOTHING.fullmatch(name):
            known = _known(name, plain_names)
            yield Basis(known or name, None, unwrapped(piece))


def _pieces(text: str) -> list[str]:
    """The names in a text without 《》.

    A semicolon or full stop ends one; a comma, a blank or a line feed only behind what names a
    document: else it stands within a name, or the line is wrapped.
    """
    pieces = [""]
    for item in _NUMBERING.split(text):
        pieces.append("")
        for token in _MARKS.split(item):
            ends = not pieces[-1].strip() or names_document(pieces[-1])
            if token in _STOPS or (ends and _MARKS.fullmatch(token)):
                pieces.append("")
            else:
                pieces[-1] += token
    return [p.strip() for p in pieces if p.strip()]


def _bare(name: str) -> str:
    """The name without halves of brackets, and without brackets around all of it.

    A title whose 《 is lost gets it back.
    """
    bare = name.lstrip(_CLOSINGS).rstrip(_OPENINGS)
    if bare.endswith(_CLOSING) and "《" not in bare:
        return f"《{bare}"
    while bare[:1] == "（" and bare[-1:] == "）" and "（" not in bare[1:]:
        bare = bare[1:-1]
    balance = bare.count("（") - bare.count("）")
    return bare.lstrip("（") if balance > 0 else bare.rstrip("）") if balance < 0 else bare


def _known(name: str, plain_names: tuple[str, ...]) -> str | None:
    key = canonical(name)
    return next((p for p in plain_names if canonical(p) == key), None)


def _distinct(bases: Sequence[Basis]) -> tuple[Basis, ...]:
    """Each document once, where it is named first, as fully as it is named anywhere in the cell.

    A title alone is the document that bears this title and one number, a number alone the one
    that bears it; a title with two numbers may be two.
    """
    titles: dict[str, set[str]] = {}
    numbers: dict[str, set[str]] = {}
    for basis in bases:
        if basis.title and basis.number:
            title = canonical(basis.title)
            numbers.setdefault(title, set()).add(basis.number)
            titles.setdefault(basis.number, set()).add(title)
    kept: dict[tuple[str, str], Basis] = {}
    for basis in bases:
        title, number = canonical(basis.title or ""), basis.number or ""
        key = title or _only(titles.get(number)), number or _only(numbers.get(title))
        known = kept.setdefault(key, basis)
        if basis.title and basis.number and not (known.title and known.number):
            kept[key] = basis
    return tuple(kept.values())


def _only(names: set[str] | None) -> str:
    """The one name of several that are one, empty where there are none or more."""
    return next(iter(names)) if names and len(names) == 1 else ""


def _repairs(bases: Sequence[Basis]) -> Iterator[Repair]:
    for basis in bases:
        written = str(basis)
        if basis.flaw is None and basis.raw != written:
            yield _repair(basis, written)


def _repair(basis: Basis, written: str) -> Repair:
    if squeezed(basis.raw) == written:
        rule, evidence = "number.blanks", "去掉了文件名称、发文字号中多余的空格"
    elif basis.number and basis.number not in squeezed(basis.raw):
        rule, evidence = "number.form", "发文字号按GB/T 9704写成“机关代字〔年份〕序号号”"
    elif basis.raw[0] != "《" and canonical(basis.raw) != canonical(written):
        rule, evidence = "title.lead", "去掉了文件名称前的编号或机关名称"
    else:
        rule, evidence = "title.marks", "文件名称的标点、宽度按规范书写"
    return Repair(Field.BASIS, basis.raw, written, rule, 0.99, evidence)
