import pytest
from form_values import SCHEME

from normalizers.model import Field
from normalizers.roster import NOBODY, Listing, Roster, Staff

REFORM = "洛江区发展和改革局"
LISTINGS = (
    Listing("许秋元", REFORM, post="局长"),
    Listing("王 佳明", REFORM, "办公室", "主任"),
    Listing("赖泽楷", f"泉州市{REFORM}", "行政审批和行政执法股", short="审改办"),
    Listing("赖泽楷", REFORM, "价格管理股"),
    Listing("", REFORM, "价格认证股"),
    Listing("王佳明", "洛江区教育局", "人事股"),
)
ROSTER = Roster(LISTINGS)


def staff() -> Staff:
    found = ROSTER.staff_of(REFORM, SCHEME)
    assert found is not None
    return found


@pytest.mark.parametrize("unit", [REFORM, "泉州市洛江区发展和改革局", "发展和改革局", "发改局"])
def test_a_department_is_found_with_and_without_its_city_and_district(unit: str) -> None:
    found = ROSTER.staff_of(unit, SCHEME)
    assert found is not None
    assert found.names == {"许秋元", "王佳明", "赖泽楷"}


@pytest.mark.parametrize("unit", ["洛江区民政局", "洛江区", "", None, "局"])
def test_a_department_that_is_not_listed_or_not_clear_has_no_staff(unit: str | None) -> None:
    assert ROSTER.staff_of(unit, SCHEME) is None


def test_a_departments_people_and_offices_are_joined_from_all_its_lines() -> None:
    assert staff() == Staff(
        REFORM,
        {
            "许秋元": frozenset(),
            "王佳明": frozenset({"办公室"}),
            "赖泽楷": frozenset({"价格管理股", "行政审批和行政执法股"}),
        },
        {
            "办公室": frozenset(),
            "价格管理股": frozenset(),
            "价格认证股": frozenset(),
            "行政审批和行政执法股": frozenset({"审改办"}),
        },
    )


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("办公室", ("办公室",)),
        ("局办公室", ("办公室",)),
        ("发改局办公室", ("办公室",)),
        ("审改办", ("行政审批和行政执法股",)),
        ("审批股", ("行政审批和行政执法股",)),
        ("审批执法股", ("行政审批和行政执法股",)),
        ("价格股", ("价格管理股", "价格认证股")),
        ("体改办", ()),
        ("发改", ()),
        ("股", ()),
    ],
)
def test_an_office_is_meant_by_its_name_or_a_short_one(text: str, offices: tuple[str, ...]) -> None:
    assert staff().offices_meant(text) == offices


def test_people_are_known_by_their_offices_and_names_by_their_fields() -> None:
    assert staff().people_in(("办公室", "价格管理股")) == {"王佳明", "赖泽楷"}
    assert staff().listed == {
        *("许秋元", "王佳明", "赖泽楷", "审改办"),
        *("办公室", "价格管理股", "价格认证股", "行政审批和行政执法股"),
    }
    by_role = set(staff().names_by_role())
    assert {(Field.LEADERS, "王佳明"), (Field.OWNERS, "王佳明"), (Field.UNITS, "审改办")} < by_role
    assert (Field.UNITS, "王佳明") not in by_role


def test_somebody_of_the_same_name_elsewhere_is_found() -> None:
    assert ROSTER.units_with("王佳明") == (REFORM, "洛江区教育局")
    assert ROSTER.units_with("李伟") == ()


def test_nobody_has_no_names() -> None:
    assert (NOBODY.names, NOBODY.listed, NOBODY.offices_meant("办公室")) == (set(), set(), ())
