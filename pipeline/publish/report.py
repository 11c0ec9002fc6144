"""report.html: the overview page, self-contained; opens offline and prints."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import jinja2

from pipeline.columns import written
from pipeline.findings import rule_of
from pipeline.model import State
from pipeline.overview import overview_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Outstanding, Result

_TEMPLATE = "report.html.j2"


def report_of(results: Sequence[Result], outstanding: Outstanding | None = None) -> bytes:
    """The page's bytes: the batch in figures, every submission, every finding."""
    overview = overview_of(results, outstanding)
    states = [(state, overview.count(state)) for state in State]
    page = _template().render(overview=overview, states=states, title_of=_title_of)
    return page.encode("utf-8", "replace")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.publish", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["written"] = written
    return environment.get_template(_TEMPLATE)


def _title_of(code: str) -> str:
    return rule_of(code).title
