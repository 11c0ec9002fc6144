"""What holds of every form: what is right stays, what was repaired stays, order says nothing."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

import pytest
from form_damage import (
    bled_label,
    damaged_transcript,
    level1_on_row,
    shifted_right,
    split_units,
    staircase,
    trimmed,
)
from form_layout import form_blocks, letter_blocks
from form_people import twin_names
from form_style import Merge, WeightPrint
from form_text import html_of
from form_truth import truth_of
from forms import Kind, build, random_form
from hypothesis import given, settings
from hypothesis import strategies as st
from written_form import published, reading_of

import parsers
from normalizers import normalize
from normalizers.model import Part, Repair
from normalizers.scheme import load_scheme
from parsers.limits import DEFAULT_LIMITS
from parsers.transcript import read_transcript

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from form_model import FormSpec
    from form_style import Style

    from normalizers.model import Form

SCHEME = load_scheme("luojiang-2024-series2")
SEEDS = st.integers(min_value=50_000, max_value=60_000)
DAMAGES = (
    (),
    (staircase, trimmed),
    (level1_on_row(-1), split_units),
    (level1_on_row(1), bled_label("行政能力目标20分", "2-2-1")),
    (shifted_right("1-2-1", "1-2-2", "3-4"),),
)


def careful(style: Style) -> Style:
    """The style without habits that must be repaired: other brackets, widths and blanks."""
    return replace(
        style,
        brackets=("〔〕",),
        careless_numbers=False,
        padded_names=False,
        half_width=False,
        weight_print=WeightPrint.PLAIN,
    )


def form_of(data: bytes, *more: bytes) -> Form:
    """The form in files of text."""
    parts = (
        Part(f"{i}.html", read_transcript(d, DEFAULT_LIMITS)) for i, d in enumerate((data, *more))
    )
    form = normalize(tuple(parts), SCHEME)
    assert form is not None
    return form


def repairs_in(thing: object) -> Iterator[Repair]:
    """Every repair and suggestion of a form, of whatever value."""
    if isinstance(thing, Repair):
        yield thing
    elif isinstance(thing, tuple):
        for member in thing:
            yield from repairs_in(member)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from repairs_in(getattr(thing, field.name))


def right_rows(spec: FormSpec) -> list[tuple[str, ...]]:
    return [
        (
            *(r.section, r.category, r.number, r.basis, r.level1, r.level2, r.weight, r.deadline),
            *(r.leaders, r.units, r.owners),
        )
        for r in truth_of(spec).records
    ]


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.XLSX, Kind.HTML])
@pytest.mark.parametrize("seed", range(50_000, 50_008))
def test_what_is_right_stays_as_it_is(seed: int, kind: Kind, tmp_path: Path) -> None:
    spec, style = random_form(seed)
    path = tmp_path / f"form.{kind}"
    path.write_bytes(build(spec, careful(style), kind))
    form = normalize((Part(path.name, parsers.read(path)),), SCHEME)
    assert form is not None
    assert published(form) == right_rows(spec)
    assert list(repairs_in(form)) == []


@settings(max_examples=25, deadline=None, derandomize=True)
@given(SEEDS)
def test_a_clean_form_is_never_repaired(seed: int) -> None:
    spec, style = random_form(seed)
    form = form_of(build(spec, careful(style), Kind.HTML))
    assert published(form) == right_rows(spec)
    assert list(repairs_in(form)) == []


@settings(max_examples=10, deadline=None, derandomize=True)
@given(SEEDS)
def test_two_people_of_nearly_one_name_stay_two(seed: int) -> None:
    spec, style = random_form(seed)
    spec = twin_names(spec, ("韩佳明", "韩佳朋"))
    form = form_of(build(spec, careful(style), Kind.HTML))
    assert published(form) == right_rows(spec)
    assert list(repairs_in(form)) == []


@settings(max_examples=30, deadline=None, derandomize=True)
@given(SEEDS, st.sampled_from(DAMAGES))
def test_what_was_repaired_needs_no_repair(seed: int, damages: tuple[object, ...]) -> None:
    spec, style = random_form(seed)
    style = replace(style, basis_merge=Merge.GROUP)
    first = form_of(damaged_transcript(spec, style, damages))  # type: ignore[arg-type]
    again = normalize((Part("again", reading_of(first, SCHEME)),), SCHEME)
    assert again is not None
    assert published(again) == published(first)
    assert list(repairs_in(again)) == []


@settings(max_examples=15, deadline=None, derandomize=True)
@given(SEEDS)
def test_the_order_of_files_does_not_matter(seed: int) -> None:
    spec, style = random_form(seed)
    letter, form = html_of(letter_blocks(spec, style)), html_of(form_blocks(spec, style))
    if spec.letter:
        one, other = form_of(letter, form), form_of(form, letter)
        assert replace(one, files=()) == replace(other, files=())  # they are called by their order
