"""The words of a learned form, put before those that are known from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .heads import Heading


def with_first(own: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The form's own words, then the others that are known; each once."""
    return tuple(dict.fromkeys(w for w in (*own, *known) if w))


def head_words_of(
    heads: Sequence[Heading], known: Mapping[Field, Sequence[str]]
) -> dict[Field, tuple[str, ...]]:
    """The words that head each field: the form's own, then the known ones that clash with none."""
    own = {f: [w for h in heads for g, w in h.words if g is f] for f in Field}
    taken = {w for words in own.values() for w in words}
    fields = [f for f in known if f in Field] + [f for f in own if own[f] and f not in known]
    found = {f: with_first(own[f], [w for w in known.get(f, ()) if w not in taken]) for f in fields}
    return {f: words for f, words in found.items() if words}


def group_words_of(heads: Sequence[Heading], known: Sequence[str]) -> tuple[str, ...]:
    """The words above several columns: the form's own, then the known ones."""
    return with_first([w for h in heads for w in h.groups], known)
