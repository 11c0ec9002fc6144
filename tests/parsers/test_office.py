"""Old documents read as the docx and xlsx of the same form do, and nothing is lost unsaid."""

from __future__ import annotations

import http.server
import struct
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_office import converted
from form_old import streams_of
from office_files import office_file
from ooxml import docx, paragraph, zipped

from parsers.compound import compound_in
from parsers.compound_writer import compound_of
from parsers.errors import Unreadable, Unsafe
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Kind, Paragraph
from parsers.office import prepared, read_office
from parsers.office.closing import with_closing_paragraph
from parsers.office.losses import losses
from parsers.office.originals import OriginalText, original_text
from parsers.office.word_binary import Piece, word_binary_of
from parsers.sheet import read_sheet
from parsers.word import read_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from parsers.model import Block
    from parsers.office.word_binary import WordBinary

WORDS = (Kind.DOC, Kind.WPS, Kind.RTF, Kind.ODT, Kind.FODT)
SHEETS = (Kind.ODS, Kind.FODS)
ODF = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{1}:1.0"'
NAMESPACES = " ".join(
    (
        *(ODF.format(name, name) for name in ("office", "text", "table", "meta")),
        ODF.format("draw", "drawing"),
        ODF.format("svg", "svg-compatible"),
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
    )
)


def flat(content: str) -> bytes:
    """A flat text document of OpenDocument."""
    kind = "application/vnd.oasis.opendocument.text"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES}'
        f' office:version="1.3" office:mimetype="{kind}"><office:body>{content}</office:body>'
        "</office:document>"
    ).encode()


def said(blocks: tuple[Block, ...]) -> list[object]:
    """What blocks say, and where cells stand."""
    return [
        block.source.text
        if isinstance(block, Paragraph)
        else [(c.row, c.column, c.row_span, c.column_span, c.source.text) for c in block.cells]
        for block in blocks
    ]


def binary(data: bytes) -> WordBinary:
    compound = compound_in(data)
    assert compound is not None
    document = word_binary_of(compound)
    assert document is not None
    return document


@pytest.mark.parametrize("kind", WORDS)
def test_a_document_reads_as_the_docx_of_the_same_form(kind: Kind) -> None:
    reading = read_office(office_file(kind), DEFAULT_LIMITS)
    expected = read_word(office_file(Kind.DOCX), DEFAULT_LIMITS)
    assert said(reading.blocks) == said(expected.blocks)
    assert replace(reading, blocks=()) == replace(
        expected, blocks=(), kind=kind, method="LibreOffice、Word 结构"
    )


@pytest.mark.parametrize("kind", SHEETS)
def test_a_workbook_reads_as_the_xlsx_of_the_same_form(kind: Kind) -> None:
    reading = read_office(office_file(kind), DEFAULT_LIMITS)
    expected = read_sheet(office_file(Kind.XLSX), DEFAULT_LIMITS)
    assert said(reading.blocks) == said(expected.blocks)
    assert (reading.kind, reading.method) == (kind, "LibreOffice、工作簿")


def test_excel_s_xml_is_read_with_its_merges() -> None:
    data = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table>'
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">责任分解</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">李伟</Data></Cell>'
        '<Cell><Data ss:Type="Number">1.5</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">王强</Data></Cell>'
        '<Cell><Data ss:Type="Number">2</Data></Cell></Row></Table></Worksheet></Workbook>'
    ).encode()
    reading = read_office(data, DEFAULT_LIMITS)
    assert reading.kind is Kind.EXCEL_XML
    assert [c.source.text for grid in reading.grids for c in grid.cells] == [
        *("李伟", "1.5", "王强", "2"),
    ]
    assert [p.source.text for p in reading.paragraphs] == ["责任分解"]


def test_a_flat_file_that_declares_a_document_type_is_unsafe() -> None:
    data = flat("<office:text/>").replace(
        b"<office:document ", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><office:document ', 1
    )
    with pytest.raises(Unsafe, match="DOCTYPE"):
        read_office(b"<?xml" + data.partition(b"<?xml")[2], DEFAULT_LIMITS)


def test_what_libreoffice_cannot_open_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_office(
            zipped(
                {
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": "<a/>",
                    "content.xml": "<a>",
                }
            ),
            DEFAULT_LIMITS,
        )


@pytest.fixture(scope="module")
def unclosed() -> bytes:
    """A doc that ends with a table, and without a last paragraph, as LibreOffice writes it."""
    cell = "<w:tc><w:tcPr/>{}</w:tc>".format
    row = "<w:tr>{}</w:tr>".format
    rows = [row(cell(paragraph(f"甲{n}")) + cell(paragraph(f"乙{n}"))) for n in range(3)]
    table = (
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    return converted(docx(paragraph("考评表") + table), "docx", "doc")


def test_a_document_that_ends_with_a_table_keeps_it(unclosed: bytes) -> None:
    assert binary(unclosed).text.endswith("乙2\x07\x07")
    reading = read_office(unclosed, DEFAULT_LIMITS)
    texts = [f"{name}{n}" for n in range(3) for name in "甲乙"]
    assert [c.source.text for grid in reading.grids for c in grid.cells] == texts
    assert reading.losses == ()


def test_the_closing_paragraph_is_added_once(unclosed: bytes) -> None:
    compound = compound_in(unclosed)
    assert compound is not None
    closed = with_closing_paragraph(compound)
    assert closed is not None
    assert binary(closed).text == binary(unclosed).text + "\r"
    again = compound_in(closed)
    assert again is not None
    assert with_closing_paragraph(again) is None


def test_texts_behind_the_main_one_keep_their_pieces(unclosed: bytes) -> None:
    """As if the last three characters belonged to the headers: their piece is cut in two."""
    streams = streams_of(unclosed)
    document = bytearray(streams["WordDocument"])
    count = binary(unclosed).count
    struct.pack_into("<I", document, binary(unclosed).count_at, count - 3)
    compound = compound_in(compound_of({**streams, "WordDocument": bytes(document)}))
    assert compound is not None
    closed = binary(with_closing_paragraph(compound) or b"")
    assert closed.text == binary(unclosed).text[:-3] + "\r"
    assert [(p.start, p.end) for p in closed.pieces] == [
        (0, count - 3),
        (count - 3, count - 2),
        (count - 2, count + 1),
    ]
    start, width = binary(unclosed).pieces[0].place
    assert closed.pieces[2].place == (start + (count - 3) * width, width)


def test_a_document_without_tables_of_properties_is_closed_too(unclosed: bytes) -> None:
    streams = streams_of(unclosed)
    document = bytearray(streams["WordDocument"])
    for index in (6, 13):  # sections, and pages of paragraphs' properties
        struct.pack_into("<II", document, binary(unclosed).pairs_at + 8 * index, 0, 0)
    compound = compound_in(compound_of({**streams, "WordDocument": bytes(document)}))
    assert compound is not None
    closed = binary(with_closing_paragraph(compound) or b"")
    assert closed.text == binary(unclosed).text + "\r"


def test_a_piece_of_single_bytes_is_cut_where_its_characters_are() -> None:
    """[MS-DOC] 2.9.73: such a piece gives twice its offset, with a bit set."""
    piece = Piece(10, 20, struct.pack("<HIH", 0, 0x40000000 | 2 * 1000, 0))
    assert piece.place == (1000, 1)
    cut = piece.from_on(13)
    assert (cut.start, cut.end, cut.place) == (13, 20, (1003, 1))


def test_documents_of_word_95_are_left_to_libreoffice() -> None:
    fib = struct.pack("<6H", 0xA5DC, 0x0068, 0, 0, 0, 0)
    data = compound_of({"WordDocument": fib})
    compound = compound_in(data)
    assert compound is not None
    assert word_binary_of(compound) is None
    assert with_closing_paragraph(compound) is None
    assert prepared(data, Kind.DOC) == data
    assert original_text(data, Kind.DOC, DEFAULT_LIMITS) is None


def test_documents_of_works_are_left_to_libreoffice() -> None:
    data = compound_of({"MatOST": b"", "CONTENTS": b""})
    assert prepared(data, Kind.WPS) == data
    assert original_text(data, Kind.WPS, DEFAULT_LIMITS) is None


def test_tables_that_a_conversion_lost_are_told() -> None:
    """Without the stream Data LibreOffice no longer knows where most rows end."""
    streams = streams_of(office_file(Kind.DOC))
    del streams["Data"]
    reading = read_office(compound_of(streams), DEFAULT_LIMITS)
    assert [d.partition("，")[0] for d in reading.losses] == ["LibreOffice 转换时没有保住表格"]


CELL = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{}</w:tc></w:tr></w:tbl>".format


@pytest.mark.parametrize(
    ("original", "body", "expected"),
    [
        (OriginalText("考评表 1.", "", 0), paragraph("考评表1"), []),
        (OriginalText("考评表", "考评表", 3), CELL(paragraph("考评表")), []),
        (OriginalText("考评表", "考评表", 0), paragraph("考评表"), ["没有保住表格"]),
        (OriginalText("考评表", "考评表", 4), CELL(paragraph("考评表")), ["没有保住表格"]),
        (OriginalText("考评考评表", "", 0), paragraph("评表"), ["丢失了 3 个字（考评）"]),
        (OriginalText("一二三四五六七八九十甲乙", "", 0), paragraph("x"), ["丢失了 12 个字"]),
        (OriginalText("考评", "考", 0), paragraph("x"), ["丢失了 2 个字（考评）"]),
    ],
)
def test_what_is_missing_is_counted(original: OriginalText, body: str, expected: list[str]) -> None:
    told = losses(original, docx(body), DEFAULT_LIMITS)
    assert len(told) == len(expected)
    assert all(words in sentence for words, sentence in zip(expected, told, strict=True))


def test_deleted_and_hidden_texts_are_not_missing() -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
    body = f"<w:p>{deleted}{hidden}</w:p>"
    assert losses(OriginalText("旧隐", "", 0), docx(body), DEFAULT_LIMITS) == ()


def test_the_text_of_an_open_document_is_that_of_its_body() -> None:
    cell = "<table:table-cell>{}</table:table-cell>".format
    row = "<table:table><table:table-row>{}</table:table-row></table:table>".format
    inner = row(cell("<text:p>内</text:p>"))
    content = flat(
        "<office:text><text:tracked-changes><text:p>删</text:p></text:tracked-changes>"
        "<text:p>考<text:note><text:p>注</text:p></text:note>评</text:p>"
        f"{row(cell('<text:p>甲</text:p>' + inner) + cell(''))}</office:text>"
    )
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<a/>",
            "content.xml": content,
        }
    )
    assert original_text(data, Kind.ODT, DEFAULT_LIMITS) == OriginalText("考评甲内", "甲内", 3)


def test_the_instructions_of_fields_are_no_text() -> None:
    data = flat(
        '<office:text><text:p>见<text:a xlink:href="http://x.invalid/zz">网页</text:a>。</text:p>'
        "</office:text>"
    )
    made = converted(data, "fodt", "doc")
    assert "HYPERLINK" in binary(made).text
    original = original_text(made, Kind.DOC, DEFAULT_LIMITS)
    assert original is not None
    assert original.whole.strip("\r") == "见网页。"


def test_rtf_is_not_compared() -> None:
    assert original_text(b"{\\rtf1}", Kind.RTF, DEFAULT_LIMITS) is None


def _spoiled(at: int, content: bytes) -> bytes:
    streams = streams_of(office_file(Kind.DOC))
    document = bytearray(streams["WordDocument"])
    document[at : at + len(content)] = content
    return compound_of({**streams, "WordDocument": bytes(document)})


def _respliced(change: Callable[[Piece], Piece]) -> bytes:
    """The document with its first piece changed, where the table keeps it."""
    data = office_file(Kind.DOC)
    document = binary(data)
    piece = change(document.pieces[0])
    table = bytearray(document.table)
    at = document.pair(33)[0] + len(document.properties) + 5
    bounds = [max(piece.start, 0), max(piece.end, 0)]
    struct.pack_into("<2I", table, at, *bounds)
    first = at + 4 * (len(document.pieces) + 1)
    table[first : first + 8] = piece.descriptor
    return compound_of({**streams_of(data), document.table_name: bytes(table)})


def _pieces_at() -> int:
    return binary(office_file(Kind.DOC)).pairs_at + 8 * 33


@pytest.mark.parametrize(
    "data",
    [
        lambda: _spoiled(32, b"\xff\xff"),
        lambda: _spoiled(binary(office_file(Kind.DOC)).count_at, b"\xff\xff\xff\x7f"),
        lambda: _spoiled(_pieces_at(), b"\xff\xff\xff\xff"),
        lambda: _spoiled(_pieces_at() + 4, struct.pack("<I", 10)),
        lambda: _spoiled(_pieces_at(), struct.pack("<I", 0)),
        lambda: _respliced(lambda piece: piece.moved(-piece.start - 1)),
        lambda: _respliced(lambda piece: replace(piece, start=piece.end)),
        lambda: _respliced(lambda piece: replace(piece, descriptor=b"\0\0\0\0\0\x3f\0\0")),
    ],
)
def test_a_document_whose_text_cannot_be_found_is_damaged(data: Callable[[], bytes]) -> None:
    with pytest.raises(Unreadable):
        read_office(data(), DEFAULT_LIMITS)


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    """A web server on this machine: its port, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline().decode())

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield listening.server_port, asked
        listening.shutdown()
        thread.join()


def _linking(address: str) -> bytes:
    def link(name: str) -> str:
        return f'xlink:type="simple" xlink:href="{address}{name}"'

    def frame(content: str) -> str:
        size = 'svg:width="2cm" svg:height="2cm"'
        return f'<draw:frame text:anchor-type="as-char" {size}>{content}</draw:frame>'

    picture = frame(f"<draw:image {link('a.png')}/>")
    part = frame(f"<draw:object {link('o.odt')}/>")
    source = f"<text:section-source {link('s.odt')}/>"
    return flat(
        f"<office:text><text:p>考评表{picture}{part}</text:p>"
        f'<text:section text:name="s">{source}<text:p>旧</text:p></text:section></office:text>'
    )


def _fields(address: str) -> bytes:
    fields = (f'INCLUDEPICTURE "{address}a.png" \\\\d', f'INCLUDETEXT "{address}b.docx"')
    written = "".join(f"{{\\field{{\\*\\fldinst {f}}}{{\\fldrslt y}}}}\\par" for f in fields)
    return f"{{\\rtf1\\ansi{{\\*\\template {address}t.dot}}x\\par {written}}}".encode()


@pytest.mark.parametrize("kind", [Kind.FODT, Kind.ODT, Kind.DOC, Kind.RTF])
def test_nothing_that_a_file_links_to_is_fetched(kind: Kind, server: tuple[int, list[str]]) -> None:
    port, asked = server
    address = f"http://127.0.0.1:{port}/"
    if kind is Kind.RTF:
        data = _fields(address)
    else:
        data = _linking(address)
        data = data if kind is Kind.FODT else converted(data, "fodt", kind)
    asked.clear()  # whoever made the file may have looked
    reading = read_office(data, DEFAULT_LIMITS)
    assert reading.paragraphs[0].source.text in {"考评表", "x"}
    assert asked == []


def test_a_file_of_this_machine_that_a_document_links_to_is_not_taken_in(tmp_path: Path) -> None:
    (tmp_path / "s.odt").write_bytes(office_file(Kind.ODT))
    reading = read_office(_linking(f"{tmp_path.as_uri()}/"), DEFAULT_LIMITS)
    assert [p.source.text for p in reading.paragraphs] == ["考评表", "旧"]
