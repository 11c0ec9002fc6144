"""序号 of scans, read by those above and below."""

from __future__ import annotations

import pytest

from normalizers.counting import recounted
from parsers.model import Cell, Doubt, Grid, Source

SURELY = ("1-1-1", "1-1-2", "1-2-1", "1-2-2", "1-3-1", "2-1-1")


def _grid(numbers: tuple[str, ...], doubted: int, certainty: float = 0.5) -> Grid:
    sources = [Source(text) for text in numbers]
    text = numbers[doubted]
    sources[doubted] = Source(text, confidence=certainty, doubts=(Doubt(0, certainty),))
    cells = [Cell(s, row, 0) for row, s in enumerate(sources)]
    others = [Cell(Source("x"), row, 1) for row in range(len(numbers))]
    return Grid((*cells, *others))


def _numbers(grid: Grid) -> tuple[str, ...]:
    return tuple(grid.at(row, 0).source.text for row in range(grid.rows))


def _with(index: int, text: str) -> tuple[str, ...]:
    return (*SURELY[:index], text, *SURELY[index + 1 :])


@pytest.mark.parametrize(
    ("index", "read"), [(1, "1-1-3"), (2, "7-2-1"), (2, "12-1"), (3, "1-2-Z"), (1, "1-1-12")]
)
def test_a_doubtful_number_is_the_only_one_between_its_neighbours(index: int, read: str) -> None:
    numbers = _with(index, read)
    counted = recounted(_grid(numbers, index))
    assert _numbers(counted) == SURELY
    assert counted.at(index, 0).source.rivals == (read,)


@pytest.mark.parametrize(
    ("index", "read"),
    [
        (1, "9-9-9"),  # nothing like what should stand there
        (0, "1-1-7"),  # nothing stands above
        (5, "2-1-7"),  # nothing stands below
        (4, "1-3-7"),  # 1-2-3 and 1-3-1 may both be followed by 2-1-1
    ],
)
def test_what_its_neighbours_do_not_prove_stays(index: int, read: str) -> None:
    grid = _grid(_with(index, read), index)
    assert recounted(grid) is grid


def test_a_number_without_doubt_stays_though_it_breaks_the_count() -> None:
    cells = tuple(Cell(Source(text), row, 0) for row, text in enumerate(_with(1, "1-1-3")))
    assert recounted(Grid(cells)) == Grid(cells)
    sure = _grid(_with(1, "1-1-3"), 1, certainty=0.98)
    assert recounted(sure) is sure


def test_numbers_in_doubt_one_over_the_other_are_counted_together() -> None:
    numbers = ("1-1-1", "1-1-8", "x-2-1", "1-2-2", "1-3-1", "1-3-2", "2-1-1")
    counted = recounted(_grid(numbers, 1))
    assert _numbers(counted) == ("1-1-1", "1-1-2", "1-2-1", *numbers[3:])


def test_numbers_that_lost_their_dashes_are_read_by_those_around_them() -> None:
    numbers = ("3-5", "3-6", "41", "42", "43", "4-4", "45", "5-1", "5-2")
    counted = recounted(_grid(numbers, 2))
    assert _numbers(counted) == ("3-5", "3-6", "4-1", "4-2", "4-3", "4-4", "4-5", "5-1", "5-2")


def test_what_may_be_counted_in_two_ways_stays() -> None:
    grid = _grid(("3-1", "3-2", "3-3", "3-4", "3-5", "-1", "4-1"), 5)
    assert recounted(grid) is grid  # 3-6, which -1 is not near to
    grid = _grid(("1-1-1", "1-1-2", "1-2-1", "1-2-2", "-", "1-3-1"), 4)
    assert recounted(grid) is grid


def test_a_number_of_which_nothing_was_read_is_the_only_one_between_its_neighbours() -> None:
    counted = recounted(_grid(_with(1, "立"), 1, certainty=0.3))
    assert _numbers(counted) == SURELY
    assert counted.at(1, 0).source.rivals == ("立",)


def test_words_that_are_read_surely_are_a_header_and_end_the_count() -> None:
    grid = _grid(_with(1, "序号"), 1, certainty=0.9)
    assert recounted(grid) is grid
