import pytest
from form_values import SCHEME
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.listed_people import repaired_by_roster
from normalizers.model import Field, Repair, Value
from normalizers.people import repaired_people
from normalizers.roster import NOBODY, Listing, Roster, Staff
from normalizers.standing import Duties
from parsers.model import Source

L, U, O = Field.LEADERS, Field.UNITS, Field.OWNERS  # noqa: E741 - leaders, units, owners
UNIT = "洛江区发展和改革局"
APPROVAL = "行政审批和行政执法股"
LISTED = {
    "许秋元": "",
    "许少坚": "",
    "王佳明": "办公室",
    "王佳朋": APPROVAL,
    "赖泽楷": APPROVAL,
    "李伟": "价格管理股",
    "林静兰": "价格认证股",
}


def staff_of(*listings: Listing) -> Staff:
    found = Roster(listings).staff_of(UNIT, SCHEME)
    assert found is not None
    return found


STAFF = staff_of(*(Listing(name, UNIT, office) for name, office in LISTED.items()))


def row(leaders: str, units: str, owners: str) -> Duties:
    texts = zip((L, U, O), (leaders, units, owners), strict=True)
    return {role: Value(tuple(text.split()) or None, Source(text)) for role, text in texts}


def told(found: tuple[Duties, ...]) -> list[tuple[str, str, float]]:
    repairs = (r for duties in found for v in duties.values() for r in v.repairs)
    return [(r.before, r.after, r.confidence) for r in repairs]


def asked(found: tuple[Duties, ...]) -> list[tuple[str, str]]:
    suggestions = (s for duties in found for v in duties.values() for s in v.suggestions)
    return [(s.before, s.after) for s in suggestions]


OFFICE = ("许秋元", "办公室", "王佳明")


@pytest.mark.parametrize(
    ("printed", "repair"),
    [
        # The only look-alike of the 股室, or a leader's.
        (("许秋元", "办公室", "王住明"), ("王住明", "王佳明", 0.95)),
        (("许秋无", "办公室", "王佳明"), ("许秋无", "许秋元", 0.95)),
        # One that sounds alike, in the 股室.
        (("许秋元", "办公室", "王家明"), ("王家明", "王佳明", 0.85)),
        # The only one of the department.
        (("许秋元", "办公室", "赖择楷"), ("赖择楷", "赖泽楷", 0.9)),
        (("许秋元", "审批股", "赖择楷"), ("赖择楷", "赖泽楷", 0.95)),
        # Two characters.
        (("许秋元", "价格管理股", "季伟"), ("季伟", "李伟", 0.85)),
        # Units.
        (("许秋元", "办公宝", "王佳明"), ("办公宝", "办公室", 0.9)),
        (("许秋元", "体和行政审核审批", "赖泽楷"), ("体和行政审核审批", APPROVAL, 0.9)),
    ],
)
def test_a_name_that_can_only_mean_one_on_the_roster_is_repaired(
    printed: tuple[str, str, str], repair: tuple[str, str, float]
) -> None:
    found = repaired_by_roster([row(*OFFICE), row(*printed)], STAFF)
    assert (told(found), asked(found)) == ([repair], [])


def test_a_repair_names_the_roster() -> None:
    (found,) = repaired_by_roster([row("许秋元", "办公室", "王住明")], STAFF)
    evidence = "“王住明”不在名册上，名册上该股室只有“王佳明”与它相近（只差一个形近字）"
    repair = Repair(O, "王住明", "王佳明", "name.roster", 0.95, evidence)
    assert found[O] == Value(("王佳明",), Source("王住明"), (repair,))


@pytest.mark.parametrize(
    ("printed", "question"),
    [
        # One of the 股室 is a little like it, one of another 股室 much.
        (("许秋元", "办公室", "王佳棚"), ("王佳棚", "王佳明、王佳朋")),
        # Sounds alike, but works elsewhere or has but two characters.
        (("许秋元", APPROVAL, "林竞兰"), ("林竞兰", "林静兰")),
        (("许秋元", "价格股", "李伟"), ("价格股", "价格管理股、价格认证股")),
    ],
)
def test_what_two_could_be_or_little_speaks_for_is_left_open(
    printed: tuple[str, str, str], question: tuple[str, str]
) -> None:
    found = repaired_by_roster([row(*OFFICE), row(*printed)], STAFF)
    assert (told(found), asked(found)) == ([], [question])


@pytest.mark.parametrize(
    "printed",
    [
        ("许秋元", "办公室", "王佳朋"),
        ("许少坚", "体改办", "赖泽楷"),
        ("许秋元", "审批执法股", "赖泽楷"),
        ("许秋元", "局办公室", "陈军"),
        ("许秋元", "办公室", "各股室负责人"),
    ],
)
def test_what_is_listed_or_like_nothing_listed_stays(printed: tuple[str, str, str]) -> None:
    before = (row(*OFFICE), row(*printed))
    assert repaired_by_roster(before, STAFF) == before


def test_a_name_with_support_beside_the_listed_one_may_be_somebodys_who_is_not_listed() -> None:
    both = [row(*OFFICE) for _ in range(5)] + [row("许秋元", "办公室", "王住明") for _ in range(3)]
    found = repaired_by_roster(both, STAFF)
    assert (told(found), asked(found)) == ([], [("王住明", "王佳明")] * 3)
    alone = [row("许秋元", "办公室", "王住明") for _ in range(3)]
    assert told(repaired_by_roster(alone, STAFF)) == [("王住明", "王佳明", 0.95)] * 3


def test_a_unit_beside_somebody_of_another_office_is_left_open() -> None:
    found = repaired_by_roster([row("许秋元", "办公宝", "赖泽楷")], STAFF)
    assert (told(found), asked(found)) == ([], [("办公宝", "办公室")])


def test_a_unit_that_two_offices_could_be_is_left_open() -> None:
    staff = staff_of(Listing("", UNIT, "土地股"), Listing("", UNIT, "士地股"))
    found = repaired_by_roster([row("许秋元", "工地股", "李伟")], staff)
    assert (told(found), asked(found)) == ([], [("工地股", "土地股、士地股")])


def test_without_a_roster_nothing_changes() -> None:
    before = (row("许秋无", "办公宝", "王住明"),)
    assert repaired_by_roster(before, NOBODY) == before


def test_a_listed_name_is_never_repaired_by_the_form() -> None:
    rows = [row(*OFFICE) for _ in range(6)] + [row("许秋元", "办公室", "王住明")]
    assert repaired_people(rows)[-1][O].value == ("王佳明",)
    assert repaired_people(rows, frozenset({"王住明"}))[-1] == rows[-1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(LISTED)), min_size=1, max_size=12))
def test_a_form_of_listed_names_is_never_changed(names: list[str]) -> None:
    rows = tuple(row("许秋元", LISTED[name] or "办公室", name) for name in names)
    assert repaired_by_roster(rows, STAFF) == rows


@settings(max_examples=60, deadline=None)
@given(st.permutations(["王住明", "王佳明", "赖择楷", "王佳棚", "李炜", "许秋无"]))
def test_repairing_twice_changes_nothing_and_the_order_of_rows_does_not_matter(
    names: list[str],
) -> None:
    rows = {name: row("许秋元", "办公室", name) for name in names}
    found = dict(zip(names, repaired_by_roster(tuple(rows.values()), STAFF), strict=True))
    again = repaired_by_roster(tuple(found.values()), STAFF)
    assert [d[O].value for d in again] == [d[O].value for d in found.values()]
    in_order = repaired_by_roster(tuple(rows[name] for name in sorted(names)), STAFF)
    assert [found[name] for name in sorted(names)] == list(in_order)
