"""Document numbers (发文字号) brought into the form of GB/T 9704-2012, 7.2.5.

Issuing body's code, year in full in hexagonal brackets, serial number without leading zeros and
without 第, then 号: 泉洛政办〔2024〕10号. What only looks wrong in its writing is repaired; what
could be another number is flagged with a proposal and left as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .text import HAN, narrowed, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN = "[" + re.escape("〔（([［【﹝❲〘⟬﹙{｛<＜《〈「『〖") + "]"
_CLOSE = "[" + re.escape("〕）)]］】﹞❳〙⟭﹚}｝>＞》〉」』〗") + "]"
_DIGIT = "[0-9０-９]"
_YEAR = rf"{_DIGIT}(?:\s*{_DIGIT}){{3}}"
_SLIP = "[0-9０-９OoQ〇○lI|SＯｌ]"
_HAO = "[号號]"

_CORE = re.compile(
    rf"\s*(?:{_OPEN}\s*(?P<year>{_YEAR})\s*年?\s*{_CLOSE}?"
    rf"|(?P<year_unopened>{_YEAR})\s*年?\s*{_CLOSE})"
    rf"\s*第?\s*(?P<serial>{_DIGIT}+)\s*{_HAO}"
    rf"|\s*第?\s*(?P<early_serial>{_DIGIT}{{1,4}})\s*{_HAO}?\s*"
    rf"{_OPEN}\s*(?P<late_year>{_YEAR})\s*年?\s*{_CLOSE}\s*{_HAO}?"
    rf"|\s*(?P<open>{_OPEN}|[CJ])?\s*(?P<loose_year>{_SLIP}{{4}}|{_DIGIT}{{2}})\s*(?P<nian>年?)\s*"
    rf"(?P<close>{_CLOSE}|[CJ])?\s*第?\s*"
    rf"(?P<loose_serial>{_SLIP}{{1,4}}(?:\s*[、,，和]?\s*{_SLIP}{{1,4}})*)(?P<hao>\s*{_HAO})?"
)
_CODE = re.compile(rf"[{HAN}]+$")
_SPLIT_CODE = re.compile(rf"(?<=[^{HAN}\s])[{HAN}]+$")
_LEAD = re.compile(
    r"(?:根据|按照|依据|依照|落实|执行|详见|参照|关于|以及|文件|方案|通知|和|及|与|见)+"
)
_NO_DOCUMENT = ("令", "公告", "指标", "任务", "工作报告")
_SEPARATORS = re.compile(r"[、,，和]")
_SLIPS = {"O": "0", "o": "0", "Ｏ": "0", "Q": "0", "〇": "0", "○": "0"}
_DIGIT_FOR = str.maketrans(_SLIPS | {"l": "1", "ｌ": "1", "I": "1", "|": "1", "S": "5"})
_FULL_YEAR = 4  # digits


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number found in a text, from `start` to `end`.

    `written` is its proper form where `flaw` is None; otherwise what stands there, and `flaw` says
    in Chinese what is wrong, with a proposal where there is one.
    """

    start: int
    end: int
    raw: str
    written: str
    year: int | None
    flaw: str | None = None


def numbers_in(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number in a text, in order, sound or faulty; lines may break within one.

    Orders (令第5号), notices (公告2023年第12号), court and standard numbers are none.
    """
    found: list[DocumentNumber] = []
    for core in _CORE.finditer(text):
        code = _code_before(text, core.start(), found[-1].end if found else 0)
        number = code and _number(code, core)
        if number:
            found.append(number)
    return tuple(found)


def number_of(text: str) -> DocumentNumber | None:
    """The one document number that a text consists of, None if it is something else."""
    plain = text.strip()
    found = numbers_in(plain)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(plain))
    return found[0] if whole else None


@dataclass(frozen=True, slots=True)
class _Code:
    """The issuing body's code before a number's brackets, and where it begins."""

    text: str
    start: int


def _code_before(text: str, end: int, floor: int) -> _Code | None:
    """The code that ends here, not before `floor`.

    It may begin on the line above, but then something other than a Chinese character must part it
    from what stands there before it: else a plain name above (三定方案) would run into it.
    """
    last = _CODE.search(text, floor, end)
    if not last:
        return None
    code, start = last.group(), last.start()
    above = text[floor:start].rstrip()
    if len(above) + floor < start and not _LEAD.match(code):
        head = _SPLIT_CODE.search(text, floor, floor + len(above))
        if head:
            code, start = head.group() + code, head.start()
    lead = _LEAD.match(code)
    if lead and lead.end() < len(code):
        code, start = code[lead.end() :], start + lead.end()
    return None if code.endswith(_NO_DOCUMENT) else _Code(code, start)


def _number(code: _Code, core: re.Match[str]) -> DocumentNumber | None:
    if core["serial"]:
        return _sound(code, core)
    raw = core.string[code.start : core.end()].rstrip()
    if core["early_serial"]:
        year = int(narrowed(squeezed(core["late_year"])))
        proper = f"{code.text}〔{year}〕{int(narrowed(core['early_serial']))}号"
        return _faulty(code, raw, year, f"年份应写在序号之前，拟改为“{proper}”")
    reason = _fault(core)
    if reason is None:
        return None
    year = _loose_year(core["loose_year"])
    return _faulty(code, raw, year, f"{reason}，拟改为“{_proposal(code.text, year, core)}”")


def _sound(code: _Code, core: re.Match[str]) -> DocumentNumber:
    year = int(narrowed(squeezed(core["year"] or core["year_unopened"])))
    written = f"{code.text}〔{year}〕{int(narrowed(core['serial']))}号"
    raw = core.string[code.start : core.end()]
    return DocumentNumber(code.start, core.end(), raw, written, year)


def _faulty(code: _Code, raw: str, year: int, flaw: str) -> DocumentNumber:
    end = code.start + len(raw)
    return DocumentNumber(code.start, end, raw, squeezed(raw), year, flaw)


def _fault(core: re.Match[str]) -> str | None:
    """What is wrong with a loosely written number; None if it is none at all."""
    bracketed = bool(core["open"] and core["close"])
    if not core["hao"]:
        return "缺少“号”字" if bracketed else None
    if not any((core["open"], core["close"], core["nian"])):
        return None
    return next(reason for reason, applies in _faults(core, bracketed) if applies)


def _faults(core: re.Match[str], bracketed: bool) -> Iterator[tuple[str, bool]]:  # noqa: FBT001 - a fact, no switch
    serial = core["loose_serial"]
    yield "一个机关代字后写了两个序号，应分开写", bool(_SEPARATORS.search(serial))
    latin = "C" in (core["open"], core["close"]) or "J" in (core["open"], core["close"])
    yield "年份应放在六角括号〔〕内", not bracketed or latin
    yield "年份应写全四位", len(squeezed(core["loose_year"])) < _FULL_YEAR
    spaced = bool(re.search(r"\s", serial.strip()))
    yield "序号中间有空格，可能是一个号，也可能是两个号", spaced
    yield "年份或序号中有不是数字的字符", True


def _loose_year(text: str) -> int:
    digits = narrowed(text).translate(_DIGIT_FOR)
    return int(digits) if len(digits) == _FULL_YEAR else 2000 + int(digits)


def _proposal(code: str, year: int, core: re.Match[str]) -> str:
    serials = _SEPARATORS.split(narrowed(core["loose_serial"]).translate(_DIGIT_FOR))
    return "、".join(f"{code}〔{year}〕{int(squeezed(s))}号" for s in serials if squeezed(s))
