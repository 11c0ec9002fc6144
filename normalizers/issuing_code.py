"""The issuing body's code (机关代字) in a document number: 泉洛政办 of 泉洛政办〔2024〕10号.

A code is a run of Chinese characters; words may run into it (根据…文件精神泉洛委〔2024〕15号), a
line may break within it, and a name without 《》 may stand on the line above (三定方案). Nothing
here knows the codes of one district: what is told apart is words that no code holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .text import HAN

LONGEST = 14  # characters: 泉洛退役军人事务办函 has ten; longer runs are sentences
_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(
    r"根据|按照|依据|依照|参照|落实|执行|详见|关于|印发|下发|转发|以及|精神|要求|规定|附件|来文"
    r"|方案|通知|意见|要点|计划|办法|决定|条例|规划|纲要|细则|措施|清单|职责|文件|分解表|任务书"
    r"|办公室|人民政府|委员会|[的和及与见或号项]"
)
_NAME_END = re.compile(
    r"(?:三定|方案|通知|意见|要点|计划|办法|决定|条例|规划|纲要|细则|措施|清单|职责|批复|报告|文件|规定|精神"
    r"|要求|部署|任务|工作|制度|[表书法号项局股室科])$"
)
_ORGAN = re.compile(r"[区市省县乡镇本我各]")
_ENDINGS = re.compile(r"[政委府党办发文函综字传明电通组宣统编审告]+")
_NATIONAL = re.compile(r"国发|国办|国函|中发|中办")
_NO_DOCUMENT = ("令", "公告", "指标", "任务", "工作报告", "文号", "编号", "序号", "第")


@dataclass(frozen=True, slots=True)
class Code:
    """An issuing body's code, and where it begins in the folded text."""

    text: str
    start: int


def code_before(text: str, end: int, floor: int, known: str | None) -> Code | None:
    """The code that ends here, not before `floor`; None where there is none.

    `text` is folded. `known` is the code of another number in the same text: codes of one text
    mostly begin alike, which shows where a broken one does. Orders (令) and 公告 are none.
    """
    if end > floor and text[end - 1] in " \n":
        end -= 1
    code = _last_word(text, end, floor)
    if code is None:
        return None
    pieces = [code]
    while above := _piece_above(text, pieces[0], floor):
        joined = "".join(piece.text for piece in pieces)
        if not _runs_on(above.text, joined, text[pieces[0].start - 1], known):
            break
        pieces.insert(0, above)
    whole = _uncut(pieces)
    return None if whole.text.endswith(_NO_DOCUMENT) else whole


def _uncut(pieces: list[Code]) -> Code:
    """The pieces as one code; from the piece on that a word over the breaks (通/知) ends before."""
    joined = "".join(piece.text for piece in pieces)
    words = [word.end() for word in _WORD.finditer(joined)]
    length = 0
    for index, piece in enumerate(pieces):
        if not words or length >= words[-1]:
            return Code("".join(p.text for p in pieces[index:]), piece.start)
        length += len(piece.text)
    return pieces[-1]


def _last_word(text: str, end: int, floor: int) -> Code | None:
    """The run of Chinese characters that ends here, without the words that run into it."""
    start = end
    lowest = max(floor, end - 4 * LONGEST)
    while start > lowest and _is_han(text[start - 1]):
        start -= 1
    for word in _WORD.finditer(text, start, end):
        start = word.end()
    return Code(text[start:end], start) if 0 < end - start <= LONGEST else None


def _piece_above(text: str, code: Code, floor: int) -> Code | None:
    """What stands before the blank, or on the line above, that a code follows on."""
    gap = code.start - 1
    if gap <= floor or text[gap] not in " \n":
        return None
    piece = _last_word(text, gap, floor)
    return piece if piece and not _NAME_END.search(text[max(floor, gap - 4) : gap]) else None


def _runs_on(above: str, code: str, gap: str, known: str | None) -> bool:
    """Whether a code's beginning stands above it: 泉洛政 over 办, and not 备注 over 泉洛教."""
    if len(above) + len(code) > LONGEST or _ORGAN.match(above) or _NATIONAL.match(code):
        return False
    prefix = (known or above)[:2]
    if code.startswith(prefix):
        return False
    if known and above.startswith(prefix):
        return True
    broken = len(code) <= SHORT and gap == "\n"
    return broken or len(above) == 1 or len(code) == 1 or bool(_ENDINGS.fullmatch(code))


SHORT = 2  # characters: a code with its place is longer, but for those of the province and above


def _is_han(character: str) -> bool:
    return bool(_HAN.match(character))
