"""Documents that a submission names in two ways (basis.conflict)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import Contrast, Subject, finding

from .items import names_of
from .wording import alike, contains_wording, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from normalizers.model import Basis, Form, Indicator
    from normalizers.scheme import Scheme
    from pipeline.model import Finding

_TITLE = re.compile(r"《.*》", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited with title and number, and the row that cites it."""

    title: str
    number: str
    indicator: Indicator


def check_conflicts(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """One finding per title with several numbers, and per number with several titles.

    A title alone, or a number alone, contradicts nothing; a number that is not in form is told
    as basis.malformed.
    """
    cited = tuple(citations_in(form))
    for citations in _grouped(cited, title_of).values():
        numbers = _grouped(citations, number_of)
        if len(numbers) > 1:
            yield _two_numbers(numbers)
    for citations in _grouped(cited, number_of).values():
        titles = _distinct_titles(citations, scheme.thresholds.same_text)
        if len(titles) > 1:
            yield _two_titles(titles)


def citations_in(form: Form) -> Iterator[Citation]:
    """The documents that a form cites with title and number, in order."""
    for indicator in form.indicators:
        for basis in indicator.bases.value or ():
            if basis.title and basis.number and not basis.flaw:
                yield Citation(_inner_title(basis), basis.number, indicator)


def _inner_title(basis: Basis) -> str:
    """The title within its 《》: who issued it is sometimes written before, sometimes not."""
    title = basis.title or ""
    inner = _TITLE.search(title)
    return inner.group() if inner else title


def _grouped(
    citations: tuple[Citation, ...], key_of: Callable[[Citation], str]
) -> dict[str, tuple[Citation, ...]]:
    groups: dict[str, tuple[Citation, ...]] = {}
    for citation in citations:
        key = key_of(citation)
        groups[key] = (*groups.get(key, ()), citation)
    return groups


def title_of(citation: Citation) -> str:
    """The title by which documents are compared: no marks, blanks or widths."""
    return wording(citation.title)


def number_of(citation: Citation) -> str:
    """The number by which documents are compared."""
    return wording(citation.number)


def _distinct_titles(
    citations: tuple[Citation, ...], same_text: float
) -> dict[str, tuple[Citation, ...]]:
    """The titles that are not one another's misreading, nor its 关于印发…的通知."""
    titles: dict[str, tuple[Citation, ...]] = {}
    for citation in citations:
        same = next((t for t in titles if is_one_title(t, citation.title, same_text)), None)
        key = same or citation.title
        titles[key] = (*titles.get(key, ()), citation)
    return titles


def is_one_title(one: str, other: str, same_text: float) -> bool:
    """Whether two titles may be one document's: alike, or one in the other (关于印发…的通知)."""
    within = contains_wording(one, other) or contains_wording(other, one)
    return within or alike(one, other, same_text)


def _two_numbers(numbers: dict[str, tuple[Citation, ...]]) -> Finding:
    groups = tuple(numbers.values())
    told = "；".join(f"“{g[0].number}”（{_rows(g)}）" for g in groups)
    found = "；".join(g[0].number for g in groups)
    message = f"文件{groups[0][0].title}写了{len(groups)}个文号：{told}。"
    return finding("basis.conflict", message, _subject(groups), Contrast("一个文件一个文号", found))


def _two_titles(titles: dict[str, tuple[Citation, ...]]) -> Finding:
    groups = tuple(titles.values())
    told = "；".join(f"{g[0].title}（{_rows(g)}）" for g in groups)
    found = "；".join(g[0].title for g in groups)
    message = f"文号“{groups[0][0].number}”写了{len(groups)}个文件名：{told}。"
    return finding("basis.conflict", message, _subject(groups), Contrast("一个文号一个文件", found))


def _rows(citations: tuple[Citation, ...]) -> str:
    return names_of(dict.fromkeys(c.indicator for c in citations))


def _subject(groups: tuple[tuple[Citation, ...], ...]) -> Subject:
    """The whole form; the place is where the rarest of the versions stands first."""
    rarest = min(groups, key=len)
    return Subject(field=Field.BASIS, place=rarest[0].indicator.bases.source.place)
