from __future__ import annotations

import pytest

from normalizers.model import Field
from normalizers.scheme import load_scheme
from normalizers.traits import fits, is_person, lexicon_of

LEXICON = lexicon_of(load_scheme("luojiang-2024-series2"))


@pytest.mark.parametrize("text", ["王佳明", "李　伟", "许少坚 许秋元", "张志科", "王科"])
def test_names_of_people_are_told_by_their_length_and_ending(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize("text", ["", "办公室", "社会救助科", "综合科", "行政审批和行政执法股"])
def test_units_are_no_people(text: str) -> None:
    assert not is_person(text)


def test_a_word_that_may_be_either_is_the_unit_first() -> None:
    fit = fits("方志科", LEXICON)
    assert fit[Field.UNITS] > fit[Field.OWNERS] > 0


def test_a_month_with_a_misread_end_is_a_deadline_sooner_than_a_task() -> None:
    misread = fits("2024年12月\n感前", LEXICON)
    assert misread[Field.DEADLINE] > 0 > misread[Field.LEVEL2]
    task = fits("2024年12月底前完成示范点创建", LEXICON)
    assert task[Field.LEVEL2] > task[Field.DEADLINE]
