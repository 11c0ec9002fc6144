"""What a scheme must be besides of the right types: consistent in itself."""

from __future__ import annotations

import re
from decimal import Decimal
from string import Formatter
from typing import TYPE_CHECKING

from normalizers.model import Field

from .model import WORDING_FIELDS
from .problem import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .model import Category, FixedItem, Scheme, SectionScheme, Wording
    from .problem import KeyPath

_SEPARATORS = ("-", ".")
_MOST_LEVELS = 4  # the numbering that normalizers.sequence knows
_EARLIEST, _LATEST = 2000, 2100


def faults_in(scheme: Scheme, codes: Collection[str] = ()) -> Iterator[Fault]:
    """All that is inconsistent; `codes` are the findings that may be worded, empty if unknown."""
    yield from _whole(scheme)
    yield from _words(scheme)
    for index, section in enumerate(scheme.sections):
        path: KeyPath = ("sections", index)
        yield from _section(section, path)
        yield from _columns(section, scheme, path)
        yield from _fixed(section, path)
    for code, wording in scheme.wording.items():
        yield from _wording(code, wording, codes)


def _whole(scheme: Scheme) -> Iterator[Fault]:
    for name in ("name", "title", "district"):
        if not getattr(scheme, name).strip():
            yield Fault((name,), "不能为空")
    if not _EARLIEST <= scheme.year <= _LATEST:
        yield Fault(("year",), f"应为{_EARLIEST}到{_LATEST}之间的年份，不是“{scheme.year}”")
    if not any(t and t in scheme.title for t in scheme.titles):
        yield Fault(("titles",), f"没有一个词在标题“{scheme.title}”里出现，认不出考评表")
    if not scheme.sections:
        yield Fault(("sections",), "至少要有一个大类")
    for name in ("repair", "same_text", "uncertain"):
        value = getattr(scheme.thresholds, name)
        if not 0 <= value <= 1:
            yield Fault(("thresholds", name), f"应在 0 和 1 之间，不是“{value}”")


def _words(scheme: Scheme) -> Iterator[Fault]:
    """Names and words that must not mean two things."""
    sections = [(("sections", i, "name"), s.name) for i, s in enumerate(scheme.sections)]
    yield from _repeated(sections, "大类的名称")
    yield from _repeated(_category_keys(scheme, "name"), "项目的名称")
    yield from _repeated(_category_keys(scheme, "prefix"), "编号的开头")
    for path, name in (*sections, *_category_keys(scheme, "name")):
        if not name.strip():
            yield Fault(path, "不能为空")
    heads = [
        (("head_words", f, i), w) for f, ws in scheme.head_words.items() for i, w in enumerate(ws)
    ]
    yield from _repeated(heads, "表头的词")
    lists = enumerate(scheme.superior_lists)
    yield from _repeated([(("superior_lists", i, "name"), x.name) for i, x in lists], "清单的名称")
    if not scheme.total_words:
        yield Fault(("total_words",), "至少要有一个词，如“合计”")


def _category_keys(scheme: Scheme, key: str) -> list[tuple[KeyPath, str]]:
    return [
        (("sections", i, "categories", j, key), getattr(category, key))
        for i, section in enumerate(scheme.sections)
        for j, category in enumerate(section.categories)
    ]


def _repeated(keys: Sequence[tuple[KeyPath, str]], what: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, text in keys:
        if text and text in seen:
            yield Fault(path, f"{what}“{text}”前面已经有了")
        seen.add(text)


def _section(section: SectionScheme, path: KeyPath) -> Iterator[Fault]:
    if section.total <= 0:
        yield Fault((*path, "total"), f"分值应大于 0，不是“{section.total}”")
    if not 0 <= section.levels <= _MOST_LEVELS or section.levels == 1:
        yield Fault(
            (*path, "levels"), f"应为 0（没有序号）或 2 到 {_MOST_LEVELS}，不是“{section.levels}”"
        )
    if section.separator not in _SEPARATORS:
        yield Fault((*path, "separator"), f"应为“-”或“.”，不是“{section.separator}”")
    least, most = section.minimum_level1, section.maximum_level1
    if least is not None and least < 1:
        yield Fault((*path, "minimum_level1"), f"应大于 0，不是“{least}”")
    if most is not None and most < (least or 1):
        yield Fault((*path, "maximum_level1"), f"应不小于下限“{least or 1}”，不是“{most}”")
    yield from _points(section, path)
    for index, category in enumerate(section.categories):
        yield from _prefix(section, category, (*path, "categories", index))


def _points(section: SectionScheme, path: KeyPath) -> Iterator[Fault]:
    totals = [c.total for c in section.categories]
    known = sum((t for t in totals if t is not None), Decimal(0))
    whole = bool(totals) and None not in totals
    if known > section.total or (whole and known != section.total):
        reason = f"各项目的分值合计{known}，与大类的分值{section.total}不符"
        yield Fault((*path, "categories"), reason)


def _prefix(section: SectionScheme, category: Category, path: KeyPath) -> Iterator[Fault]:
    if category.prefix and not re.fullmatch("[1-9][0-9]?", category.prefix):
        yield Fault((*path, "prefix"), f"应为序号的第一个数（如“3”），不是“{category.prefix}”")
    if bool(category.prefix) != bool(section.levels):
        reason = (
            "有序号的大类，每个项目要写序号的第一个数" if section.levels else "这个大类没有序号"
        )
        yield Fault((*path, "prefix"), reason)


def _columns(section: SectionScheme, scheme: Scheme, path: KeyPath) -> Iterator[Fault]:
    yield from _repeated(
        [((*path, "columns", i), f) for i, f in enumerate(section.columns)], "栏目"
    )
    for index, field in enumerate(section.columns):
        if not scheme.head_words.get(field):
            yield Fault((*path, "columns", index), f"“{field}”在 [head_words] 里没有表头的词")
    for index, field in enumerate(section.required):
        if field not in section.columns:
            yield Fault((*path, "required", index), f"“{field}”不在这个大类的栏目里")
    for field, needed in _needed(section):
        if (field in section.columns) != needed:
            reason = f"{'应当有' if needed else '不应有'}“{field}”（按 levels、has_level2）"
            yield Fault((*path, "columns"), reason)


def _needed(section: SectionScheme) -> tuple[tuple[Field, bool], ...]:
    return (
        (Field.NUMBER, bool(section.levels)),
        (Field.LEVEL1, True),
        (Field.LEVEL2, section.has_level2),
        (Field.WEIGHT, True),
    )


def _fixed(section: SectionScheme, path: KeyPath) -> Iterator[Fault]:
    keys = [((*path, "fixed", i), item) for i, item in enumerate(section.fixed)]
    yield from _repeated([((*p, "number"), item.number) for p, item in keys], "序号")
    for item_path, item in keys:
        yield from _item(section, item, item_path)
    points = sum((item.weight for item in section.fixed), Decimal(0))
    if section.fixed and points != section.total:
        reason = f"固定内容的分值合计{points}，与大类的分值{section.total}不符"
        yield Fault((*path, "fixed"), reason)
    for index, category in enumerate(section.categories if section.fixed else ()):
        own = sum((i.weight for i in section.fixed if i.category == category.name), Decimal(0))
        if category.total not in {None, own}:
            reason = f"其固定内容的分值合计{own}，与这里的{category.total}不符"
            yield Fault((*path, "categories", index, "total"), reason)


def _item(section: SectionScheme, item: FixedItem, path: KeyPath) -> Iterator[Fault]:
    category = section.category(item.category)
    if category is None:
        yield Fault((*path, "category"), f"这个大类没有叫“{item.category}”的项目")
    if item.weight <= 0:
        yield Fault((*path, "weight"), f"分值应大于 0，不是“{item.weight}”")
    if not item.text.strip():
        yield Fault((*path, "text"), "不能为空")
    parts = item.number.split(section.separator) if item.number else []
    if len(parts) != section.levels or not all(re.fullmatch("[1-9][0-9]*", p) for p in parts):
        example = section.separator.join("1" * section.levels)
        rule = f"应为形如“{example}”的序号" if section.levels else "应为空：这个大类没有序号"
        yield Fault((*path, "number"), f"{rule}，不是“{item.number}”")
    elif category and parts and parts[0] != category.prefix:
        yield Fault((*path, "number"), f"项目“{category.name}”的序号应以“{category.prefix}”开头")


def _wording(code: str, wording: Wording, codes: Collection[str]) -> Iterator[Fault]:
    path: KeyPath = ("wording", code)
    if codes and code not in codes:
        yield Fault(path, f"没有“{code}”这个问题代码；代码见 docs/findings.md")
    for key in ("message", "advice"):
        yield from (Fault((*path, key), reason) for reason in _misfits(getattr(wording, key)))


def _misfits(template: str) -> Iterator[str]:
    try:
        pieces = list(Formatter().parse(template))
    except ValueError:
        yield "花括号不成对；要写花括号本身，请写两个"
        return
    for _, name, form, conversion in pieces:
        known = "、".join(f"{{{f}}}" for f in WORDING_FIELDS)
        if name is not None and (name not in WORDING_FIELDS or form or conversion):
            yield f"“{{{name}}}”不是可用的字段；可用：{known}"
