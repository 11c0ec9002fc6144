from __future__ import annotations

import zlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from form_values import SCHEME, value, with_row
from forms import Kind, build, random_form
from hypothesis import given, settings
from hypothesis import strategies as st
from results import BATCH, FORM, WEIGHT_SUM, result

from normalizers.model import (
    Basis,
    Difference,
    Field,
    FormCopy,
    Origin,
    OtherForm,
    PrintedPoints,
    Reference,
    Repair,
    Residue,
    YearMention,
)
from normalizers.scheme import Scheme
from parsers.model import Box, Doubt, Place, Source
from pipeline.model import Level, Result, State, Submission
from pipeline.process import process
from pipeline.store.codec import (
    Undecodable,
    decode,
    decode_value,
    encode,
    encode_value,
    scheme_digest,
)

if TYPE_CHECKING:
    from datetime import date

SCHEMES = {scheme_digest(SCHEME): SCHEME}
PLACE = Place(3, Box(1.5, 2.25, 1e-9, 842.0))
SOURCE = Source(
    "1．5分\n", PLACE, 0.25, ("15分",), (Doubt(0, 0.5, (("l", 0.3), ("，.", 0.2))), Doubt(1, 0.9))
)
REPAIR = Repair(Field.WEIGHT, "1．5分", "1.5", "weight.unit", 0.99, "带单位。")


def rich_form_result() -> Result:
    """A result in which every kind of value of the models stands."""
    form = with_row(
        FORM,
        "1-1-2",
        weight=replace(value(Decimal("1.50")), source=SOURCE, repairs=(REPAIR,)),
        bases=value(
            (Basis("《计划》", "泉委〔2024〕1号", "原文", 2024, "缺号"), Basis(None, None, "三定"))
        ),
        level1_references=(Reference("市对区年度考核指标", (1, 22), "第1、22项"),),
        due=None,
        uncertain_level1="可能属于1-2。",
        place=PLACE,
    )
    section = replace(
        form.sections[0],
        printed=(PrintedPoints("职能工作目标", Decimal(75), SOURCE),),
        total=replace(value(Decimal("68.0")), suggestions=(REPAIR,)),
        missing_columns=(Field.REMARK,),
    )
    told = Difference("1-1-1", "", Field.DATE, "甲", "乙", PLACE, Place())
    form = replace(
        form,
        sections=(section, *form.sections[1:]),
        residues=(Residue("（样表）", "标题（样表）", PLACE),),
        years=(YearMention("函", 2025, SOURCE),),
        origin=Origin.SCAN,
        copies=(FormCopy(("a.docx",), Origin.WORD, 12, fragment=True, differences=(told,)),),
        others=(OtherForm("b.pdf", "旧表", None, 2023, PLACE),),
    )
    found = replace(WEIGHT_SUM, place=PLACE, advice="补上。")
    return replace(result("甲.pdf", form, (found,)), pages=3, seconds=1.25, notes=("有隐藏的表。",))


def returns(given_result: Result) -> bool:
    return decode(encode(given_result), SCHEMES) == given_result


@pytest.mark.parametrize("kept", [*BATCH, rich_form_result()], ids=lambda r: r.submission.id)
def test_a_result_comes_back_as_it_went(kept: Result) -> None:
    assert returns(kept)


@pytest.mark.parametrize("kind", [Kind.HTML, Kind.DOCX, Kind.XLSX, Kind.PDF])
def test_every_made_form_comes_back_as_it_went(kind: Kind, tmp_path: Path) -> None:
    for seed in range(3):
        file = tmp_path / f"{seed}.{kind}"
        file.write_bytes(build(*random_form(40 + seed), kind))
        assert returns(process(Submission(file.name, (file,)), SCHEME))


def cells_of(kept: Result) -> list[int]:
    """For each value of the rows, the first one that has the very same source, and repairs."""
    rows = kept.form.indicators if kept.form else ()
    values = [v for row in rows for v in (row.level1, row.weight, row.deadline, row.owners)]
    parts = [*(v.source for v in values), *(v.repairs for v in values if v.repairs)]
    first: dict[int, int] = {}
    return [first.setdefault(id(part), place) for place, part in enumerate(parts)]


def test_rows_share_a_cell_afterwards_if_they_did_before_and_only_then(tmp_path: Path) -> None:
    file = tmp_path / "1.docx"
    file.write_bytes(build(*random_form(20_009), Kind.DOCX))
    kept = process(Submission(file.name, (file,)), SCHEME)
    cells = cells_of(kept)
    assert len(set(cells)) < len(cells)
    assert cells_of(decode(encode(kept), SCHEMES)) == cells
    assert encode(decode(encode(kept), SCHEMES)).digest == encode(kept).digest


def test_levels_and_fields_are_members_of_their_sets_again() -> None:
    back = decode(encode(rich_form_result()), SCHEMES)
    assert [type(f.level) for f in back.findings] == [Level]
    assert back.state is State.PENDING
    assert back.form is not None
    assert type(back.form.origin) is Origin
    assert type(back.form.sections[0].missing_columns[0]) is Field


def test_texts_are_kept_once_however_many_forms_say_them() -> None:
    one, other = (decode(encode(BATCH[0]), SCHEMES).form for _ in range(2))
    assert one is not None
    assert other is not None
    assert [i.section for i in one.indicators] == [i.section for i in other.indicators]
    assert all(
        a.level1.value is b.level1.value
        for a, b in zip(one.indicators, other.indicators, strict=True)
    )


def test_what_an_earlier_program_kept_can_still_be_read() -> None:
    body = zlib.compress(
        b'{"submission":{"id":"a","files":[]},"fingerprint":"","kind":"","method":"",'
        b'"pages":null,"form":null,"findings":[]}'
    )
    expected = Result(Submission("a", ()), "", "", "", None, None, ())
    assert decode_value(body, Result) == expected


@settings(max_examples=50, deadline=None)
@given(
    st.text(st.characters(codec=None)),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.floats(allow_nan=False),
)
def test_any_text_number_and_day_comes_back(
    text: str, number: Decimal, day: date, share: float
) -> None:
    source = Source(text, Place(None, Box(share, 0.0, share, 1.0)), share, (text,))
    form = with_row(
        FORM,
        "1-1-1",
        level2=replace(value(text), source=source),
        weight=replace(value(number), source=source),
        due=day,
    )
    kept = result("甲.docx", form)
    assert returns(replace(kept, submission=Submission(text or "a", (Path("raw/甲"),), (text,))))


def test_what_says_the_same_has_one_digest_wherever_it_lay_and_however_long_it_took() -> None:
    one = result("甲.docx")
    moved = Submission("甲.docx", (Path("anderswo") / "甲.docx",))
    assert encode(replace(one, seconds=9.0, submission=moved)).digest == encode(one).digest
    assert encode(replace(one, pages=9)).digest != encode(one).digest
    other = replace(SCHEME, title="另一个")
    assert encode(replace(one, scheme=other)).digest != encode(one).digest


def damaged_keys() -> bytes:
    return zlib.compress(b'{"submission":{"id":"a","files":[]},"what":1}')


@pytest.mark.parametrize(
    "body",
    [
        b"no zlib",
        zlib.compress(b"no json"),
        zlib.compress(b"[]"),
        zlib.compress(b"{}"),
        damaged_keys(),
        encode(BATCH[0]).body[:-9],
    ],
)
def test_what_is_no_result_is_refused_with_a_cure(body: bytes) -> None:
    with pytest.raises(Undecodable, match=r"已经损坏（Result: .*--fresh"):
        decode(replace(encode(BATCH[0]), body=body), SCHEMES)


def test_a_lost_scheme_is_told() -> None:
    with pytest.raises(Undecodable, match="no scheme"):
        decode(encode(BATCH[0]), {})


def test_schemes_come_back_as_they_went() -> None:
    assert decode_value(encode_value(SCHEME), Scheme) == SCHEME
