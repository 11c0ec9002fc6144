"""Document numbers (发文字号) brought into the form of GB/T 9704-2012, 7.2.5.

Issuing body's code, year in full in hexagonal brackets, serial number without leading zeros and
without 第, then 号: 泉洛政办〔2024〕10号. What only looks wrong in its writing is repaired; what
could be another number is flagged with a proposal and left as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .folding import folded
from .issuing_code import Code, code_before
from .numerals import NUMERALS, arabic
from .text import HAN, squeezed, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .folding import Folded

_OPEN = "[" + re.escape("〔（([［【﹝❲〘⟬⟮﹙{｛<＜《〈「『〖") + "]"
_CLOSE = "[" + re.escape("〕）)]］】﹞❳〙⟭⟯﹚}｝>＞》〉」』〗") + "]"
_B = "[ \n]?"
_YEAR = rf"[0-9](?:{_B}[0-9]){{3}}"
_SERIAL = r"[0-9](?:\n?[0-9]){0,5}"
_HAO = f"{_B}[号號]"
_SLIP = f"[0-9OoQlI|SZ{NUMERALS}]"
_JOINT = rf"{_B}[、,，和及至~—-]{_B}第?"
_SERIALS = rf"{_SLIP}{{1,4}}(?:(?:{_JOINT}|[ \n]){_SLIP}{{1,4}}){{0,9}}"

# Its serial after a year in brackets (one of them may be lost), and 号; then others on one code.
_SOUND = (
    rf"(?:{_OPEN}{{1,2}}{_B}(?P<year>{_YEAR}){_B}年?{_B}{_CLOSE}{{0,2}}"
    rf"|(?P<unopened>{_YEAR}){_B}年?{_B}{_CLOSE}{{1,2}})"
    rf"{_B}第?{_B}(?P<serial>{_SERIAL}){_HAO}"
    rf"(?P<more>(?:{_JOINT}[0-9]{{1,4}}(?:{_HAO})?(?![0-9年月项])){{1,9}}(?<=[号號]))?"
)
_EARLY = (
    rf"第?{_B}(?P<early>[0-9]{{1,4}})(?:{_HAO})?{_B}"
    rf"{_OPEN}{_B}(?P<late_year>{_YEAR}){_B}年?{_B}{_CLOSE}(?:{_HAO})?"
)
_FIRST = (
    rf"{_OPEN}{_B}(?P<first_year>{_YEAR}){_B}年?{_B}{_CLOSE}{_B}"
    rf"(?P<late_code>[{HAN}]{{2,12}}?){_B}第?{_B}(?P<late_serial>[0-9]{{1,4}}){_HAO}"
)
_ENCLOSED = (
    rf"(?P<bare_year>{_YEAR}){_B}年?{_B}{_OPEN}{_B}第?{_B}(?P<enclosed>[0-9]{{1,4}})"
    rf"(?:{_HAO})?{_B}{_CLOSE}(?:{_HAO})?"
)
_LOOSE = (
    rf"(?P<open>{_OPEN}|[CJ])?{_B}(?P<loose_year>{_SLIP}{{4}}|[0-9]{{2}}(?![0-9])){_B}(?P<nian>年?)"
    rf"{_B}(?P<close>{_CLOSE}|[CJ])?{_B}第?{_B}"
    rf"(?P<loose_serial>{_SERIALS})(?P<hao>{_HAO})?"
)
_CORE = re.compile(f"{_SOUND}|{_EARLY}|{_FIRST}|{_ENCLOSED}|{_LOOSE}")
_DIGIT = re.compile(f"[0-9０-９{NUMERALS}]")
_GOES_ON = re.compile(rf"[{HAN}A-Za-z0-9.%]| [项个次家名件篇期场户条年月]")
_MAY_FOLLOW = re.compile(rf"{_B}(?:[和及与以]|文件?(?![{HAN}]))|\n")
_COURT = re.compile(r"[初终申再执监恢异辖特]$")
_BETWEEN = re.compile(r"[\s、,，；;和及]*")
_SEPARATORS = re.compile(r"[、,，和及至~—-]")
_RANGE = re.compile(r"[至~—-]")
_NICKNAME = re.compile(rf"{_B}文件")
_DIGIT_FOR = str.maketrans("OoQlI|SZ", "00011152")
_ERAS = range(1949, 2100)  # the years that documents in force, and misprints of none, may bear
_FULL_YEAR = 4  # digits


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number found in a text, from `start` to `end`.

    `written` is its proper form where `flaw` is None; otherwise what stands there, and `flaw` says
    in Chinese what is wrong, and ends in the `proposal` where there is one.
    """

    start: int
    end: int
    raw: str
    written: str
    year: int | None
    flaw: str | None = None
    proposal: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number in a text, in order, sound or faulty; lines may break within one.

    Orders (令第5号), notices (公告2023年第12号), court and standard numbers are none. The time it
    takes grows with the length of the text, whatever stands in it.
    """
    if not _DIGIT.search(text):
        return ()
    plain = folded(text)
    found: list[DocumentNumber] = []
    floor, known = 0, None
    for core in _CORE.finditer(plain.text):
        code = code_before(plain.text, core.start(), floor, known)
        reading = _reading(core, code, _shared(plain.text, floor, core, known))
        if reading:
            found.append(_number(plain, core, reading))
            floor, known = core.end(), reading.code
    return tuple(found)


def number_of(text: str) -> DocumentNumber | None:
    """The one document number that a text consists of, None if it is something else."""
    plain = text.strip()
    found = numbers_in(plain)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(plain))
    return found[0] if whole else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a number's parts say; `start` is where it begins in the folded text.

    `proper` are the numbers that it stands for, `reason` why it may not be written so outright.
    """

    start: int
    code: str
    year: int
    proper: tuple[str, ...]
    reason: str | None


def _number(plain: Folded, core: re.Match[str], reading: _Reading) -> DocumentNumber:
    start, end = plain.start(reading.start), plain.end(core.end())
    raw = plain.original[start:end]
    if reading.reason is None:
        return DocumentNumber(start, end, raw, reading.proper[0], reading.year)
    flaw = reading.reason
    if reading.proper:
        flaw += f"，拟改为“{'、'.join(reading.proper)}”"
    return DocumentNumber(start, end, raw, unwrapped(raw), reading.year, flaw, reading.proper)


def _shared(text: str, floor: int, core: re.Match[str], known: str | None) -> str | None:
    """The code of the number before, if nothing but a separator stands between the two."""
    return known if known and _BETWEEN.fullmatch(text, floor, core.start()) else None


def _reading(core: re.Match[str], code: Code | None, shared: str | None) -> _Reading | None:
    if core["first_year"]:
        return _year_first(core) if code is None else None
    if core["serial"]:
        return _sound(core, code, shared)
    if code is None:
        return None
    if core["enclosed"]:
        return _enclosed(core, code)
    return _serial_first(core, code) if core["early"] else _loose(core, code)


def _sound(core: re.Match[str], code: Code | None, shared: str | None) -> _Reading | None:
    start, name = (code.start, code.text) if code else (core.start(), shared)
    if name is None:
        return None
    year = int(squeezed(core["year"] or core["unopened"]))
    serials = (squeezed(core["serial"]), *re.findall(r"[0-9]+", core["more"] or ""))
    reason = _doubt(core, code, year, serials)
    told = reason in {_IMPOSSIBLE, _ZERO} or _RANGE.search(core["more"] or "")
    return _Reading(start, name, year, () if told else _proper(name, year, serials), reason)


def _doubt(
    core: re.Match[str], code: Code | None, year: int, serials: tuple[str, ...]
) -> str | None:
    """Why a number whose parts are all legible may not be taken as it stands."""
    if code is None:
        return "缺少机关代字，可能与前一个文号共用"
    if core["more"]:
        return _SEVERAL
    if not all(map(int, serials)):
        return _ZERO
    return None if year in _ERAS else _IMPOSSIBLE


_UNBRACKETED = "年份应放在六角括号〔〕内"
_SEVERAL = "一个机关代字后写了几个序号，应分开写"
_ZERO = "序号不能是零"
_IMPOSSIBLE = "年份不合常理"


def _serial_first(core: re.Match[str], code: Code) -> _Reading | None:
    if not re.search(_HAO, core.group()):
        return None
    year = int(squeezed(core["late_year"]))
    proper = _proper(code.text, year, (core["early"],))
    return _Reading(code.start, code.text, year, proper, "年份应写在序号之前")


def _enclosed(core: re.Match[str], code: Code) -> _Reading | None:
    """A number whose brackets stand around its serial (泉洛委2024〔10号〕)."""
    year = int(squeezed(core["bare_year"]))
    if year not in _ERAS or not re.search(_HAO, core.group()):
        return None
    proper = _proper(code.text, year, (core["enclosed"],))
    return _Reading(code.start, code.text, year, proper, _UNBRACKETED)


def _year_first(core: re.Match[str]) -> _Reading | None:
    """A number that begins with its year; courts' numbers do so rightly, and are no documents."""
    code = core["late_code"]
    if _COURT.search(code) or code_before(code, len(code), 0, None) != Code(code, 0):
        return None
    year = int(squeezed(core["first_year"]))
    proper = _proper(code, year, (core["late_serial"],))
    return _Reading(core.start(), code, year, proper, "年份应写在机关代字之后")


def _loose(core: re.Match[str], code: Code) -> _Reading | None:
    reason = _fault(core)
    if reason is None:
        return None
    digits = arabic(core["loose_year"]).translate(_DIGIT_FOR)
    year = int(digits) if len(digits) == _FULL_YEAR else 2000 + int(digits)
    pieces = (squeezed(s) for s in _SEPARATORS.split(core["loose_serial"].replace("第", "")))
    serials = tuple(arabic(s).translate(_DIGIT_FOR) for s in pieces)
    legible = all(s.isdigit() for s in serials) and year in _ERAS
    legible = legible and not _RANGE.search(core["loose_serial"])
    return _Reading(
        code.start, code.text, year, _proper(code.text, year, serials) if legible else (), reason
    )


def _fault(core: re.Match[str]) -> str | None:
    """What is wrong with a loosely written number; None if it is none at all."""
    bracketed = bool(core["open"] and core["close"])
    full = len(core["loose_year"]) == _FULL_YEAR
    if not core["hao"]:
        return "缺少“号”字" if bracketed and not _goes_on(core) else None
    if not bracketed and (_goes_on(core) or _is_nickname(core) or not full):
        return None
    plain_year = core["loose_year"].startswith(("19", "20"))
    if not any((core["open"], core["close"], core["nian"], plain_year)):
        return None
    return next(reason for reason, applies in _faults(core) if applies)


def _faults(core: re.Match[str]) -> Iterator[tuple[str, bool]]:
    serial, brackets = core["loose_serial"], (core["open"], core["close"])
    yield _SEVERAL, bool(_SEPARATORS.search(serial))
    yield _UNBRACKETED, not all(brackets) or bool({"C", "J"} & {*brackets})
    yield "年份应写全四位", len(core["loose_year"]) < _FULL_YEAR
    spaced = bool(re.search(r"\s", serial.strip()))
    yield "序号中间有空格，可能是一个号，也可能是两个号", spaced
    yield "年份或序号中有不是阿拉伯数字的字符", True


def _goes_on(core: re.Match[str]) -> bool:
    """Whether a sentence goes on after a number: （2024）10项, 2024年5号线."""
    text, end = core.string, core.end()
    return bool(_GOES_ON.match(text, end)) and not _MAY_FOLLOW.match(text, end)


def _is_nickname(core: re.Match[str]) -> bool:
    """Whether a document goes by its year and serial alone: 中央2024年1号文件."""
    return "第" not in core.group() and bool(_NICKNAME.match(core.string, core.end()))


def _proper(code: str, year: int, serials: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{code}〔{year}〕{int(s)}号" for s in serials)
