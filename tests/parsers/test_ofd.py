"""OFD files -> readings: documents, pages, templates, resources, and what is told of the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import ofd_parts as ofd
import pytest
from forms import Kind, build, random_form

from parsers import read
from parsers.detect import kind_of
from parsers.errors import Empty, Encrypted
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Box, Grid, Reading
from parsers.ofd import read_ofd
from parsers.pdf import read_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from parsers.model import Place

MM = 72 / 25.4  # points
OLD_NAMESPACE = "http://www.ofdspec.org"
FOUR_TEXTS = [["格00", "格01"], ["格10", "格11"]]
RULES = ofd.rules((20, 50, 80), (30, 40, 50))
FOUR = RULES + "".join(
    ofd.text(f"格{row}{column}", 21 + 30 * column, 36 + 10 * row)
    for row in range(2)
    for column in range(2)
)


def read_parts(parts: dict[str, str | bytes]) -> Reading:
    return read_ofd(ofd.zipped(parts), DEFAULT_LIMITS)


def said(reading: Reading) -> list[str]:
    return [p.source.text for p in reading.paragraphs]


def texts(reading: Reading) -> list[list[str]]:
    """The texts of the only table, by row."""
    (grid,) = reading.grids
    return [[c.source.text for c in grid.row(row)] for row in range(grid.rows)]


def rounded(place: Place) -> tuple[int | None, ...]:
    """Page and box, in whole points."""
    assert place.box
    box = place.box
    return place.page, round(box.x0), round(box.y0), round(box.x1), round(box.y1)


def plain(text: str) -> str:
    """Without blanks: pdfium leaves them out between Chinese characters."""
    return text.replace(" ", "").replace("\u3000", "")


def shape(reading: Reading) -> list[object]:
    """All that its blocks say, and where."""
    return [
        [
            (
                plain(c.source.text),
                *(c.row, c.column, c.row_span, c.column_span),
                *rounded(c.source.place),
            )
            for c in block.cells
        ]
        if isinstance(block, Grid)
        else plain(block.source.text)
        for block in reading.blocks
    ]


def test_a_page_of_rules_and_text_is_a_table_with_places_in_points() -> None:
    reading = read_ofd(ofd.package(FOUR), DEFAULT_LIMITS)
    assert texts(reading) == FOUR_TEXTS
    box = Box(50 * MM, 40 * MM, 80 * MM, 50 * MM)
    expected = tuple(map(round, (box.x0, box.y0, box.x1, box.y1)))
    assert rounded(reading.grids[0].at(1, 1).source.place) == (1, *expected)
    assert replace(reading, blocks=()) == Reading(Kind.OFD, (), pages=1, method="OFD")


@pytest.mark.parametrize("seed", [1, 3, 4, 13, 28])
def test_a_form_reads_as_its_pdf_does(seed: int) -> None:
    spec, style = random_form(seed)
    printed = read_pdf(build(spec, style, Kind.PDF), DEFAULT_LIMITS)
    reading = read_ofd(build(spec, style, Kind.OFD), DEFAULT_LIMITS)
    assert shape(reading) == shape(printed)
    assert replace(reading, blocks=(), method="", kind=Kind.PDF) == replace(
        printed, blocks=(), method=""
    )


def test_an_ofd_is_told_by_its_entry_and_read_by_path(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(ofd.package(FOUR))
    assert kind_of(path.read_bytes()) is Kind.OFD
    assert texts(read(path)) == FOUR_TEXTS


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (ofd.NAMESPACE, OLD_NAMESPACE),
        (f' xmlns:ofd="{ofd.NAMESPACE}"', f' xmlns="{ofd.NAMESPACE}"'),
        (f' xmlns:ofd="{ofd.NAMESPACE}"', ""),
    ],
)
def test_namespaces_may_be_old_or_have_no_prefix_or_be_left_out(found: str, instead: str) -> None:
    parts = {name: str(xml).replace(found, instead) for name, xml in ofd.parts_of(FOUR).items()}
    if "xmlns:ofd" not in instead and instead != OLD_NAMESPACE:
        parts = {name: xml.replace("ofd:", "") for name, xml in parts.items()}
    assert texts(read_parts(dict(parts))) == FOUR_TEXTS


def test_several_documents_are_read_in_order_and_their_pages_counted_on() -> None:
    parts = ofd.parts_of(ofd.text("函", 20, 30))
    other = {name.replace("Doc_0", "Doc_1"): xml for name, xml in ofd.parts_of(FOUR, FOUR).items()}
    reading = read_parts(
        {**parts, **other, "OFD.xml": ofd.entry("/Doc_0/Document.xml", "Doc_1/Document.xml")}
    )
    assert said(reading) == ["函"]
    (grid,) = reading.grids
    assert (reading.pages, grid.breaks, grid.at(0, 0).source.place.page) == (3, (2,), 2)


def test_tables_of_two_documents_are_two() -> None:
    parts = ofd.parts_of(FOUR)
    reading = read_parts({**parts, "OFD.xml": ofd.entry(ofd.DOCUMENT, ofd.DOCUMENT)})
    assert [g.at(0, 0).source.place.page for g in reading.grids] == [1, 2]


def _with_template(reference: str, order: str, area: str = "") -> dict[str, str | bytes]:
    parts = ofd.parts_of(
        "", common=f'<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"{order}/>'
    )
    filled = ofd.text("填", 21, 36)
    return {
        **parts,
        ofd.DOCUMENT: str(parts[ofd.DOCUMENT]).replace(ofd.A4, ofd.A4 if not area else "0 0 90 90"),
        "Doc_0/Tpls/Tpl_0/Content.xml": ofd.page(RULES + ofd.text("底", 51, 36), size=area),
        ofd.PAGE: ofd.page(filled, head=reference),
    }


@pytest.mark.parametrize("order", ["", ' ZOrder="Background"', ' ZOrder="Foreground"'])
def test_a_template_lies_below_or_above_the_page_that_names_it(order: str) -> None:
    reference = f'<ofd:Template TemplateID="7"{order}/>'
    assert texts(read_parts(_with_template(reference, ""))) == [["填", "底"], ["", ""]]
    assert texts(read_parts(_with_template('<ofd:Template TemplateID="7"/>', order))) == [
        ["填", "底"],
        ["", ""],
    ]


def test_a_template_that_no_page_names_is_not_painted() -> None:
    assert said(read_parts(_with_template("", ""))) == ["填"]


def test_a_template_gives_the_page_its_size_where_the_page_has_none() -> None:
    reference = '<ofd:Template TemplateID="7"/>'
    reading = read_parts(_with_template(reference, "", "0 0 79 279"))
    assert reading.notes == ()
    cut = _with_template(reference, "", "0 0 18 279")
    assert read_parts(cut).notes == ("第1页有文字印在页面之外，没有读入",)


WHOLE = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
SHOWN = "<ofd:ApplicationBox>10 20 190 257</ofd:ApplicationBox>"


@pytest.mark.parametrize(
    ("area", "corner"),
    [
        (WHOLE, (20, 30)),
        (WHOLE + SHOWN, (10, 10)),
        (WHOLE + "<ofd:CropBox>5 5 300 300</ofd:CropBox>", (15, 25)),
        (WHOLE + SHOWN.replace("10 20", "500 500"), (20, 30)),
        (SHOWN, (10, 10)),
        ("<ofd:PhysicalBox>0 0 0 0</ofd:PhysicalBox>", (19, 29)),
        ("<ofd:PhysicalBox>a b c d</ofd:PhysicalBox>", (19, 29)),
        ("", (19, 29)),
    ],
)
def test_boxes_count_from_the_corner_of_the_visible_page(
    area: str, corner: tuple[float, float]
) -> None:
    parts = ofd.parts_of(FOUR)
    parts[ofd.DOCUMENT] = str(parts[ofd.DOCUMENT]).replace(ofd.A4, "1 1 200 200")
    parts[ofd.PAGE] = str(parts[ofd.PAGE]).replace(
        "<ofd:Content>", f"<ofd:Area>{area}</ofd:Area><ofd:Content>"
    )
    place = read_parts(parts).grids[0].at(0, 0).source.place
    assert rounded(place)[1:3] == (round(corner[0] * MM), round(corner[1] * MM))


def test_a_page_of_which_nothing_says_how_large_it_is_is_a4() -> None:
    parts = ofd.parts_of(FOUR + ofd.text("外", 220, 30))
    parts[ofd.DOCUMENT] = ofd.document(["Pages/Page_0/Content.xml"], area="")
    assert read_parts(parts).notes == ("第1页有文字印在页面之外，没有读入",)


def test_locations_may_count_from_the_root_or_wander_within_the_file() -> None:
    parts = ofd.parts_of(FOUR)
    parts[ofd.DOCUMENT] = ofd.document(
        [
            "/Doc_0/Pages/Page_0/Content.xml",
            "./Pages/../Pages/Page_0/Content.xml",
            "Doc_0\\Pages\\Page_0\\Content.xml",
        ]
    )
    reading = read_parts(parts)
    # A row that a page repeats is a head, and stands once.
    assert (reading.pages, reading.grids[0].rows, reading.notes) == (3, 4, ())


def _stamp(annotation: str) -> dict[str, str | bytes]:
    parts = ofd.parts_of(FOUR, extra="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>")
    parts["Doc_0/Annots/Annotations.xml"] = ofd.part(
        "Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annot.xml</ofd:FileLoc></ofd:Page>'
    )
    parts["Doc_0/Annots/Page_0/Annot.xml"] = ofd.part("PageAnnot", annotation)
    return parts


def _look(more: str = "", look: str = "") -> str:
    return (
        f'<ofd:Annot ID="1" Type="Stamp"{more}>'
        f'<ofd:Appearance Boundary="100 100 40 20"{look}>{ofd.text("已收讫", 5, 10)}'
        "</ofd:Appearance></ofd:Annot>"
    )


def test_the_look_of_an_annotation_is_read_where_it_lies() -> None:
    reading = read_parts(_stamp(_look()))
    (paragraph,) = reading.paragraphs
    assert paragraph.source.text == "已收讫"
    assert rounded(paragraph.source.place)[1] == round(105 * MM)


@pytest.mark.parametrize(
    "annotation",
    [_look(' Visible="false"'), _look(look=' Visible="false"'), '<ofd:Annot ID="1"/>'],
)
def test_an_annotation_that_is_not_seen_is_not_read(annotation: str) -> None:
    reading = read_parts(_stamp(annotation))
    assert (said(reading), reading.notes) == ([], ())


def test_a_damaged_annotation_is_told() -> None:
    parts = _stamp(_look().replace("100 100 40 20", "100 x"))
    assert read_parts(parts).notes == ("第1页有 1 处内容已损坏，没有读入",)
    parts["Doc_0/Annots/Page_0/Annot.xml"] = "<broken"
    assert read_parts(parts).notes == ("第1页的批注已损坏，没有读入",)
    parts["Doc_0/Annots/Annotations.xml"] = "<broken"
    assert read_parts(parts).notes == ("有批注，但批注清单已损坏，没有读入",)


def test_seals_and_signatures_are_counted_and_not_read() -> None:
    parts = ofd.parts_of(FOUR, body="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>")
    listed = (
        '<ofd:Signature ID="1"/><ofd:Signature ID="2" Type="Seal"/><ofd:Signature Type="Sign"/>'
    )
    parts["Doc_0/Signs/Signatures.xml"] = ofd.part("Signatures", listed)
    parts["Doc_0/Signs/Sign_0/Seal.esl"] = b"\x30\x82"
    reading = read_parts(parts)
    assert reading.notes == ("有电子签章 2 个，未验证", "有电子签名 1 个，未验证")
    assert texts(reading) == FOUR_TEXTS
    del parts["Doc_0/Signs/Signatures.xml"]
    assert read_parts(parts).notes == ("有电子签章，但签章清单已损坏，未验证",)


def test_attachments_are_named_and_not_read() -> None:
    parts = ofd.parts_of(FOUR, extra="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>")
    for count, words in ((0, ()), (2, ("有附件 2 个，没有读入：附1、附2",))):
        listed = "".join(f'<ofd:Attachment ID="{i}" Name="附{i}"/>' for i in range(1, count + 1))
        parts["Doc_0/Attachs/Attachments.xml"] = ofd.part("Attachments", listed)
        assert read_parts(parts).notes == words
    listed = "".join(f'<ofd:Attachment ID="{i}"/>' for i in range(6))
    parts["Doc_0/Attachs/Attachments.xml"] = ofd.part("Attachments", listed)
    assert read_parts(parts).notes == ("有附件 6 个，没有读入：0、1、2、3、4 等",)
    parts["Doc_0/Attachs/Attachments.xml"] = "no xml"
    assert read_parts(parts).notes == ("有附件，但附件清单已损坏，没有读入",)


@pytest.mark.parametrize("name", ["Encryptions.xml", "Doc_0/encryptions.xml"])
def test_a_locked_file_asks_for_its_password(name: str) -> None:
    with pytest.raises(Encrypted):
        read_parts({**ofd.parts_of(FOUR), name: ofd.part("Encryptions", "")})


def test_a_locked_file_may_hide_its_entry() -> None:
    data = ofd.zipped({"Encryptions.xml": "<a/>", "1.dat": b"\x01"})
    assert kind_of(data) is Kind.OFD
    with pytest.raises(Encrypted):
        read_ofd(data, DEFAULT_LIMITS)


def test_a_file_without_pages_is_empty() -> None:
    with pytest.raises(Empty):
        read_ofd(ofd.package(), DEFAULT_LIMITS)
    with pytest.raises(Empty):
        read_parts({**ofd.parts_of(FOUR), "OFD.xml": ofd.entry()})


def test_a_page_without_content_is_blank() -> None:
    parts = ofd.parts_of(FOUR, FOUR)
    parts[ofd.PAGE] = ofd.part("Page", "")
    reading = read_parts(parts)
    assert (reading.pages, reading.unsure_pages, texts(reading)) == (2, (), FOUR_TEXTS)


def test_reading_twice_gives_the_same() -> None:
    data = build(*random_form(2), Kind.OFD)
    assert read_ofd(data, DEFAULT_LIMITS) == read_ofd(data, DEFAULT_LIMITS)
    assert data == build(*random_form(2), Kind.OFD)
