"""A scheme from its file: read, typed, checked; refused with all that is wrong at once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import cattrs

from .lines import lines_of
from .model import Scheme
from .problem import SchemeProblem, problem_of
from .rules import faults_in
from .structure import structured
from .syntax import told

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from importlib.resources.abc import Traversable


def load_scheme(name_or_file: str | Path, codes: Collection[str] = ()) -> Scheme:
    """The scheme of this packaged name, or in this TOML file.

    `codes` are the findings that its `wording` may be about; without them that is not checked.

    Raises:
        SchemeProblem: no such scheme, not TOML, or not a scheme; names file, line and key of each
            fault.
    """
    path = Path(name_or_file)
    if path.suffix == ".toml" or path.is_file():
        return scheme_in(_text_of(path), path.name, codes)
    packaged = packaged_folder() / f"{name_or_file}.toml"
    if not packaged.is_file():
        known = "、".join(sorted(f.name.removesuffix(".toml") for f in packaged_files()))
        raise SchemeProblem(f"没有名为“{name_or_file}”的方案；现有：{known}")
    return scheme_in(packaged.read_text(encoding="utf-8"), str(name_or_file), codes)


def scheme_in(text: str, name: str, codes: Collection[str] = ()) -> Scheme:
    """The scheme that a TOML text holds; `name` is what a refusal calls its file.

    Raises:
        SchemeProblem: as `load_scheme`.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SchemeProblem(f"方案文件 {name} 不是合法的 TOML：{told(str(error))}。") from error
    found = structured(values)
    faults = tuple(faults_in(found, codes)) if isinstance(found, Scheme) else found
    if faults or not isinstance(found, Scheme):
        raise problem_of(name, faults, lines_of(text))
    return found


def packaged_folder() -> Traversable:
    """The folder of the schemes that come with the program."""
    return resources.files("normalizers") / "schemes"


def packaged_files() -> tuple[Traversable, ...]:
    """The files of the schemes that come with the program."""
    return tuple(f for f in packaged_folder().iterdir() if f.name.endswith(".toml"))


def as_mapping(scheme: Scheme) -> Mapping[str, object]:
    """The scheme as the plain structure that a TOML file holds."""
    mapping: Mapping[str, object] = _converter().unstructure(scheme)
    return mapping


@cache
def _converter() -> cattrs.Converter:
    return cattrs.Converter()


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemeProblem(f"方案文件 {path} 无法读取：{error}") from error
