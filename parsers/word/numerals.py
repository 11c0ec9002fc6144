"""Numbers as Word's automatic lists write them (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_CHINESE = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_IN_PARENTHESES = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_WITH_FULL_STOP = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CIRCLED_CHINESE = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_CHINESE_IN_PARENTHESES = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ROMAN_LIMIT = 3999
_LETTERS_LIMIT = 780  # Word writes z thirty times at most
_COUNTED_LIMIT = 9999


def numeral(number: int, kind: str) -> str:
    """A number in one of Word's number formats; in decimal where the format is not known."""
    return _FORMATS.get(kind, str)(number)


def _roman(number: int) -> str:
    if not 0 < number <= _ROMAN_LIMIT:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _letters(number: int) -> str:
    if not 0 < number <= _LETTERS_LIMIT:
        return str(number)
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1)


def _counted(number: int) -> str:
    """一百零一, and 十一 rather than 一十一."""
    written = _with_units(number, _CHINESE.replace("〇", "零"), _UNITS)
    return written.removeprefix("一") if written.startswith("一十") else written


def _counted_from_ten(number: int) -> str:
    """The Japanese way: 百 rather than 一百."""
    return _counted(number).replace("一百", "百").replace("一千", "千").replace("零", "")


def _legal(number: int) -> str:
    return _with_units(number, _LEGAL, _LEGAL_UNITS)


def _with_units(number: int, digits: str, units: tuple[str, ...]) -> str:
    if number == 0:
        return digits[0]
    if not 0 < number <= _COUNTED_LIMIT:
        return str(number)
    written = ""
    for digit, unit in zip(str(number), reversed(units[: len(str(number))]), strict=True):
        written += digits[int(digit)] + unit if digit != "0" else digits[0]
    while digits[0] * 2 in written:
        written = written.replace(digits[0] * 2, digits[0])
    return written.rstrip(digits[0])


def _digits(number: int) -> str:
    return "".join(_CHINESE[int(d)] if d.isdigit() else d for d in str(number))


def _listed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted_from_ten,
    "chineseLegalSimplified": _legal,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "decimalEnclosedCircle": _listed(_CIRCLED),
    "decimalEnclosedCircleChinese": _listed(_CIRCLED),
    "decimalEnclosedParen": _listed(_IN_PARENTHESES),
    "decimalEnclosedFullstop": _listed(_WITH_FULL_STOP),
    "ideographEnclosedCircle": _listed(_CIRCLED_CHINESE),
    "ideographParenthesized": _listed(_CHINESE_IN_PARENTHESES),
}
