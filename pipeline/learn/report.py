"""What was learned, and what was not, for the person who will finish the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.scheme import lines_of, shown
from normalizers.weight import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from normalizers.scheme import KeyPath

    from .learned import Learned


def report_of(learned: Learned, text: str) -> str:
    """Plain text: the sections that were found, then the doubts with their lines in `text`."""
    return "\n".join([*_found(learned), *_doubtful(learned, lines_of(text))])


def _found(learned: Learned) -> Iterator[str]:
    scheme = learned.scheme
    yield f"从表上学到：{scheme.title}，共{plain(scheme.total)}分"
    for section in scheme.sections:
        items = f"，固定内容{len(section.fixed)}项" if section.fixed else ""
        least = section.minimum_level1
        limit = "" if least is None else f"，一级指标不少于{least}个"
        names = "、".join(c.name for c in section.categories)
        yield f"  {section.name} {plain(section.total)}分：{names}{items}{limit}"


def _doubtful(learned: Learned, lines: Mapping[KeyPath, int]) -> Iterator[str]:
    yield f"没有学到、或请核对的{len(learned.doubts)}处（文件里都有注释）："
    ordered = sorted(learned.doubts, key=lambda d: lines.get(d.path, 0))
    reasons = dict.fromkeys(d.reason for d in ordered)
    for reason in reasons:
        places = [_place(d.path, lines) for d in ordered if d.reason == reason]
        yield f"  {'、'.join(places)}：{reason}"


def _place(path: KeyPath, lines: Mapping[KeyPath, int]) -> str:
    line = lines.get(path)
    return shown(path) if line is None else f"第{line}行 {shown(path)}"
