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

from .claims import claims_in
from .findings import Contrast, Subject, finding
from .pile import facts, with_findings_of
from .rows import indicator_rows, number_of
from .standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.model import Place

    from .claims import Citing, Claim, Item
    from .model import Finding, Result
    from .standing import Standing
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

    def lead_of(self, standing: Standing) -> str:
        """Which of the leading units a submission's is, empty if it leads on nothing."""
        if standing.scheme is None:
            return ""
        return unit_among(standing.unit, self.leads, standing.scheme) or ""

    def is_lead(self, claim: Claim, item: Item) -> bool:
        """Whether the unit that cites the item is one that leads on it."""
        return self.lead_of(claim.standing) in self.items[item].leads


def ownership_of(targets: Targets, results: Sequence[Result]) -> Ownership:
    """The office's lists by the names under which these results cite them."""
    standings = facts(results, standing_of)
    found = {s.scheme.name: s.scheme for s in standings if s.scheme is not None}
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


def with_ownership(results: Sequence[Result], ownership: Ownership) -> Sequence[Result]:
    """The results, with what each claims of others, and what it leads on and does not claim."""
    claims, standings = claims_in(results), facts(results, standing_of)
    claimed = _claimed_of_others(claims, ownership)
    left = {item: claims.get(item, ()) for item in ownership.items}
    left = {i: c for i, c in left.items() if not any(ownership.is_lead(one, i) for one in c)}

    def found(place: int, result: Result) -> Iterator[Finding]:
        yield from (one.told(standings[place], result) for one in claimed.get(place, ()))
        own = ownership.led.get(ownership.lead_of(standings[place]), ())
        yield from (_missing(ownership.items[i], left[i]) for i in own if i in left)

    return with_findings_of(results, found)


def _claimed_of_others(
    claims: Mapping[Item, tuple[Claim, ...]], ownership: Ownership
) -> defaultdict[int, list[_Foreign | _Unknown]]:
    """By submission: items that other units lead on; then those that the lists have not."""
    found: defaultdict[int, list[_Foreign | _Unknown]] = defaultdict(list)
    unknown: defaultdict[tuple[int, str], list[_Cited]] = defaultdict(list)
    for item in sorted((i for i in claims if _is_listed(i, ownership)), key=str):
        for cited in (c for claim in claims[item] for c in _by_submission(item, claim)):
            target = ownership.items.get(item)
            if target is None:
                unknown[cited.place, item[0]].append(cited)
            elif not ownership.is_lead(cited.claim, item):
                found[cited.place].append(_Foreign(target, cited))
    for (place, source_list), several in unknown.items():
        found[place].append(_Unknown(source_list, several))
    return found


def _is_listed(item: Item, ownership: Ownership) -> bool:
    return item[1] is not None and ownership.has_list(item[0])


@dataclass(frozen=True, slots=True)
class _Cited:
    """An item as the submission at this place cites it: `claim` holds that one's rows alone."""

    place: int
    number: int
    claim: Claim

    @property
    def by(self) -> str:
        """What cites it, as a sentence names it: 第1-2-1项, or 一级指标1-2 where only that does."""
        rows = {row.number for _, row in self.claim.rows}
        names = (f"第{n}项" if n in rows else f"一级指标{n}" for n in self.claim.numbers if n)
        return "、".join(names) or "本表"

    def subject_in(self, result: Result) -> Subject:
        """The row that cites it, or the first of its 一级指标; of several, none."""
        rows = [row for _, row in self.claim.rows]
        first = next((row for row in rows if row.level is Field.LEVEL2), rows[0])
        number = first.number if len(self.claim.numbers) == 1 else ""
        return Subject(number, first.level, _place_of(first, result))


def _by_submission(item: Item, claim: Claim) -> Iterator[_Cited]:
    rows: defaultdict[int, list[tuple[int, Citing]]] = defaultdict(list)
    for place, row in claim.rows:
        rows[place].append((place, row))
    for place, found in rows.items():
        yield _Cited(place, item[1] or 0, replace(claim, rows=tuple(found)))


def _place_of(citing: Citing, result: Result) -> Place | None:
    rows = indicator_rows((result,))
    places = (r.indicator.place for r in rows if number_of(r.indicator) == citing.number)
    return next(places, None)


@dataclass(frozen=True, slots=True)
class _Unknown:
    """Items of a list that a submission cites and the list has not."""

    source_list: str
    cited: list[_Cited]

    def told(self, _: Standing, result: Result) -> Finding:
        several = sorted(self.cited, key=lambda cited: cited.number)
        told = "、".join(f"第{c.number}项（{c.by}）" for c in several)
        numbers = "、".join(str(c.number) for c in several)
        alone = len(several) == 1
        return finding(
            "reference.uncovered",
            f"引用{self.source_list}{told}，而上级指标清单里没有。",
            several[0].subject_in(result) if alone else Subject(field=Field.LEVEL1),
            Contrast("上级指标清单里有的条目", f"{self.source_list}第{numbers}项"),
            "请对照上级指标清单改正条目。",
        )


@dataclass(frozen=True, slots=True)
class _Foreign:
    """An item that a submission cites and another unit leads on."""

    target: Target
    cited: _Cited

    def told(self, standing: Standing, result: Result) -> Finding:
        leads = "、".join(self.target.leads)
        unit = standing.unit or "本单位"
        return finding(
            "reference.uncovered",
            f"{self.cited.by}引用{_named(self.target)}，该项的牵头单位是{leads}，不是{unit}。",
            self.cited.subject_in(result),
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
