"""A scheme as the TOML text that people write: one key a line, doubts as comments above it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from normalizers.scheme import SchemeProblem
from normalizers.weight import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from normalizers.scheme import Category, FixedItem, KeyPath, Scheme, SectionScheme

    from .doubts import Doubt

Line = tuple["KeyPath", str]
_WIDE = 90  # characters of a line that a list is broken after
_WORDS = (
    *("titles", "unit_words", "total_words", "note_words", "residue_words", "group_head_words"),
    *("stray_words", "plain_bases", "measure_words", "open_deadlines"),
)


def text_of(scheme: Scheme, doubts: Sequence[Doubt] = ()) -> str:
    """The file of a scheme; a doubt about a key that is left out stands above what comes next."""
    written: list[str] = []
    left = list(doubts)
    for path, line in _lines(scheme):
        due = [d for d in left if path and path[: len(d.path)] == d.path]
        left = [d for d in left if d not in due]
        written += [f"# 注意：{d.reason}" for d in due]
        written.append(line)
    ending = [f"# 注意：{d.reason}" for d in left]
    return "\n".join([*written, *ending]).rstrip() + "\n"


def written_to(file: Path, text: str) -> None:
    """Writes a scheme to a new file: what somebody has worked on is not overwritten.

    Raises:
        SchemeProblem: the file is there already.
        OSError: it cannot be written.
    """
    try:
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except FileExistsError:
        raise SchemeProblem(f"文件 {file} 已经有了；请换个名字，或先移走它。") from None


def _lines(scheme: Scheme) -> Iterator[Line]:
    yield (), f"# {scheme.title}"
    for key in ("name", "title", "year", "series", "city", "district"):
        yield (key,), f"{key} = {_value(getattr(scheme, key))}"
    for key in _WORDS:
        if getattr(scheme, key):
            yield (key,), f"{key} = {_list(getattr(scheme, key))}"
    yield (), ""
    yield ("thresholds",), "[thresholds]"
    for key in ("repair", "same_text", "uncertain"):
        yield ("thresholds", key), f"{key} = {getattr(scheme.thresholds, key)}"
    yield (), ""
    yield ("head_words",), "[head_words]"
    for field, words in scheme.head_words.items():
        yield ("head_words", field), f"{_value(field)} = {_list(words)}"
    yield from _lists_and_wording(scheme)
    for index, section in enumerate(scheme.sections):
        yield from _section(section, ("sections", index))


def _lists_and_wording(scheme: Scheme) -> Iterator[Line]:
    yield ("superior_lists",), ""
    for index, listed in enumerate(scheme.superior_lists):
        path: KeyPath = ("superior_lists", index)
        yield path, "[[superior_lists]]"
        yield (*path, "name"), f"name = {_value(listed.name)}"
        yield (*path, "aliases"), f"aliases = {_list(listed.aliases)}"
        yield (), ""
    for code, wording in scheme.wording.items():
        yield ("wording", code), f"[wording.{_value(code)}]"
        yield ("wording", code, "message"), f"message = {_value(wording.message)}"
        yield ("wording", code, "advice"), f"advice = {_value(wording.advice)}"
        yield (), ""


def _section(section: SectionScheme, path: KeyPath) -> Iterator[Line]:
    yield path, "[[sections]]"
    yield (*path, "name"), f"name = {_value(section.name)}"
    yield (*path, "total"), f'total = "{plain(section.total)}"'
    yield (*path, "levels"), f"levels = {section.levels}"
    for key, value, usual in (
        ("separator", section.separator, "-"),
        ("aliases", section.aliases, ()),
        ("has_level2", section.has_level2, False),
        ("minimum_level1", section.minimum_level1, None),
        ("maximum_level1", section.maximum_level1, None),
        ("limited_by_last_year", section.limited_by_last_year, False),
    ):
        if value != usual:
            yield (*path, key), f"{key} = {_value(value)}"
    yield (*path, "columns"), f"columns = {_list(section.columns)}"
    yield (*path, "required"), f"required = {_list(section.required)}"
    yield from _tables("categories", [_category(c) for c in section.categories], path)
    if section.fixed:
        yield from _tables("fixed", [_item(i) for i in section.fixed], path)
    yield (), ""


def _tables(key: str, tables: Sequence[str], path: KeyPath) -> Iterator[Line]:
    yield (*path, key), f"{key} = ["
    for index, table in enumerate(tables):
        yield (*path, key, index, "name"), f"    {table},"
    yield (*path, key), "]"


def _category(category: Category) -> str:
    parts = [f"name = {_value(category.name)}"]
    parts += [f"prefix = {_value(category.prefix)}"] if category.prefix else []
    parts += [f'total = "{plain(category.total)}"'] if category.total is not None else []
    return f"{{ {', '.join(parts)} }}"


def _item(item: FixedItem) -> str:
    return (
        f"{{ number = {_value(item.number)}, category = {_value(item.category)}, "
        f'weight = "{plain(item.weight)}", text = {_value(item.text)} }}'
    )


def _value(value: object) -> str:
    """A text, a number, a truth or a list of texts as TOML writes it."""
    if isinstance(value, tuple):
        return _list(value)
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(str(value), ensure_ascii=False) if isinstance(value, str) else str(value)


def _list(words: Sequence[str]) -> str:
    """A list on one line, or broken over several where it is long."""
    line = ", ".join(_value(str(w)) for w in words)
    if len(line) <= _WIDE:
        return f"[{line}]"
    lines: list[str] = [""]
    for word in words:
        if len(lines[-1]) > _WIDE:
            lines.append("")
        lines[-1] += f"{_value(str(word))}, "
    return "[\n" + "".join(f"    {text.rstrip()}\n" for text in lines) + "]"
