"""report.html: the overview page, self-contained; opens offline and prints."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from pipeline.columns import written
from pipeline.model import Level, State
from pipeline.outstanding import UNREPORTED

from .page import Heads, Kinds, Page, unit_of
from .superior import superior_lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.columns import Filled
    from pipeline.model import Outstanding, Result
    from pipeline.overview import Line, Overview

_PAGE, _ROW, _PROBLEMS = "page.html.j2", "unit_row.html.j2", "unit_problems.html.j2"
_STYLE, _SCRIPT = "style.css", "filter.js"

_PIECE = 65_536  # characters of what was drawn that are copied at once

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


class Report:
    """The page in the making: each submission is drawn when it comes by.

    `sections` are the names of those that the page has columns for, `compared` says whether
    results are compared with last year's.
    """

    def __init__(self, folder: Path, sections: Sequence[str], *, compared: bool) -> None:
        self._path = folder / "report"
        self._sections = sections
        self._compared = compared
        self._units = 0
        self._heads, self._kinds = Heads(), Kinds()
        self._rows, self._problems = (_Drawn(folder / name) for name in ("rows", "problems"))

    def add(self, line: Line, result: Result) -> None:
        """Draws the next submission.

        Raises:
            OSError: the disk is full.
        """
        self._units += 1
        self._heads.add(result.form)
        unit = unit_of(self._units, line, result, self._sections, self._kinds)
        self._rows.put(_template(_ROW).render(unit=unit, compared=self._compared))
        self._problems.put(_template(_PROBLEMS).render(unit=unit))

    def finish(self, overview: Overview, coverage: Filled, outstanding: Outstanding | None) -> Path:
        """The file: the batch in figures, every unit, superior items, every finding.

        `coverage` is the table of that name.

        Raises:
            OSError: the disk is full.
        """
        known = outstanding is not None and outstanding.unreported is not None
        page = Page(
            title=self._heads.title,
            units=self._units,
            rows=self._rows.pieces(),
            sections=self._problems.pieces(),
            kinds=self._kinds.told,
            superior=superior_lists(coverage),
            unreported=len(overview.unreported) if known else None,
            targeted=outstanding is not None and outstanding.targets is not None,
            compared=self._compared,
        )
        with self._path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            for piece in _template(_PAGE).generate(page=page, overview=overview):
                file.write(piece)
        return self._path

    def discard(self) -> None:
        """Lets go of its files."""
        self._rows.close()
        self._problems.close()


class _Drawn:
    """What has been drawn of the page, in a file."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+", encoding="utf-8", errors="replace", newline="")

    def put(self, drawn: str) -> None:
        """Puts it at the end, as a line."""
        self._file.write(f"{drawn}\n")

    def pieces(self) -> Iterator[Markup]:
        """All of it, which is escaped already."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield Markup(piece)  # noqa: S704 - the templates have escaped it
        self.close()

    def close(self) -> None:
        """Forgets it."""
        self._file.close()


@cache
def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


@cache
def _environment() -> jinja2.Environment:
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
    return environment


def _part(name: str) -> str:
    folder = resources.files("pipeline.publish.report") / "template"
    return (folder / name).read_text(encoding="utf-8")


def _digest(script: str) -> str:
    """By which the page's policy knows its own script: no other one runs (W3C CSP Level 3)."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
