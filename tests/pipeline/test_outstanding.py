"""Who has sent nothing, and what a batch as a whole is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from results import BATCH, FORM, form_of, result, returned

from normalizers.roster import Listing, Roster
from pipeline.between import assessed
from pipeline.model import Comparison, Outstanding
from pipeline.office import Office
from pipeline.outstanding import absent
from pipeline.overview import overview_of


def roster(*units: str) -> Roster:
    return Roster(tuple(Listing(f"人{n}", unit) for n, unit in enumerate(units)))


@pytest.mark.parametrize("name", ["洛江区民政局", "民政局", "泉州市洛江区民政局", "洛江区民政"])
def test_a_unit_has_reported_however_the_roster_writes_it(name: str) -> None:
    assert absent((result("a.docx"),), roster(name).units) == ()


def test_units_without_a_submission_are_named_once_without_their_city() -> None:
    units = roster("泉州市洛江区司法局", "洛江区民政局", "司法局", "档案馆")
    assert absent(BATCH, units.units) == ("司法局", "档案馆")


def test_a_file_that_could_not_be_read_is_its_units_where_its_name_says_so() -> None:
    unread = replace(returned("洛江区财政局（盖章）.pdf"), scheme=None)
    assert absent((unread, returned("1.pdf")), roster("财政局", "司法局").units) == ("司法局",)


def test_a_short_name_that_two_units_may_have_is_neithers() -> None:
    form = form_of("洛江区发展局")
    units = roster("发展和改革局", "发展和规划局")
    assert absent((result("a.docx", form),), units.units) == ("发展和改革局", "发展和规划局")


def test_without_lists_nothing_is_known_but_that_last_year_was_not_looked_at() -> None:
    batch = assessed(BATCH, Office())
    assert batch.outstanding == Outstanding()
    assert overview_of(batch.results, batch.outstanding).notes == (
        "一级指标是否多于上一年度：未核对（没有给上年的数据集）。",
    )
    assert overview_of(batch.results).notes == ()
    assert [line.limit for line in overview_of(batch.results).lines] == ["未核对", "未核对", ""]


def test_notes_name_so_many_and_say_what_is_wrong() -> None:
    units = tuple(f"第{n}局" for n in range(1, 13))
    outstanding = Outstanding(
        unreported=units,
        targets=9,
        unclaimed=2,
        misclaimed=1,
        former_years=(2022,),
        unmatched=("教育局.docx",),
        former_only=("档案馆",),
    )
    comparison = Comparison(40, 3, 5, 2, 1, 15, ())
    batch = (replace(BATCH[0], comparison=comparison), *BATCH[1:])
    assert overview_of(batch, outstanding).notes == (
        f"未报送 12 家：{'、'.join(units[:10])}等 12 个。",
        "上级指标清单 9 项：无人引用 2 项，只有非牵头单位引用 1 项。",
        "与上年相比：保留 40 项，内容变动 3 项，新增 2 项，减少 1 项；权重变动 5 项。",
        "上年数据集里没有 1 份提交的单位，未核对：教育局.docx。",
        "上年报送过、这次还没有报送的单位 1 家：档案馆。",
        "请核对：上年数据集是2022年度的，这次报送的是2024年度的。",
    )
    complete = replace(Outstanding((), former_years=(2023,)))
    first, *others = overview_of(batch, complete).notes
    assert first == "名册上的单位都已报送。"
    assert len(others) == 1


@pytest.mark.parametrize(
    ("before", "limit"), [(15, "符合"), (16, "符合"), (14, "超出"), (None, "未核对")]
)
def test_the_overview_says_whether_the_limit_of_last_year_holds(
    before: int | None, limit: str
) -> None:
    compared = replace(result("a", FORM), comparison=Comparison(1, 0, 0, 0, 0, before, ()))
    (line,) = overview_of((compared,)).lines
    assert (line.level1, line.level1_before, line.limit) == (15, before, limit)
