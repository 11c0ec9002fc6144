"""Superior indicators cited in brackets, as proof that no row is lost (reference.*)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import Contrast, finding

from .items import about, name_of, names_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalizers.model import Form, Indicator, Reference
    from normalizers.scheme import Scheme
    from pipeline.model import Finding

    Cited = dict[str, frozenset[int]]

HABIT = 0.5
"""Share of a list's cited items that 二级指标 claim from which on a form is taken to claim them
all: in the one real form it is 0.92 for the list that is claimed and 0 for the others."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one 一级指标, with the items that it cites and that they claim, by list."""

    name: str
    rows: tuple[Indicator, ...]
    cited: Cited
    claimed: Cited


def check_references(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """What 二级指标 claim is what their 一级指标 cites, no more and no less.

    An item is unclaimed only where the list is one that this 一级指标's rows, or most of the
    form's, do claim from: many lists are cited without anybody saying 属….
    """
    groups = tuple(_groups(form, scheme))
    habitual = _habitual(groups)
    for group in groups:
        if any(row.level1.value for row in group.rows):
            yield from _uncovered(group)
            yield from _unclaimed(group, habitual)


def _groups(form: Form, scheme: Scheme) -> Iterator[Group]:
    for section, rules in sections_of(form, scheme):
        names = dict.fromkeys(i.group for i in section.indicators if i.group and rules.has_level2)
        for name in names:
            rows = tuple(i for i in section.indicators if i.group == name)
            cited = _items(r for i in rows for r in i.level1_references)
            yield Group(name, rows, cited, _items(r for i in rows for r in i.level2_references))


def _items(references: Iterable[Reference]) -> Cited:
    items: Cited = {}
    for reference in references:
        known = items.get(reference.source_list, frozenset())
        items[reference.source_list] = known | frozenset(reference.items)
    return items


def _habitual(groups: tuple[Group, ...]) -> frozenset[str]:
    cited: dict[str, int] = {}
    claimed: dict[str, int] = {}
    for group in groups:
        for source_list, items in group.cited.items():
            met = items & group.claimed.get(source_list, frozenset())
            cited[source_list] = cited.get(source_list, 0) + len(items)
            claimed[source_list] = claimed.get(source_list, 0) + len(met)
    return frozenset(name for name in cited if claimed[name] > HABIT * cited[name])


def _uncovered(group: Group) -> Iterator[Finding]:
    for row in group.rows:
        for source_list, items in _items(row.level2_references).items():
            beyond = items - group.cited.get(source_list, frozenset())
            if beyond:
                cited = f"{source_list}{_listed(beyond)}"
                yield finding(
                    "reference.uncovered",
                    f"{name_of(row)}的二级指标属{cited}，而一级指标没有列出。",
                    about(row, Field.LEVEL2),
                    Contrast("一级指标列出的条目", cited),
                )


def _unclaimed(group: Group, habitual: frozenset[str]) -> Iterator[Finding]:
    for source_list, items in group.cited.items():
        claimed = group.claimed.get(source_list, frozenset())
        if items - claimed and (claimed or source_list in habitual):
            yield _lost(group, f"{source_list}{_listed(items - claimed)}")


def _lost(group: Group, cited: str) -> Finding:
    blank = tuple(row for row in group.rows if not row.level2.value)
    hint = f"；{names_of(blank)}内容空白，可能就是承接它的" if blank else "，可能漏了一行"
    return finding(
        "reference.unclaimed",
        f"一级指标{group.name}列出{cited}，没有二级指标承接{hint}。",
        about(group.rows[0], Field.LEVEL1),
        Contrast(cited, "没有二级指标承接"),
    )


def _listed(items: frozenset[int]) -> str:
    return f"第{'、'.join(str(i) for i in sorted(items))}项"
