"""Damages to document numbers and titles, weights and deadlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from form_print import HALF_WIDTH, WIDE_DIGITS

from normalizers.model import Field

from .chance import some

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from .draft import Draft, Inked

NUMBER = re.compile(r"(?P<code>[一-鿿]+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
TITLE = re.compile(r"《[^《》]+》")
PAIRS = (
    *("()", "（）", "[]", "［］", "【】", "﹝﹞", "❲❳", "〘〙"),
    *("⟬⟭", "﹙﹚", "{}", "<>", "《》", "「」", "〔〕"),
)

HALF = 0.5

Written = tuple[str, str, str]
"""A number's code, year and serial."""

REPAIRED: tuple[Callable[[Written, Random], str], ...] = (
    *(lambda n, _, p=pair: f"{n[0]}{p[0]}{n[1]}{p[1]}{n[2]}号" for pair in PAIRS),  # type: ignore[misc]
    lambda n, _: f"{n[0]}（{n[1]}〕{n[2]}号",
    lambda n, _: f"{n[0]}〔{n[1]}]{n[2]}号",
    lambda n, _: f"{n[0]}〔{n[1].translate(WIDE_DIGITS)}〕{n[2].translate(WIDE_DIGITS)}号",
    lambda n, _: f"{n[0]} 〔{n[1]}〕 {n[2]} 号",
    lambda n, _: f"{n[0]}〔 {n[1]} 〕{n[2]}号",
    lambda n, _: f"{n[0]}〔{n[1]}〕\n{n[2]}号",
    lambda n, _: f"{n[0]}〔{n[1]}〕第{n[2]}号",
    lambda n, _: f"{n[0]}（{n[1]}）第0{n[2]} 号",
    lambda n, _: f"{n[0]}〔{n[1]}〕0{n[2]}号",
    lambda n, _: f"{n[0]}〔{n[1]}年〕{n[2]}号",
    lambda n, _: f"{n[0]}〔{n[1]}〕{n[2]}號",
)

FLAGGED: tuple[Callable[[Written, Random], str], ...] = (
    lambda n, c: f"{n[0]}〔{_slip(n[1], c)}〕{n[2]}号",
    lambda n, c: f"{n[0]}〔{n[1]}〕{_slip(n[2] + '0', c)}号",
    lambda n, _: f"{n[0]}〔{n[1][2:]}〕{n[2]}号",
    lambda n, _: f"{n[0]}{n[1]}年第{n[2]}号",
    lambda n, _: f"{n[0]}{n[1]}〔{n[2]}号〕",
    lambda n, _: f"{n[0]}〔{n[1]}〕{n[2]}、{int(n[2]) + 2}号",
    lambda n, _: f"{n[0]}〔{n[1]}〕{n[2]}",
)

WEIGHTS: tuple[Callable[[str], str], ...] = (
    lambda w: f"{w}分",
    lambda w: w.translate(WIDE_DIGITS),
    lambda w: w if "." in w else f"{w}.0",
    lambda w: w.replace("1", "l"),
    lambda w: w.replace("1", "I"),
    lambda w: w.replace(".", "。"),
    lambda w: w.replace(".", ","),
    lambda w: w.replace(".", "·"),
    lambda w: w.replace(".", " ."),
    lambda w: f"{w} 分",
    lambda w: f"|{w}",
)


def numbers_in_other_form(draft: Draft, chance: Random, rate: float) -> None:
    """Every way of writing a document number that means one thing only."""
    _renumbered(draft, chance, rate, REPAIRED)


def numbers_in_doubt(draft: Draft, chance: Random, rate: float) -> None:
    """Numbers that must be told of, and left as they are."""
    for cell, items in some(
        [c for c in draft.cells(Field.BASIS) if NUMBER.search(c[0].text)], chance, rate
    ):
        numbers = list(NUMBER.finditer(cell.text))
        match = chance.choice(numbers)
        flawed = chance.choice(FLAGGED)((match["code"], match["year"], match["serial"]), chance)
        cell.text = cell.text[: match.start()] + flawed + cell.text[match.end() :]
        for item in items:
            draft.flagged[item, Field.BASIS] = flawed


def broken_titles(draft: Draft, chance: Random, rate: float) -> None:
    """Titles run over lines, or have lost one of their 《》."""
    for cell, items in some(
        [c for c in draft.cells(Field.BASIS) if "《" in c[0].text], chance, rate
    ):
        match = chance.choice(list(TITLE.finditer(cell.text)))
        title = match.group()
        place = chance.randrange(2, len(title) - 1)
        broken = chance.choice(
            (
                f"{title[:place]}\n{title[place:]}",
                f"{title[:place]} {title[place:]}",
                title.removesuffix("》"),
                title.removeprefix("《"),
                title.replace("《", "〈").replace("》", "〉"),
                title.replace("《", "<<").replace("》", ">>"),
            )
        )
        cell.text = cell.text[: match.start()] + broken + cell.text[match.end() :]
        draft.concerned.update((item, Field.BASIS) for item in items)


def rewritten_weights(draft: Draft, chance: Random, rate: float) -> None:
    """1.5分, full width, 2.0, and marks that recognition takes for digits and points."""
    for cell, items in some(list(draft.cells(Field.WEIGHT)), chance, rate):
        ways = [text for w in WEIGHTS if (text := w(cell.text)) != cell.text]
        _print(draft, cell, items, chance.choice(ways))


def wrapped_deadlines(draft: Draft, chance: Random, rate: float) -> None:
    """全年 实施: a blank or a line feed within a deadline."""
    for cell, items in some(list(draft.cells(Field.DEADLINE)), chance, rate):
        text = cell.text
        place = chance.randrange(1, len(text))
        _print(draft, cell, items, text[:place] + chance.choice((" ", "\n", "　")) + text[place:])


def dated_numbers(draft: Draft, chance: Random, rate: float) -> None:
    """Excel took 3-1 for the first of March, and 1-3-2 for the second of March 2001."""
    place = chance.randrange(4)
    for cell, items in some(list(draft.cells(Field.NUMBER)), chance, rate):
        *first, month, day = map(int, cell.text.split("-"))
        if month <= 12 and (not first or place in _WITH_YEAR):  # noqa: PLR2004 - months
            year = 2000 + first[0] if first else 2024
            _print(draft, cell, items, _dated(year, month, day)[place])


def numbers_in_other_dashes(draft: Draft, chance: Random, rate: float) -> None:
    """１－２－３, 1—2—3, l-2-3: a 序号 in other widths and dashes, or with letters for digits."""
    ways: tuple[Callable[[str], str], ...] = (
        lambda n: n.translate(WIDE_DIGITS),
        lambda n: n.replace("-", chance.choice("－—–_～")),
        lambda n: n.replace("-", " - "),
        lambda n: n.replace("-", "--", 1),
        lambda n: f"{n}." if chance.random() < HALF else f"（{n}）",
        lambda n: n.replace("1", chance.choice("lI|")),
        lambda n: n.replace("10", "1O").replace("1", "l", 1),
        lambda n: n.replace("-", ".") if n.count("-") > 1 else n,
    )
    for cell, items in some(list(draft.cells(Field.NUMBER)), chance, rate):
        _print(draft, cell, items, chance.choice(ways)(cell.text))


def other_marks(draft: Draft, chance: Random, rate: float) -> None:
    """Half-width marks, full-width digits and blanks in running text."""
    ways: tuple[Callable[[str], str], ...] = (
        lambda t: t.translate(HALF_WIDTH),
        lambda t: t.translate(WIDE_DIGITS),
        lambda t: re.sub("(?<=[一-鿿])(?=[一-鿿])", chance.choice(" 　"), t, count=2),
        lambda t: t.replace("（", " （").replace("，", "， "),
    )
    for cell, items in some(list(draft.cells(Field.LEVEL1, Field.LEVEL2)), chance, rate):
        _print(draft, cell, items, chance.choice(ways)(cell.text))


_WITH_YEAR = (1, 2)


def _dated(year: int, month: int, day: int) -> tuple[str, ...]:
    name = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return (
        f"{month}月{day}日",
        f"{year}-{month:02}-{day:02} 00:00:00",
        f"{year}/{month}/{day}",
        f"{day}-{name[month - 1]}",
    )


def _renumbered(
    draft: Draft, chance: Random, rate: float, ways: tuple[Callable[[Written, Random], str], ...]
) -> None:
    for cell, items in some(
        [c for c in draft.cells(Field.BASIS) if NUMBER.search(c[0].text)], chance, rate
    ):

        def rewritten(match: re.Match[str]) -> str:
            return chance.choice(ways)((match["code"], match["year"], match["serial"]), chance)

        _print(draft, cell, items, NUMBER.sub(rewritten, cell.text))


def _slip(digits: str, chance: Random) -> str:
    """The digits with one of them read as a letter."""
    slips = {"0": "O", "1": "l", "5": "S"}
    places = [i for i, d in enumerate(digits) if d in slips]
    place = chance.choice(places)
    return digits[:place] + slips[digits[place]] + digits[place + 1 :]


def _print(draft: Draft, cell: Inked, items: tuple[int, ...], text: str) -> None:
    if text == cell.text or cell.field is None:
        return
    cell.text = text
    draft.concerned.update((item, cell.field) for item in items)
