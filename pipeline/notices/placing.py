"""Which section of the form a finding belongs to, told by its number, else by what it quotes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.sequence import leading_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.published import PublishedFinding, PublishedSubmission

LETTER, WHOLE = "报送函和附件", "考评表整体"
"""Headings of what belongs to no section."""

_QUOTED = re.compile(r"“([^”]+)”")
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a form in their order, and what tells that a finding is about one.

    `numbers` and `names` (labels, and the names of the sections themselves) lead to sections;
    `rows` are the texts of each row; `prefixes` lead from the first part of a number; `places`
    say where each number stands.
    """

    order: tuple[str, ...]
    numbers: Mapping[str, str]
    names: Mapping[str, str]
    rows: tuple[tuple[str, str], ...]
    prefixes: Mapping[str, str]
    places: Mapping[str, int]

    def of(self, finding: PublishedFinding) -> str:
        """The section's name, or LETTER or WHOLE."""
        if finding.code.startswith("letter."):
            return LETTER
        number = finding.number
        by_number = self.numbers.get(number) or self.prefixes.get(leading_part(number))
        return by_number or self._quoted(finding.message) or WHOLE

    def place_of(self, finding: PublishedFinding) -> int:
        """Where the finding's row stands in the form; what is about no row comes first."""
        return self.places.get(finding.number, -1)

    def headings(self) -> tuple[str, ...]:
        """The headings under which findings can stand, in their order."""
        return (LETTER, WHOLE, *self.order)

    def _quoted(self, message: str) -> str | None:
        for quoted in _QUOTED.findall(message):
            found = self.names.get(quoted) or self._row(quoted.rstrip(_CUT))
            if found:
                return found
        return None

    def _row(self, text: str) -> str | None:
        return next((section for row, section in self.rows if row.startswith(text)), None)


def sections_of(submission: PublishedSubmission, prefixes: Mapping[str, str]) -> Sections:
    """The form's sections; `prefixes` tell of items that stand in every form but this."""
    ours = submission.indicators
    names = {i.category: i.section for i in ours if i.category}
    names |= {total.section: total.section for total in submission.totals}
    order = dict.fromkeys(
        [*(total.section for total in submission.totals), *(i.section for i in ours)]
    )
    return Sections(
        order=tuple(order),
        numbers={i.number: i.section for i in ours if i.number},
        names=names,
        rows=tuple((text, i.section) for i in ours for text in (i.level2, i.level1) if text),
        prefixes=prefixes,
        places={i.number: at for at, i in reversed(tuple(enumerate(ours))) if i.number},
    )


def prefixes_of(submissions: Iterable[PublishedSubmission]) -> dict[str, str]:
    """The section in which most of the forms' rows with this first part of a number stand."""
    indicators = (i for submission in submissions for i in submission.indicators if i.number)
    counts = Counter((leading_part(i.number), i.section) for i in indicators)
    return {prefix: section for (prefix, section), _ in reversed(counts.most_common())}
