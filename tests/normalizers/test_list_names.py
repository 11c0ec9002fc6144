"""Superior lists, cited by names that recognition spoilt."""

from __future__ import annotations

import pytest
from doubtful import doubtful

from normalizers.list_names import names_of_lists
from normalizers.scheme import load_scheme
from normalizers.variants import settle, settled_text

LISTS = load_scheme("luojiang-2024-series2").superior_lists


@pytest.mark.parametrize(
    ("text", "at", "meant"),
    [
        ("（市对区年度勇核指标第5项）", 6, "（市对区年度考核指标第5项）"),
        ("（市对区年度 勇\n核指标第5项）", 7, "（市对区年度 考\n核指标第5项）"),
        ("（市对区年度核指标第5项）", 0, "（市对区年度考核指标第5项）"),
        ("（区政府作目标第7项，市政府工作报告贵任分解第1项）", 18, None),
    ],
)
def test_a_list_is_cited_by_its_name(text: str, at: int, meant: str | None) -> None:
    source = doubtful(text, (at, 0.4, {}))
    known = settle(source, names_of_lists(source, LISTS))
    whole = "（区政府工作目标第7项，市政府工作报告责任分解第1项）"
    assert settled_text(known) == (meant or whole)


def test_what_was_read_surely_stays_and_so_does_a_name_that_is_whole() -> None:
    for text in ("（市对区年度勇核指标第5项）", "（市对区年度绩效考核指标第5项）", "第3项"):
        source = doubtful(text, (len(text) - 1, 0.4, {}))
        assert names_of_lists(source, LISTS) == {}
