"""A pile does for results that are made anew what is done for results in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_values import bases, basis, names, with_row
from results import BATCH, FORM, WEIGHT_MISSING, WEIGHT_SUM, form_of, result, returned

from normalizers.model import Reference
from normalizers.roster import Listing, Roster
from pipeline import pile as pile_module
from pipeline.between import FACTS, between_submissions
from pipeline.last_year import LastYear
from pipeline.office import Office
from pipeline.pile import Pile, altered, facts, looks, mapped, with_findings
from pipeline.standing import standing_of
from pipeline.targets import Target, Targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.model import Form
    from pipeline.model import Result


class Loaded:
    """Makes results anew, and counts how often it is asked."""

    def __init__(self, results: Sequence[Result]) -> None:
        self.results = results
        self.asked: list[int] = []

    def __call__(self, places: Sequence[int]) -> list[Result]:
        self.asked += places
        return [replace(self.results[place]) for place in places]


def pile_of(results: Sequence[Result]) -> Pile:
    known = {of: [of(one) for one in results] for of in FACTS}
    return Pile(Loaded(results), known, len(results))


@pytest.fixture(autouse=True, params=[0, 100], ids=["nothing at hand", "all at hand"])
def at_hand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(pile_module, "AT_HAND", request.param)
    monkeypatch.setattr(pile_module, "AT_ONCE", 2)
    return int(request.param)


def test_a_pile_is_a_sequence_of_what_lies_in_it() -> None:
    pile = pile_of(BATCH)
    assert (len(pile), pile[0], pile[-1]) == (3, BATCH[0], BATCH[2])
    assert tuple(pile) == tuple(pile[0:3]) == BATCH
    assert list(looks(pile)) == [(one, one) for one in BATCH]
    with pytest.raises(IndexError):
        pile[3]


def test_what_is_at_hand_is_made_once(at_hand: int) -> None:
    loaded = Loaded(BATCH)
    pile = Pile(loaded, {}, 3)
    for _ in range(2):
        assert tuple(pile) == BATCH
    assert loaded.asked == ([0, 1, 2] if at_hand else [0, 1, 2, 0, 1, 2])


def test_facts_are_known_without_looking_at_a_result() -> None:
    loaded = Loaded(BATCH)
    known = {standing_of: [standing_of(one) for one in BATCH]}
    pile = Pile(loaded, known, 3)
    assert facts(pile, standing_of) == [standing_of(one) for one in BATCH]
    assert loaded.asked == []
    assert facts(pile, lambda one: one.kind) == ["docx"] * 3
    assert facts(BATCH, standing_of) == facts(pile, standing_of)


def test_layers_lie_over_what_was_read_in_their_order_and_change_no_other_pile() -> None:
    pile = pile_of(BATCH)
    other = result("教育局.docx", form_of("洛江区教育局"), (WEIGHT_SUM,))
    changed = with_findings(altered(pile, [(1, other)]), {0: [WEIGHT_SUM], 1: [WEIGHT_MISSING]})
    last = mapped(changed, lambda place, one: replace(one, version=place + 1))
    assert [one.version for one in last] == [1, 2, 3]
    assert [one.findings for one in last] == [
        (WEIGHT_SUM,),
        (WEIGHT_SUM, WEIGHT_MISSING),
        BATCH[2].findings,
    ]
    assert [before for before, _ in looks(last)] == list(BATCH)
    assert tuple(pile) == BATCH


def test_facts_of_a_result_that_is_altered_are_its_own() -> None:
    other = result("教育局.docx", form_of("洛江区司法局"))
    changed = altered(pile_of(BATCH), [(1, other)])
    assert facts(changed, standing_of)[1].unit == "洛江区司法局"
    assert facts(changed, standing_of)[0] == standing_of(BATCH[0])


def test_what_is_altered_still_has_its_merged_cells() -> None:
    merged = shared_result()
    (again,) = altered(pile_of(BATCH[:1]), [(0, merged)])
    assert again == merged
    assert again.form is not None
    first, second = again.form.indicators[:2]
    assert first.weight.source is second.weight.source


def shared_result() -> Result:
    weight = FORM.indicators[0].weight
    form = FORM
    for number in ("1-1-1", "1-1-2"):
        form = with_row(form, number, weight=weight)
    return result("民政局.docx", form)


GOALS = "区政府工作目标"
PLAN = "《洛江区优化营商环境专项行动方案》"


def citing(form: Form, number: str, item: int) -> Form:
    cited = (Reference(GOALS, (item,), ""),)
    return with_row(form, "1-1-1", bases=bases(basis(PLAN, number)), level2_references=cited)


def a_batch() -> tuple[Result, ...]:
    """Results that every stage between submissions has something to say of."""
    civil, schools = FORM, form_of("洛江区教育局")
    other_leader = with_row(schools, "1-1-1", owners=names("韩一山"), leaders=names("郑一山"))
    return (
        result("民政局.docx", citing(civil, "泉洛委〔2024〕15号", 3)),
        result("民政局（扫描）.docx", with_row(civil, "1-1-2", owners=names("韩一山"))),
        result("教育局.docx", citing(schools, "泉洛委办〔2024〕15号", 50)),
        result("教育局（改）.docx", other_leader),
        replace(result("重复.docx", schools), fingerprint="教育局.docx的指纹"),
        returned("财政局.pdf"),
    )


def test_the_stages_find_in_a_pile_what_they_find_in_memory() -> None:
    batch = a_batch()
    targets = Targets(tuple(Target(GOALS, "", n, f"事项{n}", ("教育局",)) for n in range(1, 9)))
    roster = Roster(tuple(Listing(f"人{n}", unit) for n, unit in enumerate(("司法局", "民政局"))))
    office = Office(roster, targets, LastYear(()))
    told = between_submissions(batch, office)
    piled = between_submissions(pile_of(batch), office)
    assert tuple(piled.results) == tuple(told.results)
    assert (piled.outstanding, piled.ownership) == (told.outstanding, told.ownership)
    codes = {f.code for one in told.results for f in one.findings}
    assert {"file.duplicate", "basis.conflict", "people.ambiguous", "reference.unclaimed"} <= codes
    assert "reference.uncovered" in codes
