from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from normalizers.scheme import lines_of
from normalizers.scheme.loading import packaged_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from normalizers.scheme import KeyPath

TEXT = '''# a comment with = and [brackets]
name = "一" # behind a value
"权重" = ["分值", # in a list
    '权重',
]
title.long = """two
lines = 2"""

[table]
a.b = { x = 1, "y.z" = [1.5, { w = true }] }

[[rows]]
n = 2024-01-01
[[rows]]
n = "a \\" [x] = y"
[rows.inner]
k = -1
[[rows.deep]]
k = 1
[[rows.deep]]
"\\u6743" = ""
[table.under]
'''

LINES: dict[KeyPath, int] = {
    ("name",): 2,
    ("权重",): 3,
    ("权重", 0): 3,
    ("权重", 1): 4,
    ("title",): 6,
    ("title", "long"): 6,
    ("table",): 9,
    ("table", "a"): 10,
    ("table", "a", "b"): 10,
    ("table", "a", "b", "x"): 10,
    ("table", "a", "b", "y.z"): 10,
    ("table", "a", "b", "y.z", 0): 10,
    ("table", "a", "b", "y.z", 1): 10,
    ("table", "a", "b", "y.z", 1, "w"): 10,
    ("rows",): 12,
    ("rows", 0): 12,
    ("rows", 0, "n"): 13,
    ("rows", 1): 14,
    ("rows", 1, "n"): 15,
    ("rows", 1, "inner"): 16,
    ("rows", 1, "inner", "k"): 17,
    ("rows", 1, "deep"): 18,
    ("rows", 1, "deep", 0): 18,
    ("rows", 1, "deep", 0, "k"): 19,
    ("rows", 1, "deep", 1): 20,
    ("rows", 1, "deep", 1, "权"): 21,
    ("table", "under"): 22,
}


def paths_in(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    pairs = value.items() if isinstance(value, dict) else ()
    pairs = enumerate(value) if isinstance(value, list) else pairs
    for key, inner in pairs:
        yield (*path, key)
        yield from paths_in(inner, (*path, key))


def test_every_key_and_element_stands_on_its_line() -> None:
    assert lines_of(TEXT) == LINES
    assert set(paths_in(tomllib.loads(TEXT))) == set(LINES)


@pytest.mark.parametrize("file", packaged_files(), ids=lambda f: str(f.name))
def test_every_key_of_a_packaged_scheme_has_a_line_that_names_it(file: Traversable) -> None:
    text = file.read_text(encoding="utf-8")
    lines, found = text.splitlines(), lines_of(text)
    assert set(paths_in(tomllib.loads(text))) == set(found)
    assert all(
        str(path[-1]) in lines[n - 1] for path, n in found.items() if isinstance(path[-1], str)
    )


def test_a_text_without_keys_has_no_lines() -> None:
    assert lines_of("") == {}
    assert lines_of("# nothing\n") == {}
