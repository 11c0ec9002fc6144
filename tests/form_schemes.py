"""The schemes that made-up forms are built by."""

from __future__ import annotations

import re

from normalizers.scheme import load_scheme

LUOJIANG = load_scheme("luojiang-2024-series2")
QINGLAN = load_scheme("qinglan-2023")

_LAST_PART = re.compile(r"[-.][^-.]*$")


def stem_of(number: str) -> str:
    """The part of a 序号 that its 一级指标 has: 1-5 of 1-5-2, 1.5 of 1.5.2."""
    return _LAST_PART.sub("", number)
