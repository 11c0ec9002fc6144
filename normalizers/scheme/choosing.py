"""Which packaged scheme a form is by."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .loading import packaged_files, scheme_in

if TYPE_CHECKING:
    from .model import Scheme


@cache
def packaged_schemes() -> tuple[Scheme, ...]:
    """All schemes that come with the program, the newest first."""
    schemes = (scheme_in(f.read_text(encoding="utf-8"), f.name) for f in packaged_files())
    return tuple(sorted(schemes, key=lambda s: (-s.year, s.name)))


def scheme_for(titles: tuple[str, ...]) -> Scheme:
    """The packaged scheme whose form these titles name, else the newest of the district's.

    A title that names another district's form settles nothing: then it is the newest of all.
    """
    schemes = packaged_schemes()
    return max(schemes, key=lambda s: max((_likeness(s, t) for t in titles), default=0))


def _likeness(scheme: Scheme, title: str) -> int:
    """How much of a scheme's form a title names: 0 without the district, 3 with all of it."""
    if scheme.district not in title:
        return 0
    whole = any(t in title for t in scheme.titles) and scheme.series in title
    return 1 + (1 + (str(scheme.year) in title) if whole else 0)
