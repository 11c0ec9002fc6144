"""One form as a file of each old kind; each conversion takes a second and is done once."""

from __future__ import annotations

from functools import cache

from form_style import Style
from forms import Kind, build, clean_form

SEED = 11
STYLE = Style(rows_split=True)


@cache
def office_file(kind: Kind) -> bytes:
    """The form of SEED as a file of this kind; the same bytes each time."""
    return build(clean_form(SEED), STYLE, kind)
