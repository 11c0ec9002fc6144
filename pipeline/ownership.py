"""The superior list against the batch: whose each item is, and what is claimed otherwise.

An item that its lead unit does not cite is a citation that nobody claims (reference.unclaimed), one
that another unit cites is a citation beyond what it was given (reference.uncovered); both are told
on the submission concerned.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from normalizers.model import Field
from normalizers.scheme import packaged_schemes
from normalizers.unit_names import unit_among

from .claims import claims_in, unit_of
from .findings import Contrast, Subject, finding
from .rows import indicator_rows, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.model import Place

    from .claims import Claim, Item
    from .model import Finding, Result
    from .rows import ReferenceRow
    from .targets import Target, Targets


@dataclass(frozen=True, slots=True)
class Ownership:
    """The items of the office's superior lists, by list and number.

    `led` are the items of each unit that leads on some; a unit has one name here, however often
    and however the lists write it.
    """

    items: Mapping[Item, Target]
    led: Mapping[str, tuple[Item, ...]]
    lists: frozenset[str]
    leads: tuple[str, ...]

    def has_list(self, name: str) -> bool:
        """Whether the office has this list."""
        return name in self.lists

    def lead_of(self, result: Result) -> str:
        """Which of the leading units a submission's is, empty if it leads on nothing."""
        if result.scheme is None:
            return ""
        return unit_among(unit_of(result), self.leads, result.scheme) or ""

    def is_lead(self, claim: Claim, item: Item) -> bool:
        """Whether the unit that cites the item is one that leads on it."""
        return self.lead_of(claim.rows[0].result) in self.items[item].leads


def ownership_of(targets: Targets, results: Sequence[Result]) -> Ownership:
    """The office's lists by the names under which these results cite them."""
    found = {r.scheme.name: r.scheme for r in results if r.scheme is not None}
    schemes = tuple(found.values()) or packaged_schemes()[:1]
    lists = tuple(dict.fromkeys(s for scheme in schemes for s in scheme.superior_lists))
    named = targets.named(lists)
    items: dict[Item, Target] = {}
    led: defaultdict[str, list[Item]] = defaultdict(list)
    for target in named.items:
        known = (unit_among(lead, named.leads, schemes[0]) or lead for lead in target.leads)
        item = (target.source_list, target.item)
        items[item] = replace(target, leads=tuple(dict.fromkeys(known)))
        for lead in items[item].leads:
            led[lead].append(item)
    each = {lead: tuple(own) for lead, own in led.items()}
    return Ownership(items, each, frozenset(name for name, _ in items), tuple(each))


def with_ownership(results: Sequence[Result], ownership: Ownership) -> tuple[Result, ...]:
    """The results, with what each claims of others, and what it leads on and does not claim."""
    claims = claims_in(results)
    found = _claimed_of_others(claims, ownership)
    left = {item: claims.get(item, ()) for item in ownership.items}
    left = {i: c for i, c in left.items() if not any(ownership.is_lead(one, i) for one in c)}
    for result in results:
        own = ownership.led.get(ownership.lead_of(result), ())
        missing = (_missing(ownership.items[i], left[i]) for i in own if i in left)
        found[result.submission.id] += missing
    return tuple(replace(r, findings=(*r.findings, *found[r.submission.id])) for r in results)


def _claimed_of_others(
    claims: Mapping[Item, tuple[Claim, ...]], ownership: Ownership
) -> defaultdict[str, list[Finding]]:
    """By submission: items that other units lead on; then those that the lists have not."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    unknown: defaultdict[tuple[str, str], list[_Cited]] = defaultdict(list)
    for item in sorted((i for i in claims if _is_listed(i, ownership)), key=str):
        for cited in (c for claim in claims[item] for c in _by_submission(item, claim)):
            target = ownership.items.get(item)
            if target is None:
                unknown[cited.submission, item[0]].append(cited)
            elif not ownership.is_lead(cited.claim, item):
                found[cited.submission].append(_foreign(target, cited))
    for (submission, source_list), several in unknown.items():
        found[submission].append(_unknown(source_list, several))
    return found


def _is_listed(item: Item, ownership: Ownership) -> bool:
    return item[1] is not None and ownership.has_list(item[0])


@dataclass(frozen=True, slots=True)
class _Cited:
    """An item as one submission cites it: `claim` holds the submission's rows alone."""

    submission: str
    number: int
    claim: Claim

    @property
    def by(self) -> str:
        """What cites it, as a sentence names it: 第1-2-1项, or 一级指标1-2 where only that does."""
        rows = {row.number for row in self.claim.rows}
        names = (f"第{n}项" if n in rows else f"一级指标{n}" for n in self.claim.numbers if n)
        return "、".join(names) or "本表"

    @property
    def subject(self) -> Subject:
        """The row that cites it, or the first of its 一级指标; of several, none."""
        rows = self.claim.rows
        first = next((row for row in rows if row.level is Field.LEVEL2), rows[0])
        number = first.number if len(self.claim.numbers) == 1 else ""
        return Subject(number, first.level, _place_of(first))


def _by_submission(item: Item, claim: Claim) -> Iterator[_Cited]:
    rows: defaultdict[str, list[ReferenceRow]] = defaultdict(list)
    for row in claim.rows:
        rows[row.result.submission.id].append(row)
    for submission, found in rows.items():
        yield _Cited(submission, item[1] or 0, replace(claim, rows=tuple(found)))


def _place_of(reference: ReferenceRow) -> Place | None:
    rows = indicator_rows((reference.result,))
    places = (r.indicator.place for r in rows if number_of(r.indicator) == reference.number)
    return next(places, None)


def _unknown(source_list: str, several: list[_Cited]) -> Finding:
    several.sort(key=lambda cited: cited.number)
    told = "、".join(f"第{c.number}项（{c.by}）" for c in several)
    numbers = "、".join(str(c.number) for c in several)
    subject = several[0].subject if len(several) == 1 else Subject(field=Field.LEVEL1)
    return finding(
        "reference.uncovered",
        f"引用{source_list}{told}，而上级指标清单里没有。",
        subject,
        Contrast("上级指标清单里有的条目", f"{source_list}第{numbers}项"),
        "请对照上级指标清单改正条目。",
    )


def _foreign(target: Target, cited: _Cited) -> Finding:
    leads = "、".join(target.leads)
    unit = unit_of(cited.claim.rows[0].result) or "本单位"
    return finding(
        "reference.uncovered",
        f"{cited.by}引用{_named(target)}，该项的牵头单位是{leads}，不是{unit}。",
        cited.subject,
        Contrast(f"由{leads}承接", f"由{unit}引用"),
        f"请与{leads}核对由谁承接；条目写错的，请改正。",
    )


def _missing(target: Target, claimed: tuple[Claim, ...]) -> Finding:
    others = "、".join(claim.unit for claim in claimed)
    found = f"由{others}引用" if others else "没有单位引用"
    return finding(
        "reference.unclaimed",
        f"{_named(target)}由本单位牵头，而本表没有引用{f'，引用的是{others}' if others else ''}。",
        Subject(field=Field.LEVEL1),
        Contrast(f"引用{target.source_list}第{target.item}项", found),
        "请补上承接该项的指标；已有指标承接的，请在括注中写明条目。",
    )


def _named(target: Target) -> str:
    return f"{target.source_list}第{target.item}项“{target.name}”"
