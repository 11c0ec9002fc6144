import numpy as np
import pytest

from parsers.scan.alphabet import alphabet_of
from parsers.scan.recogniser import _signs

CHARACTERS = ("blank", "一", "ー", "(", "（", "に", "甲", "é", "😀", "𠀀", "a", "ａ")
ALPHABET = alphabet_of(CHARACTERS)


def steps(*rows: dict[str, float]) -> np.ndarray:
    """How likely each character is at each step; what is left over says that there is none."""
    found = np.zeros((len(rows), len(CHARACTERS)), np.float32)
    for row, shares in zip(found, rows, strict=True):
        for character, share in shares.items():
            row[CHARACTERS.index(character)] = share
        row[0] = 1 - row.sum()
    return found


def read(*rows: dict[str, float]) -> list[tuple[str, float, tuple[tuple[str, float], ...]]]:
    signs = _signs(steps(*rows), 1.0, ALPHABET)
    return [
        (s.character, round(s.certainty, 2), tuple((c, round(p, 2)) for c, p in s.others))
        for s in signs
    ]


def test_kana_speak_for_the_character_of_their_shape() -> None:
    assert read({"ー": 0.6, "一": 0.3}) == [("一", 0.9, ())]


@pytest.mark.parametrize("foreign", ["に", "é", "😀"])
def test_what_official_texts_have_not_got_is_not_read(foreign: str) -> None:
    assert read({foreign: 0.9}) == []
    assert read({foreign: 0.5, "甲": 0.3}) == [("甲", 0.3, ())]


def test_rare_characters_are_read() -> None:
    assert read({"𠀀": 0.9}) == [("𠀀", 0.9, ())]


def test_both_widths_of_a_mark_are_as_sure_as_they_are_together() -> None:
    assert read({"（": 0.55, "(": 0.43}) == [("（", 0.98, ())]
    assert read({"（": 0.43, "(": 0.55}) == [("(", 0.98, ())]


def test_others_are_what_else_may_stand_there() -> None:
    assert read({"甲": 0.6, "（": 0.1, "(": 0.2}) == [("甲", 0.6, (("(", 0.3),))]


def test_a_character_may_take_several_steps() -> None:
    assert read({"甲": 0.7}, {"甲": 0.9}, {}, {"甲": 0.8}) == [("甲", 0.9, ()), ("甲", 0.8, ())]
