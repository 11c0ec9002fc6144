"""How to find in the original what a finding is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.model import Box
    from pipeline.model import Finding

_CENTIMETRE = 72 / 2.54
"""Points: a clerk has a ruler, and viewers show centimetres."""

_WHOLE_FILE, _LETTER = "file.", "letter."


def whereabouts(finding: Finding) -> str:
    """Page and box where they are known, else what to search for; never empty.

    A box is told by its edges from the page's left and upper edge, in centimetres of the original.
    """
    place = finding.place
    if place is None or place.page is None:
        return _without_page(finding)
    if place.box is None:
        return f"第{place.page}页{_row(finding, '，')}"
    return f"第{place.page}页，{_edges(place.box)}"


def _edges(box: Box) -> str:
    across, down = _span(box.x0, box.x1), _span(box.y0, box.y1)
    return f"左起{across}、上起{down}厘米"


def _span(start: float, end: float) -> str:
    return f"{_centimetres(start)}～{_centimetres(end)}"


def _centimetres(points: float) -> str:
    # Adding zero makes 0.0 of -0.0: a box may begin a hair outside the page.
    return f"{round(points / _CENTIMETRE, 1) + 0.0:.1f}"


def _row(finding: Finding, mark: str) -> str:
    return f"{mark}序号{finding.number}一行" if finding.number else ""


def _without_page(finding: Finding) -> str:
    if finding.number:
        return f"{_row(finding, '')}，可在原件中查找“{finding.number}”"
    if finding.code.startswith(_WHOLE_FILE):
        return "整个文件"
    if finding.code.startswith(_LETTER):
        return "报送函"
    return f"考评表“{finding.field}”一栏" if finding.field else "考评表整体"
