r"""Lines with `|` -> the rows of a Markdown table.

A run of lines is a table if its second line is a delimiter row (`|---|:-:|`), if each of its
lines begins and ends with a pipe, as programs print that leave the delimiter row out, or if its
lines have the same number of pipes, two at least.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ESCAPE_OR_PIPE = re.compile(r"\\.|\|", re.DOTALL)
_DASHES = re.compile(r":?-+:?")
# Marks are sought within one line of prose, so that no text takes long.
_MARKS = (
    re.compile(r"(?<!`)(`{1,2})(?P<text>[^`]{1,300})\1(?!`)"),
    re.compile(r"\*\*(?P<text>[^\s*]|[^\s*].{0,300}?[^\s*])\*\*"),
    re.compile(r"__(?P<text>[^\s_]|[^\s_].{0,300}?[^\s_])__"),
    re.compile(r"(?<![\w*])\*(?P<text>[^\s*]|[^\s*][^*]{0,300}[^\s*])\*(?![\w*])"),
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_FEWEST_PIPES = 2


def has_pipes(line: str) -> bool:
    """Whether a line could be a row."""
    return bool(_cuts(line))


def table_in(lines: Sequence[str]) -> tuple[Sequence[str], list[list[str]]]:
    """A run of lines with pipes -> those before its table, and the cells of each of its rows.

    Delimiter rows are left out. There are no rows where the run is no table.
    """
    first = next((i for i, line in enumerate(lines) if _is_delimiter(line)), 0)
    enclosed = all(_is_enclosed(line) for line in lines[:first])
    start = 0 if enclosed else first - 1
    if not _is_table(lines[start:]):
        return lines, []
    return lines[:start], [_cells(x) for x in lines[start:] if not _is_delimiter(x)]


def unmarked(text: str) -> str:
    r"""A text without the marks of bold, italics and code, and without escapes (`\*`)."""
    for mark in _MARKS:
        text = mark.sub(lambda match: match["text"], text)
    return _ESCAPED.sub(r"\1", text)


def _is_table(lines: Sequence[str]) -> bool:
    if any(_is_delimiter(line) for line in lines[:2]):
        return True
    if all(_is_enclosed(line) for line in lines):
        return True
    counts = {len(_cuts(line)) for line in lines}
    return len(lines) > 1 and len(counts) == 1 and counts.pop() >= _FEWEST_PIPES


def _is_delimiter(line: str) -> bool:
    return "|" in line and "-" in line and all(_DASHES.fullmatch(c) for c in _cells(line))


def _is_enclosed(line: str) -> bool:
    stripped = line.strip()
    return stripped.startswith("|") and stripped.endswith("|") and len(_cuts(stripped)) > 1


def _cells(line: str) -> list[str]:
    stripped = line.strip()
    cuts = _cuts(stripped)
    starts, ends = [0, *cuts], [*(cut - 1 for cut in cuts), len(stripped)]
    parts = [stripped[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if stripped.startswith("|"):
        parts = parts[1:]
    if len(parts) > 1 and cuts[-1] == len(stripped):
        parts = parts[:-1]
    return parts


def _cuts(line: str) -> list[int]:
    r"""The ends of its pipes; those behind a backslash do not count."""
    return [match.end() for match in _ESCAPE_OR_PIPE.finditer(line) if match[0] == "|"]
