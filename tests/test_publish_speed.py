"""The forms that publishing is measured with, and what the measure prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from form_values import SCHEME
from publish_speed import made_form, measure

from pipeline.checks import check

if TYPE_CHECKING:
    import pytest


def test_one_form_in_ten_has_a_weight_too_many() -> None:
    codes = [
        {f.code for f in check(made_form(number), SCHEME) if f.level == "错误"}
        for number in range(11)
    ]
    assert codes == [{"weight.sum"}, *[set()] * 9, {"weight.sum"}]


def test_the_measure_prints_rows_times_and_memory(capsys: pytest.CaptureFixture[str]) -> None:
    measure(2)
    rows, *others = map(float, capsys.readouterr().out.split())
    assert (rows, len(others), min(others) >= 0) == (134, 6, True)
