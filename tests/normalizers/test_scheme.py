import tomllib
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from normalizers.model import Field
from normalizers.scheme import (
    Scheme,
    SchemeProblem,
    as_mapping,
    load_scheme,
    packaged_schemes,
    scheme_for,
)

NAME = "luojiang-2024-series2"
SCHEME = load_scheme(NAME)


def text() -> str:
    file = resources.files("normalizers") / "schemes" / f"{NAME}.toml"
    return file.read_text(encoding="utf-8")


def written(folder: Path, content: str) -> Path:
    path = folder / "own.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_the_packaged_scheme_has_the_points_of_the_form() -> None:
    assert SCHEME.total == 100
    assert [(s.name, s.total, s.levels) for s in SCHEME.sections] == [
        ("职能工作目标", Decimal(68), 3),
        ("行政能力目标", Decimal(20), 2),
        ("精神文明建设和平安建设", Decimal(12), 0),
    ]


def test_the_fixed_items_of_a_section_come_to_its_points() -> None:
    for section in SCHEME.sections[1:]:
        assert sum(item.weight for item in section.fixed) == section.total
        for category in section.categories:
            items = [i for i in section.fixed if i.category == category.name]
            assert sum(i.weight for i in items) == category.total


def test_every_column_has_words_that_may_head_it() -> None:
    columns = {field for section in SCHEME.sections for field in section.columns}
    assert columns <= SCHEME.head_words.keys()


def test_a_section_is_found_by_name() -> None:
    section = SCHEME.section("行政能力目标")
    assert section.category("依法履职") is not None
    assert section.category("重点工作目标") is None
    with pytest.raises(KeyError):
        SCHEME.section("其他")


def test_a_scheme_may_be_a_file(tmp_path: Path) -> None:
    assert load_scheme(written(tmp_path, text())) == SCHEME
    assert load_scheme(written(tmp_path, "\ufeff" + text())) == SCHEME


def test_a_scheme_is_chosen_by_the_title_of_the_form() -> None:
    title = "2024年度洛江区第二系列绩效管理目标考评表"
    assert scheme_for(("附件", title)) == SCHEME
    assert scheme_for(()) == packaged_schemes()[0]


def test_a_scheme_becomes_plain_values() -> None:
    mapping = as_mapping(SCHEME)
    assert mapping["year"] == 2024
    assert mapping["head_words"][Field.WEIGHT] == list(SCHEME.head_words[Field.WEIGHT])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('total = "68"', 'total = "六十八"', "第54行 sections[0].total：应为数，不是“六十八”"),
        ("year = 2024", "", "第1行 year：缺这个键"),
        ('weight = "1"', "weight = true", "第78行 sections[1].fixed[0].weight：应为数，不是 true"),
        ("year = 2024", "year = 1024", "第4行 year：应为2000到2100之间的年份，不是“1024”"),
        ('prefix = "1"', 'prefix = "2"', "第63行 sections[0].categories[1].prefix：编号的开头“2”"),
        ('"权重" =', '"重量" =', "第33行 head_words.重量：没有叫“重量”的栏目"),
    ],
)
def test_a_fault_is_told_by_its_path(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path = written(tmp_path, text().replace(old, new, 1))
    with pytest.raises(SchemeProblem, match=r"own\.toml 有误") as caught:
        load_scheme(path)
    assert fault in str(caught.value)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemeProblem, match="不是合法的 TOML"):
        load_scheme(written(tmp_path, "name = "))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemeProblem, match="无法读取"):
        load_scheme(tmp_path / "missing.toml")
    path = tmp_path / "wrong.toml"
    path.write_bytes(b"name = \xff")
    with pytest.raises(SchemeProblem, match="无法读取"):
        load_scheme(path)


def test_an_unknown_name_is_told_with_those_that_are_known() -> None:
    with pytest.raises(SchemeProblem, match=f"没有名为“2025”的方案；现有：{NAME}"):
        load_scheme("2025")


def test_every_packaged_scheme_is_sound() -> None:
    assert all(isinstance(scheme, Scheme) for scheme in packaged_schemes())
    assert tomllib.loads(text())["name"] == SCHEME.name
