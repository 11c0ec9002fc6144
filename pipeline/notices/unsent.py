"""Which departments of the roster have sent nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.scheme import packaged_schemes
from normalizers.unit_names import is_same_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.roster import Roster
    from pipeline.published import PublishedSubmission


def unsent_units(roster: Roster, submissions: Sequence[PublishedSubmission]) -> tuple[str, ...]:
    """The roster's departments, as it names them and in its order, without a submission.

    Names are compared as 参评单位 are: with or without the city's and district's, in full or short.
    """
    scheme = packaged_schemes()[0]
    sent = {s.unit for s in submissions if s.unit}
    units = dict.fromkeys(listing.unit for listing in roster.listings)
    return tuple(u for u in units if not any(is_same_unit(u, other, scheme) for other in sent))
