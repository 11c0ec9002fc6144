"""What the batch knows of documents: where departments contradict each other (basis.conflict).

Within one submission a title with two numbers is an error. Between departments it is a hint that
somebody may have slipped, so it is a warning, which does not change a submission's state, and it
is given only where there is evidence: many documents of the same name are not the same document
(every department has its 工作要点, and a plan is issued anew each year).

- One number with two titles: a number is given once, so one of the titles is wrong.
- One title with two numbers: told where the numbers differ as a slip makes them differ (泉洛委 and
  泉洛委办, 10号 and 16号), against the number that most departments give, or where there is but one
  other; or where nearly all departments give another number.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from normalizers.glyphs import likeness
from normalizers.model import Field
from normalizers.roster import is_selection
from normalizers.slips import ALIKE

from .checks.conflicts import citations_in, is_one_title, number_of, title_of
from .findings import Contrast, Subject, finding
from .model import Level
from .pile import facts, with_findings_of
from .standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from parsers.model import Place

    from .checks.conflicts import Citation
    from .model import Finding, Result
    from .standing import Standing

_NUMBER = re.compile(r"(.+)〔(\d{4})〕(\d+)号")

ESTABLISHED = 2
"""Departments that give a title the same number independently, and so know it."""

OVERWHELMING = 3
"""Departments for each one that differs, from which on any other number is doubted."""

MOST_NAMED = 3
"""Submissions that a sentence names."""


class Document(NamedTuple):
    """A document as a form cites it, and the two texts by which documents are compared."""

    title: str
    number: str
    title_key: str
    number_key: str


@dataclass(frozen=True, slots=True)
class _Cited:
    """A document as one submission cites it; `index` is the submission's, `unit` its department."""

    index: int
    unit: str
    id: str
    document: Document


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What is told of a document as a submission cites it."""

    document: Document
    message: str
    contrast: Contrast


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the ways to cite a document, with all that cite it so."""

    text: str
    cited: tuple[_Cited, ...]

    @property
    def units(self) -> frozenset[str]:
        """The departments that cite it so."""
        return frozenset(c.unit for c in self.cited)


def with_known_documents(results: Sequence[Result]) -> Sequence[Result]:
    """The results, with a `basis.conflict` of level 警告 on each that others contradict.

    The order of the results is kept, and does not matter to what is found.
    """
    standings = facts(results, standing_of)
    cited = _cited(standings, facts(results, documents_of))
    doubts: defaultdict[int, list[_Doubt]] = defaultdict(list)
    for index, doubt in (*_two_numbers(cited), *_two_titles(cited, _same_text(standings))):
        doubts[index].append(doubt)
    return with_findings_of(results, lambda index, one: _told(one, doubts.get(index, ())))


def documents_of(result: Result) -> tuple[Document, ...]:
    """Each document that a submission cites, once; those it contradicts itself about are errors."""
    if result.form is None or result.scheme is None or not result.form.unit.value:
        return ()
    seen: dict[tuple[str, str], Document] = {}
    for citation in citations_in(result.form):
        if _NUMBER.fullmatch(citation.number):
            document = _document(citation)
            seen.setdefault((document.title_key, document.number_key), document)
    titles, numbers = (Counter(key[part] for key in seen) for part in (0, 1))
    return tuple(d for (t, n), d in seen.items() if titles[t] == numbers[n] == 1)


def _document(citation: Citation) -> Document:
    texts = (citation.title, citation.number, title_of(citation), number_of(citation))
    return Document(*map(sys.intern, texts))


def _cited(
    standings: Sequence[Standing], documents: Sequence[tuple[Document, ...]]
) -> list[_Cited]:
    """All citations, by submission, title and number."""
    pairs = enumerate(zip(standings, documents, strict=True))
    cited = (_Cited(i, s.department, s.id, d) for i, (s, found) in pairs for d in found)
    return sorted(cited, key=lambda c: (c.id, c.document.title, c.document.number))


def _told(result: Result, doubts: Sequence[_Doubt]) -> Iterator[Finding]:
    """The findings, each at the first row that cites its document."""
    places: dict[Document, Place] = {}
    if not doubts or result.form is None:
        return
    for citation in citations_in(result.form):
        places.setdefault(_document(citation), citation.indicator.bases.source.place)
    for doubt in doubts:
        subject = Subject(field=Field.BASIS, place=places[doubt.document])
        told = finding("basis.conflict", doubt.message, subject, doubt.contrast)
        yield replace(told, level=Level.WARNING)


def _same_text(standings: Sequence[Standing]) -> float:
    return max((s.scheme.thresholds.same_text for s in standings if s.scheme), default=1.0)


def _versions(
    cited: Sequence[_Cited], key_of: Callable[[Document], str], text_of: Callable[[Document], str]
) -> Iterator[tuple[_Version, ...]]:
    """For each key with several texts, those texts, the one of most departments first."""
    groups: defaultdict[str, defaultdict[str, list[_Cited]]]
    groups = defaultdict(lambda: defaultdict(list))
    for one in cited:
        groups[key_of(one.document)][text_of(one.document)].append(one)
    for texts in groups.values():
        versions = [_Version(text, tuple(found)) for text, found in texts.items()]
        if len(versions) > 1:
            yield tuple(sorted(versions, key=lambda v: (-len(v.units), v.text)))


def _two_numbers(cited: Sequence[_Cited]) -> Iterator[tuple[int, _Doubt]]:
    for versions in _versions(cited, lambda d: d.title_key, lambda d: d.number):
        for odd, right in _doubtful_numbers(versions):
            title = odd.cited[0].document.title
            for one in odd.cited:
                others = f"{_named(right)}写的是“{right.text}”"
                message = f"文件{title}的文号，本表写的是“{odd.text}”，{others}。"
                yield one.index, _Doubt(one.document, message, Contrast(right.text, odd.text))


def _doubtful_numbers(versions: tuple[_Version, ...]) -> Iterator[tuple[_Version, _Version]]:
    """Numbers of one title that are doubtful, each with the one that contradicts it."""
    first, *others = versions
    units = frozenset().union(*(v.units for v in versions))
    if len(first.units) >= ESTABLISHED and 2 * len(first.units) > len(units):
        for other in others:
            rare = len(first.units) >= OVERWHELMING * len(units - first.units)
            if not other.units & first.units and (rare or _is_slip(first.text, other.text)):
                yield other, first
    elif len(versions) == 2 and len(units) > 1 and _is_slip(first.text, others[0].text):  # noqa: PLR2004 - one against one
        yield from ((first, others[0]), (others[0], first))


def _is_slip(one: str, other: str) -> bool:
    """Whether two numbers differ in one part only, and there as a slip makes them differ."""
    pairs = [(a, b) for a, b in zip(_parts(one), _parts(other), strict=True) if a != b]
    if len(pairs) != 1:
        return False
    ((a, b),) = pairs
    if not a.isdigit():
        return is_selection(a, b) or is_selection(b, a) or _looks_alike(a, b)
    return Levenshtein.distance(a, b) == 1


def _parts(number: str) -> tuple[str, ...]:
    match = _NUMBER.fullmatch(number)
    return match.groups() if match else ("", "", "")


def _looks_alike(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) == 1 and likeness(*pairs[0]) >= ALIKE


def _two_titles(cited: Sequence[_Cited], same_text: float) -> Iterator[tuple[int, _Doubt]]:
    for versions in _versions(cited, lambda d: d.number_key, lambda d: d.title):
        documents = _documents(versions, same_text)
        for document in documents:
            others = [d for d in documents if _contradicts(document, d)]
            if not others:
                continue
            told = "；".join(f"{_named(d)}写的是{d.text}" for d in others[:MOST_NAMED])
            for one in document.cited:
                title = one.document.title
                message = f"文号“{one.document.number}”，本表写作{title}的，{told}。"
                yield one.index, _Doubt(one.document, message, Contrast(others[0].text, title))


def _documents(versions: tuple[_Version, ...], same_text: float) -> tuple[_Version, ...]:
    """The versions of a title, where those of one document are one: alike directly, or by others.

    A misread title and a 关于印发…的通知 are each like the title that both go back to.
    """
    documents: list[tuple[_Version, ...]] = []
    for version in versions:
        same = [
            d for d in documents if any(is_one_title(v.text, version.text, same_text) for v in d)
        ]
        rest = [d for d in documents if d not in same]
        documents = [*rest, (*(v for d in same for v in d), version)]
    return tuple(_Version(d[0].text, tuple(c for v in d for c in v.cited)) for d in documents)


def _contradicts(one: _Version, other: _Version) -> bool:
    """Whether at least as many departments know the number by another document's title."""
    if other is one or other.units & one.units:
        return False
    return len(other.units) >= len(one.units)


def _named(version: _Version) -> str:
    ids = list(dict.fromkeys(c.id for c in version.cited))
    more = f"等{len(ids)}份" if len(ids) > MOST_NAMED else ""
    return "、".join(f"“{i}”" for i in ids[:MOST_NAMED]) + more
