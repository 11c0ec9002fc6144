"""A form made in 洛江区, as a department of another district would have made it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from form_model import FormSpec

    from normalizers.scheme import Scheme

T = TypeVar("T")
CODE = "澄青"  # how document numbers begin there
NOTE = (
    "填表须知：（一）“核心任务”和“日常任务”两项，每个部门的工作任务不少于10个、不超过30个。"
    "（二）“机关建设”的内容和分值不得改动。"
)


def moved_to(spec: FormSpec, scheme: Scheme) -> FormSpec:
    """The form with places, years, document numbers and cited lists of this scheme's district."""
    here = {
        "洛江区": scheme.district,
        "泉洛": CODE,
        "2025": str(scheme.year + 1),
        "2024": str(scheme.year),
        "2023": str(scheme.year - 1),
        "市对区年度考核指标": scheme.superior_lists[0].name,
        "三定方案": scheme.plain_bases[0],
    }
    moved = _moved(spec, here)
    day = spec.letter_date and spec.letter_date.replace(year=scheme.year + 1)
    return replace(moved, year=scheme.year, title=scheme.title, letter_date=day, note=NOTE)


def _moved(value: T, here: dict[str, str]) -> T:
    """Texts with their names exchanged, wherever they stand; no name is exchanged twice."""
    if isinstance(value, str):
        names = "|".join(map(re.escape, here))
        return re.sub(names, lambda m: here[m.group()], value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_moved(v, here) for v in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type) and hasattr(value, "__slots__"):
        own = {f.name: getattr(value, f.name) for f in fields(value) if f.name != "scheme"}
        return replace(value, **{k: _moved(v, here) for k, v in own.items()})
    return value
