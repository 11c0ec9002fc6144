from __future__ import annotations

import json
import zlib
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from form_values import SCHEME, value, with_row
from results import FORM, result

from normalizers.model import Field, Repair
from pipeline.points import points_of
from pipeline.rows import repair_count
from pipeline.store.codec import Undecodable, decode, encode, scheme_digest

if TYPE_CHECKING:
    from pipeline.model import Result

SCHEMES = {scheme_digest(SCHEME): SCHEME}


def merged() -> Result:
    """A form without pages, in which three rows share a repaired weight."""
    repair = Repair(Field.WEIGHT, "4．5", "4.5", "weight.width", 0.99, "全角。")
    weight = replace(value(Decimal("4.5")), repairs=(repair,))
    form = FORM
    for number in ("1-1-1", "1-1-2", "1-1-3"):
        form = with_row(form, number, weight=weight)
    return result("民政局.docx", form)


def again(told: Result) -> Result:
    return decode(encode(told), SCHEMES)


def points(told: Result) -> Decimal:
    assert told.form is not None
    return points_of(told.form.indicators)


def test_a_merged_cell_counts_once_after_it_was_stored_too() -> None:
    told = merged()
    assert again(told) == told
    assert points(again(told)) == points(told)
    assert repair_count(again(told)) == repair_count(told) == 1


def test_equal_weights_of_rows_of_their_own_stay_several() -> None:
    told = result("民政局.docx")
    assert points(again(told)) == points(told) == Decimal(100)


def test_what_was_stored_twice_is_stored_alike() -> None:
    told = merged()
    assert encode(again(told)) == encode(told)


def test_a_place_that_there_is_not_is_a_damaged_record() -> None:
    encoded = encode(merged())
    sources, repairs, plain = json.loads(zlib.decompress(encoded.body))
    body = zlib.compress(json.dumps([sources[:1], repairs, plain]).encode())
    with pytest.raises(Undecodable, match="Result"):
        decode(replace(encoded, body=body), SCHEMES)
