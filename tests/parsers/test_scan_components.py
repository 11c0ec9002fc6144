"""Connected parts of a mask, few or too many for numbers of 16 bits."""

from __future__ import annotations

import numpy as np

from parsers.scan.components import FEW, components_of


def test_parts_touch_at_a_corner_and_are_counted_with_the_ground() -> None:
    mask = np.zeros((5, 9), np.uint8)
    mask[1, 1:3] = mask[2, 3] = mask[4, 8] = 1
    parts = components_of(mask)
    assert parts.number == 3
    assert parts.stats[1:].tolist() == [[1, 1, 3, 2, 3], [8, 4, 1, 1, 1]]
    assert parts.centres[2].tolist() == [8, 4]
    assert parts.labels[2, 3] == parts.labels[1, 1] != parts.labels[4, 8]


def test_more_parts_than_16_bits_count_are_all_told_apart() -> None:
    mask = np.zeros((600, 600), np.uint8)
    mask[::2, ::2] = 1
    parts = components_of(mask)
    assert parts.number == 300 * 300 + 1 > FEW
    assert int(parts.labels.max()) == 300 * 300
    assert set(parts.stats[1:, 4].tolist()) == {1}


def test_as_many_runs_as_16_bits_count_are_still_told_apart() -> None:
    mask = np.zeros((2 * FEW, 1), np.uint8)
    mask[: 2 * (FEW - 1) : 2] = 1
    parts = components_of(mask)
    assert parts.number == FEW
    assert len(np.unique(parts.labels)) == FEW
