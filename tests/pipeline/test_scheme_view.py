"""What `kaoping scheme show` prints is the whole of a scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from form_schemes import LUOJIANG, QINGLAN

from pipeline.scheme_view import print_scheme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.scheme import Scheme


def texts_in(scheme: Scheme) -> Iterator[str]:
    """Every text and number that a scheme holds and a reader may look for."""
    yield from (scheme.name, scheme.title, str(scheme.year), scheme.series, scheme.city)
    for words in (
        *(scheme.titles, scheme.total_words, scheme.note_words, scheme.residue_words),
        *(scheme.group_head_words, scheme.stray_words, scheme.plain_bases, scheme.measure_words),
        *(scheme.open_deadlines, scheme.unit_words, *scheme.head_words.values()),
    ):
        yield from words
    for listed in scheme.superior_lists:
        yield from (listed.name, *listed.aliases)
    for section in scheme.sections:
        yield from (section.name, str(section.total), *section.columns, *section.required)
        yield from (c.name for c in section.categories)
        for item in section.fixed:
            yield from (item.number, item.text, str(item.weight))
    for code, wording in scheme.wording.items():
        yield from (code, wording.message, wording.advice)


@pytest.mark.parametrize("scheme", [LUOJIANG, QINGLAN], ids=lambda s: str(s.name))
def test_a_scheme_is_shown_whole(scheme: Scheme, capsys: pytest.CaptureFixture[str]) -> None:
    print_scheme(scheme)
    shown = "".join(capsys.readouterr().out.split()).replace("│", "")
    missing = [t for t in texts_in(scheme) if "".join(t.split()) not in shown and len(t) <= WIDTH]
    assert missing == []


WIDTH = 40
"""Characters of a text that surely fits into a cell on one line."""


def test_limits_and_numbers_are_shown_as_a_reader_says_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_scheme(QINGLAN)
    shown = capsys.readouterr().out
    said = ("不少于10", "不多于30", "1.1.1", "5.1", "无", "服务对象评议（6分）")
    assert [t for t in said if t not in shown] == []
    print_scheme(LUOJIANG)
    assert "不多于上一年度" in capsys.readouterr().out
