"""Surnames that recognition does not know."""

from __future__ import annotations

import pytest

from normalizers.model import Field, Repair, Value
from normalizers.unlisted import OPEN, RULE, with_doubted_surnames
from parsers.model import Source


def names(*read: str, told: tuple[Repair, ...] = ()) -> Value[tuple[str, ...]]:
    return Value(read, Source("、".join(read)), (), told)


def test_a_surname_that_nobody_has_may_be_the_one_that_it_looks_like() -> None:
    (made,) = with_doubted_surnames(names("王佳明", "逢瑶"), Field.OWNERS, ()).suggestions
    assert (made.field, made.before, made.after) == (Field.OWNERS, "逢瑶", "逄瑶")
    assert (made.rule, made.confidence) == (RULE, OPEN)
    assert made.evidence == "“逢”不在常用姓氏之列，识别时容易与“逄”相混"


@pytest.mark.parametrize("name", ["连瑶", "欧阳明", "校园安全股", "〇瑶"])
def test_other_names_are_no_doubt(name: str) -> None:
    value = names(name)
    assert with_doubted_surnames(value, Field.OWNERS, ()) is value


def test_a_name_on_the_roster_or_told_already_is_not_told() -> None:
    assert with_doubted_surnames(names("逢瑶"), Field.OWNERS, {"逢瑶"}) == names("逢瑶")
    before = names("逢瑶", told=(Repair(Field.OWNERS, "逢瑶", "逢遥", "r", 0.5, ""),))
    assert with_doubted_surnames(before, Field.OWNERS, ()) is before
