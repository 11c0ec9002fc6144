"""report.html: the overview page, self-contained; opens offline and prints."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import jinja2

from pipeline.columns import written
from pipeline.model import Level, State
from pipeline.outstanding import UNREPORTED
from pipeline.overview import overview_of

from .page import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.columns import Filled
    from pipeline.model import Outstanding, Result

_TEMPLATE = "page.html.j2"
_STYLE, _SCRIPT = "style.css", "filter.js"

_CLASSES = {
    State.PASSED: "passed",
    State.PENDING: "pending",
    State.RETURNED: "returned",
    UNREPORTED: "unreported",
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.HINT: "hint",
}
"""What states and levels are called in the style sheet."""


def report_of(
    results: Sequence[Result], coverage: Filled, outstanding: Outstanding | None = None
) -> bytes:
    """The page's bytes: the batch in figures, every unit, superior items, every finding.

    `coverage` is the table of that name.
    """
    overview = overview_of(results, outstanding)
    page = page_of(overview, results, coverage, outstanding)
    return _template().render(page=page, overview=overview).encode("utf-8", "replace")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.publish.report", "template"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"written": written, "called": _CLASSES.__getitem__}
    script = _part(_SCRIPT)
    environment.globals |= {
        "style": _part(_STYLE),
        "script": script,
        "script_digest": _digest(script),
        "levels": tuple(Level),
        "states": tuple(State),
        "UNREPORTED": UNREPORTED,
    }
    return environment.get_template(_TEMPLATE)


def _part(name: str) -> str:
    folder = resources.files("pipeline.publish.report") / "template"
    return (folder / name).read_text(encoding="utf-8")


def _digest(script: str) -> str:
    """By which the page's policy knows its own script: no other one runs (W3C CSP Level 3)."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
