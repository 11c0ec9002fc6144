import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.glyphs import HELD, SHARED, TABLED, likeness, same_sound

CHARACTER = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize(
    "pair",
    [
        "元无",
        "佳住",
        "陈阵",
        "尕孕",
        "玲铃",
        "建健",
        "莆黄",
        "棚栅",
        "绰掉",
        "未末",
        "思恩",
        "明朋",
    ],
)
def test_what_recognition_confuses_is_alike(pair: str) -> None:
    assert likeness(*pair) >= 0.8


@pytest.mark.parametrize("pair", ["姣妹", "妩姚", "谯焦", "安妄"])
def test_what_shares_a_part_is_somewhat_alike(pair: str) -> None:
    assert SHARED <= likeness(*pair) < 0.8


@pytest.mark.parametrize("pair", ["国伟", "体审", "访用", "静迪"])
def test_what_shares_nothing_is_not_alike(pair: str) -> None:
    assert likeness(*pair) == 0


@pytest.mark.parametrize(("pair", "value"), [("车军", TABLED), ("谯焦", HELD), ("嫣鰘", 0.0)])
def test_each_evidence_has_its_weight(pair: str, value: float) -> None:
    assert likeness(*pair) == value


@pytest.mark.parametrize(
    ("pair", "same"), [("伟玮", True), ("佳家", True), ("行航", True), ("佳住", False)]
)
def test_characters_may_sound_alike(pair: str, *, same: bool) -> None:
    assert same_sound(*pair) is same


@given(CHARACTER, CHARACTER)
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1
    assert 0 <= likeness(one, other) <= 1
