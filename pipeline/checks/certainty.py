"""Values that were read with doubt (parse.*) or might be others (people.ambiguous and others)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.dates import is_deadline
from normalizers.legible import RULE as SETTLED
from normalizers.model import Field, Origin
from normalizers.text import squeezed, unwrapped
from normalizers.variants import doubts_of
from pipeline.findings import Contrast, Subject, finding
from pipeline.points import is_same_cell

from .items import about, name_of, value_in
from .wording import same_wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator, Repair
    from normalizers.scheme import Scheme
    from parsers.model import Doubt, Source
    from pipeline.model import Finding

    from .items import FieldValue

_COLUMNS = (
    Field.NUMBER,
    Field.BASIS,
    Field.LEVEL1,
    Field.LEVEL2,
    Field.WEIGHT,
    Field.DEADLINE,
    Field.LEADERS,
    Field.UNITS,
    Field.OWNERS,
)
MOST_TOLD = 4
"""Doubtful characters that a sentence names: more of them make it unreadable."""
CONFIRM = "请对照原件确认；识别有误的请改正。"
ORIGINAL = "以原件为准"
_PEOPLE = frozenset({Field.LEADERS, Field.UNITS, Field.OWNERS})


def check_certainty(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Doubts about the form's values; a merged cell is doubted once, on its first row."""
    yield from _of_head(form, scheme)
    before: Indicator | None = None
    for indicator in form.indicators:
        for field in _COLUMNS:
            value = value_in(indicator, field)
            if before and is_same_cell(value_in(before, field).source, value.source):
                continue
            yield from _of_value(indicator, field, form, scheme)
        before = indicator


def _of_value(indicator: Indicator, field: Field, form: Form, scheme: Scheme) -> Iterator[Finding]:
    value = value_in(indicator, field)
    suggested = tuple(_of_suggestions(indicator, field, value))
    yield from suggested
    what, subject = f"{name_of(indicator)}的{field}", about(indicator, field)
    if _is_garbled(field, value, form):
        yield _garbled(what, str(value.value), subject)
    elif not _is_doubtful(value.source, scheme) or _is_settled(value):
        return
    elif value.source.rivals or not suggested:  # one finding a value is enough
        yield from _of_source(value.source, what, subject, scheme)


def _of_head(form: Form, scheme: Scheme) -> Iterator[Finding]:
    sources = [(Field.UNIT, form.unit.source), (Field.DATE, form.date.source)]
    if form.letter:
        sources.append((Field.LETTER_NUMBER, form.letter.number.source))
        sources.append((Field.LETTER_DATE, form.letter.date.source))
    for field, source in sources:
        if _is_doubtful(source, scheme):
            subject = Subject(field=field, place=source.place)
            yield from _of_source(source, str(field), subject, scheme)


def _is_doubtful(source: Source, scheme: Scheme) -> bool:
    return bool(source.rivals) or source.confidence < scheme.thresholds.uncertain


def _is_settled(value: FieldValue) -> bool:
    """Whether a typed copy of the form has told what stands there, however badly it was read."""
    return any(repair.rule == SETTLED for repair in value.repairs)


def _is_garbled(field: Field, value: FieldValue, form: Form) -> bool:
    """Whether a deadline that was read off a picture is none: a character was lost, unnoticed."""
    text = value.value
    scanned = form.origin is Origin.SCAN and field is Field.DEADLINE
    return scanned and isinstance(text, str) and not is_deadline(text)


def _garbled(what: str, text: str, subject: Subject) -> Finding:
    message = f"{what}“{text}”不成时限，可能漏识别了字{_where(subject)}。"
    return finding("parse.uncertain", message, subject, Contrast(ORIGINAL, text), CONFIRM)


def _of_source(source: Source, what: str, subject: Subject, scheme: Scheme) -> Iterator[Finding]:
    """Rivals say more than a low confidence does: one finding a value is enough.

    Rivals that say the same in other marks bear the reading out.
    """
    text = source.text.strip()
    rivals = tuple(r for r in source.rivals if not same_wording(r, text))
    if rivals:
        others = "”“".join(r.strip() for r in rivals)
        message = f"{what}读作“{text}”，另一种方法读作“{others}”。"
        contrast = Contrast(ORIGINAL, text)
        yield finding("parse.disagreement", message, subject, contrast)
    elif text and not source.rivals:
        yield _uncertain(source, what, subject, scheme)


def _uncertain(source: Source, what: str, subject: Subject, scheme: Scheme) -> Finding:
    text = unwrapped(source.text)
    told = f"：{characters}" if (characters := _characters(source, scheme)) else ""
    where = _where(subject) if told else ""
    message = f"{what}“{text}”识别把握不大（{source.confidence:.0%}）{told}{where}。"
    return finding("parse.uncertain", message, subject, Contrast(ORIGINAL, text), CONFIRM)


def _characters(source: Source, scheme: Scheme) -> str:
    """Which characters are in doubt, the least sure ones, and what else they may be."""
    doubts = [d for d in doubts_of(source) if d.certainty < scheme.thresholds.uncertain]
    least = sorted(doubts, key=lambda d: d.certainty)[:MOST_TOLD]
    told = [_character(source.text, d) for d in sorted(least, key=lambda d: d.at)]
    rest = f"等{len(doubts)}字" if len(doubts) > MOST_TOLD else ""
    return "，".join(told) + rest


def _character(text: str, doubt: Doubt) -> str:
    place = len(squeezed(text[: doubt.at])) + 1
    others = "”或“".join(other for other, _ in doubt.others if other)
    may = f"可能是“{others}”" if others else "看不清"
    return f"第{place}字“{text[doubt.at]}”{may}"


def _where(subject: Subject) -> str:
    """The page and the box (points from its upper left corner), where they are known."""
    place = subject.place
    if place is None or place.page is None:
        return ""
    box = place.box
    at = f"（{box.x0:.0f},{box.y0:.0f},{box.x1:.0f},{box.y1:.0f}）" if box else ""
    return f"，见第{place.page}页{at}"


def _of_suggestions(indicator: Indicator, field: Field, value: FieldValue) -> Iterator[Finding]:
    """One finding for each text that might be another, with all that it might be."""
    if _is_told_elsewhere(indicator, field):
        return
    candidates: dict[str, list[Repair]] = {}
    for suggestion in value.suggestions:
        candidates.setdefault(suggestion.before, []).append(suggestion)
    for before, repairs in candidates.items():
        others = "”或“".join(dict.fromkeys(r.after for r in repairs))
        evidence = "；".join(dict.fromkeys(r.evidence.rstrip("。") for r in repairs))
        yield finding(
            _code_of(field),
            f"{name_of(indicator)}的{field}“{before}”可能是“{others}”：{evidence}。",
            about(indicator, field),
            Contrast(f"“{others}”，以原件为准", before),
            f"请对照原件确认；如应为“{others}”，请改正。",
        )


def _is_told_elsewhere(indicator: Indicator, field: Field) -> bool:
    """Whether the doubt is a finding already: a flawed document, a doubtful 一级指标."""
    if field is Field.BASIS:
        return any(b.flaw for b in indicator.bases.value or ())
    return field is Field.LEVEL1 and bool(indicator.uncertain_level1)


def _code_of(field: Field) -> str:
    if field in _PEOPLE:
        return "people.ambiguous"
    return "basis.malformed" if field is Field.BASIS else "parse.uncertain"
