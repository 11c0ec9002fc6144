"""What is wrong with a scheme file, in sentences that name file, line and key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KeyPath = tuple[str | int, ...]
"""The keys that lead to a value; a number counts the elements of a list, from 0."""


class SchemeProblem(ValueError):
    """A scheme is refused; the message names the file, and line and key of every fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, and what, as a Chinese clause without a full stop."""

    path: KeyPath
    reason: str


def shown(path: KeyPath) -> str:
    """A path as people write it: sections[1].fixed[2].weight; quoted where a key has a dot."""
    text = ""
    for key in path:
        if isinstance(key, int):
            text += f"[{key}]"
        else:
            text += ("." if text else "") + (f'"{key}"' if "." in key else key)
    return text


def problem_of(name: str, faults: Sequence[Fault], lines: Mapping[KeyPath, int]) -> SchemeProblem:
    """The refusal of a file, with all its faults in the order of their lines."""
    placed = sorted(((_line(f.path, lines), f) for f in faults), key=lambda pair: pair[0])
    told = [
        f"第{line}行 {shown(fault.path)}：{fault.reason}" if fault.path else fault.reason
        for line, fault in placed
    ]
    if len(told) == 1:
        return SchemeProblem(f"方案文件 {name} 有误：{told[0]}。")
    listed = "".join(f"\n  {text}；" for text in told).removesuffix("；")
    return SchemeProblem(f"方案文件 {name} 有{len(told)}处错误：{listed}。")


def _line(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """The line of a key; where that is missing, the line of what it should stand in."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
