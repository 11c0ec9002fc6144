"""What a document said and its conversion does not: counted by characters, so that no order counts.

Only letters and digits of any script are counted: blanks, dashes and bullets are written anew by
every program. Hidden and deleted texts stand in both, marked as such.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from parsers.opc import open_package
from parsers.word.names import W, number_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from parsers.limits import Limits
    from parsers.office.originals import OriginalText

_TEXTS = frozenset({f"{W}t", f"{W}delText"})
_CELL = f"{W}tc"
_ROW = f"{W}tr"
_TABLES_LOST = (
    "LibreOffice 转换时没有保住表格，行列可能不全，请在 Word 或 WPS 中另存为 .docx 后再报送"
)
_NAMED = 10  # characters in a message


def losses(original: OriginalText, made: bytes, limits: Limits) -> tuple[str, ...]:
    """Chinese sentences about what is missing from a docx; none where nothing is.

    Raises:
        FileProblem: the docx is damaged.
    """
    package = open_package(made, limits)
    roots = [package.xml(main) for main in package.related("officeDocument")]
    texts = [e for root in roots for e in root.iter(*_TEXTS)]
    lost = _counted([original.whole]) - _counted(e.text or "" for e in texts)
    in_cells = _counted(e.text or "" for e in texts if _is_in_cell(e))
    loose = _counted([original.in_cells]) - in_cells - lost
    cells = sum(_cells(root) for root in roots)
    told = []
    if lost:
        told.append(
            f"LibreOffice 转换时丢失了 {lost.total()} 个字（{_named(lost)}），请对照原件核对"
        )
    if loose or cells < original.cells:
        told.append(_TABLES_LOST)
    return tuple(told)


def _cells(root: _Element) -> int:
    """The cells and rows of all tables, a cell over several columns counted as so many."""
    spans = (number_value(span, 1) for span in root.iter(f"{W}gridSpan"))
    return sum(1 for _ in root.iter(_CELL, _ROW)) + sum(max(span - 1, 0) for span in spans)


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(c for text in texts for c in text if c.isalnum())


def _is_in_cell(element: _Element) -> bool:
    return any(a.tag == _CELL for a in element.iterancestors())


def _named(lost: Counter[str]) -> str:
    characters = "".join(sorted(lost))
    return characters[:_NAMED] + ("等" if len(characters) > _NAMED else "")
