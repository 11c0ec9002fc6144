"""The hostile files themselves, and short turns of the fuzzers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile.corpus import corpus
from hostile.fuzzing import ALL, answered, mutation
from hostile.lattices import LatticeRound, broken_law, random_page
from hostile.model import Lure
from hostile.spoilt import SIGNATURES

if TYPE_CHECKING:
    from pathlib import Path

LURE = Lure("http://127.0.0.1:9/", "/nowhere/secret.txt")
PICTURES = frozenset({"a.png", "a.jpg", "a.bmp", "a.gif", "a.webp", "a.tif"})
"""They start the recogniser; `benchmarks/fuzz.py` takes them too."""


def test_there_are_hundreds_of_files_of_every_kind() -> None:
    files = corpus(LURE)
    endings = {file.name.rpartition(".")[2] for file in files}
    assert len(files) >= 900
    assert endings >= {*SIGNATURES, "xlsx", "ofd", "odt", "fodt", "rtf", "svg", "zip", "tar", "eml"}


def test_each_mutation_is_the_same_for_its_seed_and_another_for_others() -> None:
    made = {name: [mutation(name, seed) for seed in (1, 1, 2)] for name in ("a.docx", "a.pdf")}
    assert all(first == again for first, again, _ in made.values())
    assert all(first != other for first, _, other in made.values())


@pytest.mark.parametrize("name", sorted(ALL.keys() - PICTURES))
def test_no_mutation_meets_a_reader_without_an_answer(name: str, tmp_path: Path) -> None:
    seeds = range(500, 512)
    met = {seed: answered(mutation(name, seed), tmp_path / "file") for seed in seeds}
    assert {seed: what for seed, what in met.items() if what} == {}


def test_whatever_is_drawn_tables_tile_and_no_character_is_lost(tmp_path: Path) -> None:
    assert LatticeRound(0, 60, tmp_path / "seed")() == ()


def test_pages_at_random_hold_tables() -> None:
    laid = [random_page(seed) for seed in range(20)]
    assert sum(bool(page.drawing.horizontal and page.pieces) for page in laid) >= 5
    assert [broken_law(page) for page in laid] == [""] * 20
