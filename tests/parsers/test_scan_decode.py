"""What the recogniser says at each step -> signs: with likelihoods made by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from parsers.scan.alphabet import Alphabet, alphabet_of
from parsers.scan.decode import Sign, Signs, signs_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

CHARACTERS = (
    "",
    "市",
    "土",
    "士",
    "1",
    "-",
    ".",
    "．",
    "（",
    "(",
    "ー",
    "一",
    "カ",
    "力",
    "あ",
    "é",
)
ALPHABET = alphabet_of(CHARACTERS)
Likely = dict[str, float]


def steps(*said: Mapping[str, float]) -> NDArray[np.float32]:
    """One row a step; what is not given is said to be nothing."""
    rows = np.zeros((len(said), len(CHARACTERS)), np.float32)
    for row, likely in zip(rows, said, strict=True):
        for character, share in likely.items():
            row[CHARACTERS.index(character)] = share
        row[0] = 1 - row[1:].sum()
    return rows


def heard(*said: Mapping[str, float], stretch: float = 1.0) -> Signs:
    return signs_in(steps(*said), stretch, ALPHABET)


def texts(signs: Signs) -> list[str]:
    return [sign.character for sign in signs]


NOTHING: Likely = {}


def test_a_line_of_nothing_has_no_signs() -> None:
    assert heard(NOTHING, NOTHING) == ()


def test_a_character_said_for_several_steps_is_one() -> None:
    (sign,) = heard(NOTHING, {"市": 0.6}, {"市": 1.0}, NOTHING)
    assert sign == Sign("市", 1.0, 0.25, 0.75)


def test_a_character_said_again_after_nothing_is_two() -> None:
    assert texts(heard({"1": 1.0}, NOTHING, {"1": 1.0})) == ["1", "1"]


def test_places_are_shares_of_the_line_not_of_the_paper_filled_up_beside_it() -> None:
    (sign,) = heard(NOTHING, {"市": 1.0}, NOTHING, NOTHING, stretch=2.0)
    assert (sign.start, sign.end) == (0.5, 1.0)


def test_what_else_a_character_may_be_is_told_likeliest_first() -> None:
    (sign,) = heard({"土": 0.6, "士": 0.3, "市": 0.06, "1": 0.01})
    assert sign.character == "土"
    assert sign.certainty == pytest.approx(0.6)
    assert [c for c, _ in sign.others] == ["士", "市"]
    assert [p for _, p in sign.others] == pytest.approx([0.3, 0.06])


def test_a_character_that_is_certain_has_no_others() -> None:
    (sign,) = heard({"土": 0.99, "士": 0.01})
    assert sign.others == ()


def test_a_weak_mark_is_heard_where_it_outweighs_nothing() -> None:
    """Most of the likelihood goes to two widths of one mark: together they are more."""
    (sign,) = heard({".": 0.3, "．": 0.25})
    assert (sign.character, sign.others) == (".", ())
    assert sign.certainty == pytest.approx(0.55)
    (other,) = heard({"（": 0.35, "(": 0.2})
    assert other.character == "（"


def test_a_place_where_something_may_stand_is_an_empty_sign_with_its_others() -> None:
    first, empty, last = heard({"1": 1.0}, NOTHING, {"-": 0.3}, NOTHING, {"1": 1.0})
    assert (first.character, last.character) == ("1", "1")
    assert (empty.character, [c for c, _ in empty.others]) == ("", ["-"])
    assert empty.certainty == pytest.approx(0.7)
    assert (empty.start, empty.end) == pytest.approx((0.4, 0.6))


def test_the_echo_of_a_character_is_no_second_one() -> None:
    assert texts(heard({"市": 1.0}, {"土": 0.3}, NOTHING)) == ["市"]
    assert texts(heard(NOTHING, {"土": 0.3}, {"市": 1.0})) == ["市"]


def test_what_hardly_outweighs_nothing_is_no_place() -> None:
    share = 0.11 / 5
    assert heard(dict.fromkeys(("市", "土", "士", "1", "-"), share)) == ()


def test_two_characters_in_the_place_of_one_are_one_and_doubted() -> None:
    (sign,) = heard({"土": 0.9}, {"士": 0.95})
    assert sign.character == "士"
    assert sign.certainty < 0.5
    assert [c for c, _ in sign.others] == ["土"]
    assert (sign.start, sign.end) == (0, 1)


def test_characters_as_far_apart_as_they_stand_are_two() -> None:
    far = [NOTHING] * 3
    assert texts(heard({"土": 0.9}, *far, {"士": 0.95})) == ["土", "士"]
    assert texts(heard({"1": 0.9}, {"-": 0.95})) == ["1", "-"]


def test_kana_speak_for_the_characters_of_their_shape() -> None:
    (dash,) = heard({"ー": 0.6, "一": 0.3})
    assert (dash.character, dash.others) == ("一", ())
    assert dash.certainty == pytest.approx(0.9)
    (strength,) = heard({"カ": 0.9})
    assert strength.character == "力"


def test_letters_that_cannot_stand_there_are_never_read() -> None:
    (sign,) = heard({"あ": 0.5, "市": 0.3, "é": 0.1})
    assert (sign.character, [c for c, _ in sign.others]) == ("市", [])


def test_certainties_are_never_above_one() -> None:
    (sign,) = heard({"（": 0.7, "(": 0.3})
    assert sign.certainty <= 1


@pytest.mark.parametrize("seed", range(20))
def test_signs_of_any_steps_follow_one_another(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.dirichlet(np.full(len(CHARACTERS), 0.08), 40).astype(np.float32)
    signs = signs_in(rows, 1.0, ALPHABET)
    assert all(s.end <= t.start for s, t in pairwise(signs))
    assert all(0 <= s.start < s.end <= 1 and 0 <= s.certainty <= 1 for s in signs)
    assert all(s.character or s.others for s in signs)
    shares = [[p for _, p in s.others] for s in signs]
    assert all(p == sorted(p, reverse=True) for p in shares)
    assert not {"あ", "é", "ー", "カ"} & {c for s in signs for c in (s.character, *dict(s.others))}


def names(numbers: NDArray[np.intp], alphabet: Alphabet = ALPHABET) -> list[str]:
    return [alphabet.characters[n] for n in numbers]


def test_an_alphabet_knows_what_is_foreign_alike_and_wide() -> None:
    assert names(ALPHABET.silent) == ["ー", "カ", "あ", "é"]
    assert dict(zip(names(ALPHABET.givers), names(ALPHABET.takers), strict=True)) == {
        "ー": "一",
        "カ": "力",
    }
    assert dict(zip(names(ALPHABET.wide), names(ALPHABET.narrow), strict=True)) == {
        "．": ".",
        "（": "(",
    }


@pytest.mark.parametrize(
    ("character", "silent"),
    [
        *(("한", True), ("Ж", True), ("ｶ", True), ("ö", True), ("😀", True), ("س", True)),
        *(("\U00020bb7", False), ("A", False), ("①", False), ("〔", False), ("℃", False)),
        *(("々", False), ("·", False), (" ", False)),
    ],
)
def test_only_what_can_stand_in_official_text_is_read(
    character: str,
    silent: bool,  # noqa: FBT001 - expected
) -> None:
    alphabet = alphabet_of(("", character))
    assert names(alphabet.silent, alphabet) == [character] * silent


def test_an_alphabet_without_pairs_changes_nothing() -> None:
    plain = alphabet_of(("", "市", "1"))
    rows = np.array([[0.2, 0.7, 0.1]], np.float32)
    assert np.array_equal(plain.together(plain.spoken(rows)), rows)
    assert plain.written(rows[0], 1) == "市"


def test_listening_leaves_what_was_said_as_it_is() -> None:
    rows = steps({"カ": 0.5, "．": 0.3})
    before = rows.copy()
    ALPHABET.together(ALPHABET.spoken(rows))
    assert np.array_equal(rows, before)
