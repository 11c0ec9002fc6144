from form_values import SCHEME, clean_form, value, with_row

from normalizers.model import Form, Reference
from pipeline.checks import check

CITY, DISTRICT = "市对区年度考核指标", "区政府工作目标"


def told(form: Form) -> list[tuple[str, str]]:
    return [(f.code, f.number) for f in check(form, SCHEME)]


def cited(source_list: str, *items: int) -> tuple[Reference, ...]:
    return (Reference(source_list, items, ""),)


def citing(form: Form, group: str, references: tuple[Reference, ...]) -> Form:
    for n in (1, 2, 3):
        form = with_row(form, f"{group}-{n}", level1_references=references)
    return form


def claiming(form: Form, number: str, references: tuple[Reference, ...]) -> Form:
    return with_row(form, number, level2_references=references)


def test_items_that_are_all_claimed_pass() -> None:
    form = citing(clean_form(), "1-5", cited(CITY, 11, 23))
    form = claiming(claiming(form, "1-5-1", cited(CITY, 11)), "1-5-2", cited(CITY, 23))
    assert told(form) == []


def test_an_item_that_no_level2_claims_is_told_on_the_first_row() -> None:
    form = citing(clean_form(), "1-5", cited(CITY, 11, 23))
    (found,) = check(claiming(form, "1-5-2", cited(CITY, 11)), SCHEME)
    assert (found.code, found.number) == ("reference.unclaimed", "1-5-1")
    assert found.message == (
        "一级指标1-5列出市对区年度考核指标第23项，没有二级指标承接，可能漏了一行。"
    )


def test_an_emptied_row_is_named_as_the_one_that_may_claim_it() -> None:
    form = citing(clean_form(), "1-5", cited(CITY, 11, 23))
    form = with_row(claiming(form, "1-5-2", cited(CITY, 11)), "1-5-3", level2=value(None, ""))
    message = next(f.message for f in check(form, SCHEME) if f.code == "reference.unclaimed")
    assert message.endswith("没有二级指标承接；第1-5-3项内容空白，可能就是承接它的。")


def test_a_list_that_nobody_claims_from_is_not_asked_about() -> None:
    form = citing(clean_form(), "1-5", (*cited(CITY, 11), *cited(DISTRICT, 1, 8)))
    assert told(claiming(form, "1-5-2", cited(CITY, 11))) == []


def test_a_group_without_claims_is_told_where_the_form_claims_as_a_habit() -> None:
    form = clean_form()
    for group, item in (("1-2", 1), ("1-3", 2), ("1-4", 3)):
        form = citing(form, group, cited(CITY, item))
    form = claiming(claiming(form, "1-2-1", cited(CITY, 1)), "1-3-1", cited(CITY, 2))
    assert told(form) == [("reference.unclaimed", "1-4-1")]


def test_an_item_that_the_level1_does_not_cite_is_told() -> None:
    form = citing(clean_form(), "1-5", cited(CITY, 11))
    form = claiming(claiming(form, "1-5-1", cited(CITY, 11)), "1-5-2", cited(CITY, 12, 13))
    (found,) = check(form, SCHEME)
    assert (found.code, found.number) == ("reference.uncovered", "1-5-2")
    assert found.message == (
        "第1-5-2项的二级指标属市对区年度考核指标第12、13项，而一级指标没有列出。"
    )


def test_a_blank_level1_cannot_be_asked() -> None:
    form = claiming(clean_form(), "1-5-2", cited(CITY, 12))
    for n in (1, 2, 3):
        form = with_row(form, f"1-5-{n}", level1=value(None, ""))
    assert {code for code, _ in told(form)} == {"field.missing"}


def test_a_list_without_items_asks_for_nothing() -> None:
    form = citing(clean_form(), "1-5", cited("洛江区项目创优年活动方案"))
    assert told(claiming(form, "1-5-1", cited("聚侨引侨专项行动方案"))) == []
