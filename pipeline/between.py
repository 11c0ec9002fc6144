"""The stages between submissions, once all are read. A run that changes nothing needs none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .across import with_findings_across
from .claims import citing_in
from .known_documents import documents_of, with_known_documents
from .known_people import with_known_people
from .legible_copies import with_legible_copies
from .office import Assessed
from .outstanding import outstanding_of
from .ownership import ownership_of, with_ownership
from .pile import mapped
from .scheme_wording import in_own_words
from .shared_people import owners_of, with_shared_people
from .since_last_year import with_comparisons
from .standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Result
    from .office import Office
    from .pile import Fact


FACTS: tuple[Fact, ...] = (standing_of, documents_of, owners_of, citing_in)
"""What the stages ask of every result."""


def between_submissions(results: Sequence[Result], office: Office) -> Assessed:
    """The results with what each of them means for others, and with what the office knows."""
    legible = with_legible_copies(results, office.roster)
    known = with_known_documents(with_known_people(legible, office.roster))
    batch = assessed(known, office)
    return replace(batch, results=mapped(batch.results, lambda _, r: in_own_words(r)))


def assessed(results: Sequence[Result], office: Office) -> Assessed:
    """The results with what is found between them, and by what the office knows."""
    judged = with_shared_people(with_findings_across(results), office.roster)
    if office.last_year is not None:
        judged = with_comparisons(judged, office.last_year)
    ownership = None
    if office.targets is not None:
        ownership = ownership_of(office.targets, judged)
        judged = with_ownership(judged, ownership)
    outstanding = outstanding_of(judged, office.roster, ownership, office.last_year)
    return Assessed(judged, ownership, outstanding)
