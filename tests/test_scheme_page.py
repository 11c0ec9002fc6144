"""The page on writing schemes is complete, and its examples are right."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from importlib import resources
from pathlib import Path

import pytest

from normalizers.scheme import (
    WORDING_FIELDS,
    Category,
    FixedItem,
    Scheme,
    SectionScheme,
    SuperiorList,
    Thresholds,
    Wording,
    scheme_in,
)

PAGE = (Path(__file__).parent.parent / "docs" / "scheme.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
PARTS = (Scheme, SectionScheme, Category, FixedItem, SuperiorList, Thresholds, Wording)


@pytest.mark.parametrize("part", PARTS, ids=lambda p: str(p.__name__))
def test_every_key_is_explained(part: type) -> None:
    missing = [f.name for f in fields(part) if not re.search(rf"\b{f.name}\b", PAGE)]
    assert missing == []


def test_every_field_of_a_template_is_listed() -> None:
    assert [f for f in WORDING_FIELDS if f"`{{{f}}}`" not in PAGE] == []


def test_the_section_of_the_example_is_sound() -> None:
    file = resources.files("normalizers") / "schemes" / "luojiang-2024-series2.toml"
    head = file.read_text(encoding="utf-8").partition("[[sections]]")[0]
    example = next(e for e in EXAMPLES if e.startswith("[[sections]]"))
    (section,) = scheme_in(head + example, "x.toml").sections
    assert (section.name, section.total, len(section.fixed)) == ("行政能力目标", 20, 2)


def test_every_example_is_toml() -> None:
    assert [bool(tomllib.loads(e)) for e in EXAMPLES] == [True] * 4
