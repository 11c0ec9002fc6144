"""OFD files that are damaged, or made to do harm."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import ofd_parts as ofd
import pytest
from form_dice import dice

from parsers.errors import FileProblem, TooLarge, Unreadable, Unsafe
from parsers.limits import DEFAULT_LIMITS, MIB, Limits
from parsers.ofd import canvas, read_ofd

FOUR = ofd.rules((20, 50, 80), (30, 40, 50)) + ofd.text("格", 21, 36)
DOCTYPE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
TEMPLATE = '<ofd:TemplatePage ID="7" BaseLoc="Tpl.xml"/>'


def read(parts: dict[str, str | bytes], limits: Limits = DEFAULT_LIMITS) -> list[tuple[int, int]]:
    """Rows and columns of each table."""
    return [(g.rows, g.columns) for g in read_ofd(ofd.zipped(parts), limits).grids]


@pytest.mark.parametrize("name", ["OFD.xml", ofd.DOCUMENT])
def test_a_part_without_which_nothing_can_be_read_is_named(name: str) -> None:
    parts = ofd.parts_of(FOUR)
    for damage in ("<broken", "", "no xml"):
        with pytest.raises(Unreadable, match=name):
            read({**parts, name: damage})
    del parts[name]
    with pytest.raises(Unreadable, match=name):
        read(parts)


def test_a_document_without_a_location_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="未写明"):
        read({**ofd.parts_of(FOUR), "OFD.xml": ofd.entry("")})


def test_a_damaged_list_of_resources_is_named_and_a_missing_one_holds_nothing() -> None:
    parts = ofd.parts_of(FOUR, common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>")
    assert read(parts) == [(2, 2)]
    with pytest.raises(Unreadable, match=r"PublicRes\.xml"):
        read({**parts, "Doc_0/PublicRes.xml": "<broken"})


@pytest.mark.parametrize("damage", ["<broken", "", None])
def test_a_damaged_page_costs_that_page_alone(damage: str | None) -> None:
    parts = ofd.parts_of(FOUR, FOUR, FOUR)
    name = "Doc_0/Pages/Page_1/Content.xml"
    if damage is None:
        del parts[name]
    else:
        parts[name] = damage
    reading = read_ofd(ofd.zipped(parts), DEFAULT_LIMITS)
    # No table goes on across a page that could not be read.
    assert [g.at(0, 0).source.place.page for g in reading.grids] == [1, 3]
    assert (reading.notes, reading.unsure_pages) == (("第2页已损坏，无法读取",), (2,))


def test_a_page_whose_bytes_are_spoiled_costs_that_page_alone() -> None:
    parts = ofd.parts_of(FOUR, FOUR)
    data = bytearray(ofd.zipped(parts))
    start = data.index(b"Doc_0/Pages/Page_1/Content.xml") + len("Doc_0/Pages/Page_1/Content.xml")
    data[start : start + 40] = b"\xff" * 40
    reading = read_ofd(bytes(data), DEFAULT_LIMITS)
    assert (len(reading.grids), reading.unsure_pages) == (1, (2,))


@pytest.mark.parametrize("template", [None, "<broken"])
def test_a_missing_or_damaged_template_is_told(template: str | None) -> None:
    parts = ofd.parts_of("", common=TEMPLATE if template else "")
    parts[ofd.PAGE] = ofd.page(FOUR, head='<ofd:Template TemplateID="7"/>')
    if template:
        parts["Doc_0/Tpl.xml"] = template
    reading = read_ofd(ofd.zipped(parts), DEFAULT_LIMITS)
    assert len(reading.grids) == 1
    assert reading.notes == ("第1页的模板页已损坏，没有读入",)


@pytest.mark.parametrize(
    "location",
    [
        "../../outside.xml",
        "/../outside.xml",
        "Pages/../../../outside.xml",
        "..\\..\\outside.xml",
        "C:\\outside.xml",
        "file:///etc/passwd",
        "http://a.example/Content.xml",
    ],
)
def test_a_location_outside_the_file_is_refused(location: str) -> None:
    parts = ofd.parts_of(FOUR)
    with pytest.raises(Unsafe, match="指向文件之外"):
        read({**parts, ofd.DOCUMENT: ofd.document([location])})
    common = f"<ofd:PublicRes>{location}</ofd:PublicRes>"
    with pytest.raises(Unsafe):
        read({**parts, ofd.DOCUMENT: ofd.document(["Pages/Page_0/Content.xml"], common)})


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml", "C:/a.xml"])
def test_a_part_named_outside_the_file_is_refused(name: str) -> None:
    with pytest.raises(Unsafe):
        read({**ofd.parts_of(FOUR), name: "<a/>"})


@pytest.mark.parametrize("name", ["OFD.xml", ofd.DOCUMENT, ofd.PAGE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_is_parsed(name: str, encoding: str) -> None:
    parts = ofd.parts_of(FOUR)
    body = str(parts[name]).partition("?>")[2]
    with pytest.raises(Unsafe, match="DOCTYPE"):
        read({**parts, name: f"{DOCTYPE}{body}".encode(encoding)})


def test_a_document_type_in_a_part_of_another_ending_is_refused_too() -> None:
    parts = ofd.parts_of(FOUR)
    parts[ofd.DOCUMENT] = ofd.document(["page.dat"])
    parts["Doc_0/page.dat"] = DOCTYPE + "<a>&b;</a>"
    with pytest.raises(Unsafe):
        read(parts)


@pytest.mark.parametrize(
    "limits",
    [
        replace(DEFAULT_LIMITS, pages=1),
        replace(DEFAULT_LIMITS, parts=3),
        replace(DEFAULT_LIMITS, inflated_bytes=500),
        replace(DEFAULT_LIMITS, cells=3),
    ],
)
def test_limits_are_kept(limits: Limits) -> None:
    with pytest.raises(TooLarge):
        read(ofd.parts_of(FOUR, FOUR), limits)


def test_pages_documents_and_templates_are_counted_before_they_are_read() -> None:
    parts = ofd.parts_of(FOUR)
    few = replace(DEFAULT_LIMITS, pages=1)
    with pytest.raises(TooLarge, match="2 个文档"):
        read({**parts, "OFD.xml": ofd.entry(ofd.DOCUMENT, ofd.DOCUMENT)}, few)
    with pytest.raises(TooLarge, match="2 个模板页"):
        read(ofd.parts_of(FOUR, common=TEMPLATE + TEMPLATE), few)
    two = replace(DEFAULT_LIMITS, pages=2)
    many = {**ofd.parts_of(FOUR, FOUR), "OFD.xml": ofd.entry(ofd.DOCUMENT, ofd.DOCUMENT)}
    with pytest.raises(TooLarge, match="4 页"):
        read(many, two)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(TooLarge, match="压缩炸弹"):
        read({**ofd.parts_of(FOUR), "Doc_0/Res/a.png": b"\0" * (4 * MIB)})


def _drawings(inner: str) -> dict[str, str | bytes]:
    parts = ofd.parts_of(
        '<ofd:CompositeObject ResourceID="0" Boundary="0 0 9 9"/>',
        common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
    )
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{number}"><ofd:Content>'
        + inner.replace("NEXT", str(number + 1))
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for number in range(30)
    )
    listed = f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>"
    return {**parts, "Doc_0/PublicRes.xml": ofd.part("Res", listed)}


def test_drawings_that_hold_one_another_end_somewhere() -> None:
    again = '<ofd:CompositeObject ResourceID="NEXT" Boundary="0 0 9 9"/>'
    reading = read_ofd(ofd.zipped(_drawings(again)), DEFAULT_LIMITS)
    assert reading.notes == ("第1页有 1 处内容已损坏，没有读入",)
    with pytest.raises(TooLarge, match="图元"):
        read(_drawings(again * 9))


def test_blocks_within_blocks_end_somewhere() -> None:
    deep = "<ofd:PageBlock>" * 120 + "</ofd:PageBlock>" * 120
    with pytest.raises(TooLarge, match="嵌套"):
        read(ofd.parts_of(deep))
    with pytest.raises(TooLarge, match="嵌套"):
        read(ofd.parts_of("<ofd:a>" * 300 + "</ofd:a>" * 300))


def test_a_page_of_too_many_characters_or_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "MOST_SEGMENTS", 20)
    with pytest.raises(TooLarge, match="线段"):
        read(ofd.parts_of(ofd.path("M 0 0" + " L 1 1" * 20, "0 0 9 9")))
    monkeypatch.setattr(canvas, "MOST_UNITS", 20)
    with pytest.raises(TooLarge, match="图元和文字"):
        read(ofd.parts_of(ofd.text("文" * 30, 20, 30)))


@pytest.mark.parametrize("times", [99999999999999, 10**30])
def test_an_offset_that_repeats_without_end_costs_nothing(times: int) -> None:
    unit = ofd.text("文文", 20, 30).replace("g 1 3.0", f"g {times} 3")
    assert read(ofd.parts_of(FOUR + unit)) == [(2, 2)]


@pytest.mark.parametrize("seed", range(40))
def test_a_spoiled_file_is_read_or_is_a_problem_of_the_file(seed: int) -> None:
    chance = dice("spoiled", seed)
    parts = ofd.parts_of(FOUR, FOUR, common=TEMPLATE)
    parts["Doc_0/Tpl.xml"] = ofd.page(FOUR)
    name = chance.choice(sorted(parts))
    xml = bytearray(str(parts[name]).encode())
    for _ in range(chance.randrange(1, 6)):
        xml[chance.randrange(60, len(xml))] = chance.choice(b'<>"= 09zM-.\0\xff&g')
    with suppress(FileProblem):
        read({**parts, name: bytes(xml)})


@pytest.mark.parametrize("length", range(0, 900, 60))
def test_a_file_that_is_cut_short_is_a_problem_of_the_file(length: int) -> None:
    data = ofd.package(FOUR)
    with pytest.raises(FileProblem):
        read_ofd(data[: min(length, len(data) - 1)], DEFAULT_LIMITS)
