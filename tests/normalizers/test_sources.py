from doubtful import doubtful

from normalizers.sources import joined, part_of, with_text
from parsers.model import Box, Doubt, Place, Source


def test_one_source_is_itself() -> None:
    source = Source("甲")
    assert joined([source]) is source


def test_joined_texts_keep_their_doubts_in_their_places() -> None:
    one = doubtful("甲乙", (1, 0.5, {"己": 0.4}), place=Place(1, Box(0, 0, 9, 9)))
    two = doubtful("丙", (0, 0.7, {}), place=Place(1, Box(0, 9, 9, 20)))
    other = Source("丁", Place(2, Box(0, 0, 99, 99)), 0.9, ("戊",))
    assert joined([one, Source(" "), two, other]) == Source(
        "甲乙\n丙\n丁",
        Place(1, Box(0, 0, 9, 20)),
        0.5,
        ("戊",),
        (Doubt(1, 0.5, (("己", 0.4),)), Doubt(3, 0.7)),
    )


def test_texts_without_boxes_join_without_one() -> None:
    assert joined([Source("甲"), Source("乙")]) == Source("甲\n乙")


def test_a_part_has_the_doubts_of_its_own_characters() -> None:
    source = doubtful("甲乙丙", (0, 0.5, {}), (2, 0.7, {"内": 0.2}))
    assert part_of(source, 1, 3) == doubtful("乙丙", (1, 0.7, {"内": 0.2}))
    assert part_of(source, 1, 2).confidence == 1
    assert part_of(Source("甲乙", confidence=0.4), 0, 1) == Source("甲", confidence=0.4)


def test_another_text_is_doubted_as_it_was_where_it_stood() -> None:
    source = doubtful("甲乙丙", (2, 0.7, {}))
    assert with_text(source, "乙丙") == doubtful("乙丙", (1, 0.7, {}))
    changed = with_text(source, "丁")
    assert (changed.text, changed.doubts, changed.confidence) == ("丁", (), 0.7)
