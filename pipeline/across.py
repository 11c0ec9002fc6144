"""Findings between submissions: what one of them cannot know of itself."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from normalizers.twins import compared

from .disagreements import Copy, disagreement, mirrored
from .findings import Contrast, finding
from .pile import facts, with_findings
from .same_form import form_keys, same_forms
from .standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from .model import Finding, Result
    from .standing import Standing

_ONCE = "一个单位一份考评表"
_NO_CONTENT = frozenset({"", hashlib.sha256().hexdigest()})


def with_findings_across(results: Sequence[Result]) -> Sequence[Result]:
    """The results, with a `file.duplicate` on each of those that came more than once.

    Where copies of a form differ in a value, both of them are told so.
    """
    standings = facts(results, standing_of)
    same_content = _others_alike(standings, [_content(s) for s in standings])
    same_form = _others_alike(standings, form_keys(results))
    found = _disagreements(results)
    alike = zip(standings, same_content, same_form, strict=True)
    for place, (standing, contents, forms) in enumerate(alike):
        found[place][:0] = _duplicates(standing, contents, forms)
    return with_findings(results, found)


def _disagreements(results: Sequence[Result]) -> defaultdict[int, list[Finding]]:
    """What each result, by index, says otherwise than another copy of its form.

    Each copy is compared with the one that counts, so that it takes no longer than there are
    copies.
    """
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for first, *others in same_forms(results):
        index, result, form = first
        ours = Copy(result.submission.id, form.origin)
        for its_index, other, its_form in others:
            theirs = Copy(other.submission.id, its_form.origin)
            for difference in compared(form, its_form).differences:
                found[index].append(disagreement(difference, ours, theirs))
                found[its_index].append(disagreement(mirrored(difference), theirs, ours))
    return found


def _duplicates(
    standing: Standing, same_content: tuple[str, ...], same_form: tuple[str, ...]
) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if same_content:
        named = _quoted(same_content)
        message = f"与{named}内容完全相同，是重复报送。"
        found.append(finding("file.duplicate", message, contrast=Contrast(_ONCE, f"另有{named}")))
    versions = tuple(other for other in same_form if other not in same_content)
    if versions and standing.has_form:
        year = f"{standing.year}年度的" if standing.year else ""
        named = _quoted(versions)
        message = f"{standing.unit}{year}考评表在{named}中也有，请确定以哪一份为准。"
        found.append(finding("file.duplicate", message, contrast=Contrast(_ONCE, f"另有{named}")))
    return tuple(found)


def _others_alike(
    standings: Sequence[Standing], keys: Sequence[Hashable | None]
) -> list[tuple[str, ...]]:
    """For each result, the ids of the others with the same key; None is like nothing."""
    ids: defaultdict[Hashable, list[str]] = defaultdict(list)
    for standing, key in zip(standings, keys, strict=True):
        ids[key].append(standing.id)
    return [
        () if key is None else tuple(i for i in ids[key] if i != standing.id)
        for standing, key in zip(standings, keys, strict=True)
    ]


def _content(standing: Standing) -> str | None:
    return None if standing.fingerprint in _NO_CONTENT else standing.fingerprint


def _quoted(ids: tuple[str, ...]) -> str:
    return "、".join(f"“{i}”" for i in ids)
