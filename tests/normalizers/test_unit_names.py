from __future__ import annotations

import pytest
from form_values import SCHEME

from normalizers.unit_names import unit_among

UNITS = ("泉州市洛江区发展和改革局", "教育局", "洛江区教育局", "体育局")


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("洛江区发展和改革局", "泉州市洛江区发展和改革局"),
        ("发改局", "泉州市洛江区发展和改革局"),
        ("洛江区教育局", "教育局"),
        ("泉州市洛江区体 育局", "体育局"),
        ("局", None),
        ("司法局", None),
        ("", None),
    ],
)
def test_a_unit_is_found_in_full_or_in_short_if_it_can_be_one_only(
    unit: str, found: str | None
) -> None:
    assert unit_among(unit, UNITS, SCHEME) == found
