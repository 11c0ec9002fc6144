"""Kinds are told by content, and what no reader takes is named with what to do."""

from __future__ import annotations

import bz2
import struct
import tarfile
from contextlib import suppress

import pytest
from archives import tar_of
from hypothesis import given
from hypothesis import strategies as st
from ooxml import EXCEL_MAIN, WORD_MAIN, docx, packaged, paragraph, zipped

from parsers.compound_writer import compound_of
from parsers.detect import kind_of
from parsers.encoding import text_of
from parsers.errors import Empty, Encrypted, FileProblem, Unreadable, Unsafe, Unsupported
from parsers.model import Kind

_TEXT = "参评单位（盖章）：洛江区教育局\r\n1-1-1\t全年实施\r\n"
_HTML = "<!DOCTYPE html><html><body><table><tr><td>序号</td></tr></table></body></html>"
_ODF = "application/vnd.oasis.opendocument."
_MANIFEST = "META-INF/manifest.xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."


def _compound(*names: str, **streams: bytes) -> bytes:
    return compound_of({**dict.fromkeys(names, b""), **streams})


def _word(flags: int = 0, mark: int = 0xA5EC) -> bytes:
    """The beginning of a FIB: its mark, and the flags at byte 10."""
    return struct.pack("<5H", mark, 0x00C1, 0, 0, 0) + struct.pack("<H", flags)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"],
)
def test_text_is_told_in_every_encoding_of_an_office(encoding: str) -> None:
    assert kind_of(_TEXT.encode(encoding)) is Kind.TEXT
    assert kind_of(_HTML.encode(encoding)) is Kind.HTML
    assert kind_of("| 序号 | 权重 |\n|---|:-:|\n| 1 | 2 |".encode(encoding)) is Kind.MARKDOWN


def test_a_text_with_a_mark_of_gb18030_or_cut_inside_a_character_is_text() -> None:
    assert kind_of(b"\x84\x31\x95\x33" + _TEXT.encode("gb18030")) is Kind.TEXT
    assert kind_of("考评表".encode()[:-1]) is Kind.TEXT
    assert kind_of("考评表".encode("gb18030")[:-1]) is Kind.TEXT


def test_a_few_broken_bytes_spoil_no_text() -> None:
    spoiled = bytearray((_TEXT * 20).encode())
    spoiled[100] = 0xFF
    assert kind_of(bytes(spoiled)) is Kind.TEXT


@pytest.mark.parametrize(
    "text",
    [
        "<html><head></head></html>",
        "\ufeff \r\n<TABLE border=1><tr><td>序号</td></tr></TABLE>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html/>',
        "<!-- saved from Excel --><!-- 2 --><html xmlns:x='urn:x'></html>",
        "乱码<html><body>表</body></html>",
        "<div>函</div>",
    ],
)
def test_html_is_told_by_its_first_tags(text: str) -> None:
    assert kind_of(text.encode()) is Kind.HTML


@pytest.mark.parametrize(
    "text",
    [
        "# 考评表\n\n正文",
        "序号 | 权重\n--- | ---\n1 | 2",
        "参评单位：教育局\n\n<table><tr><td>序号</td></tr></table>",
        "```\n表\n```",
        "![](images/1.jpg)\n正文",
    ],
)
def test_markdown_is_told_by_its_marks(text: str) -> None:
    assert kind_of(text.encode()) is Kind.MARKDOWN


@pytest.mark.parametrize(
    "text",
    ["序号\t权重\n1-1-1\t2", "------\n附件", "1#楼 | 2#楼", "a < b", "第#1号", "| 一 | 二 |"],
)
def test_other_text_is_text(text: str) -> None:
    assert kind_of(text.encode()) is Kind.TEXT


@pytest.mark.parametrize("junk", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 60])
def test_a_pdf_may_begin_with_junk(junk: bytes) -> None:
    assert kind_of(junk + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj") is Kind.PDF


@pytest.mark.parametrize(
    ("main_type", "kind"),
    [
        (WORD_MAIN, Kind.DOCX),
        (_OFFICE + "wordprocessingml.template.main+xml", Kind.DOCX),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", Kind.DOCX),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", Kind.DOCX),
        (EXCEL_MAIN, Kind.XLSX),
        (_OFFICE + "spreadsheetml.template.main+xml", Kind.XLSX),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", Kind.XLSX),
        ("application/vnd.ms-excel.template.macroEnabled.main+xml", Kind.XLSX),
    ],
)
def test_a_package_is_told_by_the_type_of_its_main_part(main_type: str, kind: Kind) -> None:
    assert kind_of(packaged("any/name.xml", main_type, {"any/name.xml": "<a/>"})) is kind


def test_a_package_without_relationships_is_told_by_the_usual_names() -> None:
    listing = {"[Content_Types].xml": "<Types/>"}
    assert kind_of(zipped({**listing, "word/document.xml": "<a/>"})) is Kind.DOCX
    assert kind_of(zipped({**listing, "xl/workbook.xml": "<a/>"})) is Kind.XLSX


def test_an_unknown_type_falls_back_on_the_usual_names() -> None:
    data = packaged("word/document.xml", "application/xml", {"word/document.xml": "<a/>"})
    assert kind_of(data) is Kind.DOCX


@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n\t", b"\0" * 4096, "\ufeff\u3000\n".encode(), "\ufeff \n".encode("utf-16-be")],
)
def test_blanks_are_empty(data: bytes) -> None:
    with pytest.raises(Empty):
        kind_of(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_compound("WpsContent"), "早期 WPS.*另存为 .docx"),
        (_compound("PowerPoint Document"), "PowerPoint"),
        (_compound("__substg1.0_0037001F"), "msg"),
        (_compound("Contents"), "复合文档"),
        (zipped({"mimetype": _ODF + "presentation", _MANIFEST: "<a/>"}), "OpenDocument"),
        (packaged("any/name.xml", "x/drawing", {"any/name.xml": "<a/>"}), "文件包"),
        (
            packaged("ppt/presentation.xml", "x/presentation", {"ppt/presentation.xml": "<a/>"}),
            "PowerPoint",
        ),
        (packaged("xl/workbook.bin", "x/binary", {"xl/workbook.bin": "x"}), "xlsb.*另存为 .xlsx"),
        (b'<?xml version="1.0"?><a/>', "XML 文件"),
        (b"%!PS-Adobe-3.0", "PostScript.*PDF"),
    ],
)
def test_what_no_reader_takes_is_named_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(Unsupported, match=words):
        kind_of(data)


@pytest.mark.parametrize(
    "data",
    [
        _compound("EncryptionInfo", "EncryptedPackage"),
        _compound(WordDocument=_word(0x0100)),
        _compound(WordDocument=_word(0x8000)),
        zipped(
            {"mimetype": _ODF + "text", _MANIFEST: "<m:f xmlns:m='x'><m:encryption-data/></m:f>"}
        ),
    ],
    ids=["docx", "doc", "doc obfuscated", "odt"],
)
def test_a_locked_file_is_told_as_such(data: bytes) -> None:
    with pytest.raises(Encrypted, match="取消密码"):
        kind_of(data)


_MAIL = b"Received: from a\r\n\tby b\r\nFrom: a@example.cn\r\nTo: b@example.cn\r\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped({"a.docx": "x"}), Kind.ZIP),
        (zipped({"mimetype": "x", _MANIFEST: "<a/>"}), Kind.ZIP),
        (b"Rar!\x1a\x07\x01\0", Kind.RAR),
        (b"Rar!\x1a\x07\0", Kind.RAR),
        (b"7z\xbc\xaf\x27\x1c\0\x04", Kind.SEVEN_ZIP),
        (b"\x1f\x8b\x08\0", Kind.GZIP),
        (b"BZh91AY&SY", Kind.BZIP2),
        (bz2.compress(b""), Kind.BZIP2),
        (b"\xfd7zXZ\0\0", Kind.XZ),
        (b"\x28\xb5\x2f\xfd\x20", Kind.ZSTD),
        (tar_of({"民政局.docx": b"x"}), Kind.TAR),
        (tar_of({"a": b"x"}, tarfile.PAX_FORMAT), Kind.TAR),
        (_MAIL + b"Subject: =?gbk?B?yrY=?=\r\n\r\n", Kind.MAIL),
        (_MAIL + b"Subject: " + "报送".encode("gbk") + b"\r\n\r\n%PDF-1.7", Kind.MAIL),
        (b"MIME-Version: 1.0\r\n" + _MAIL + b"\r\n", Kind.MAIL),
        (b"From: a\r\nTo: b\r\n\r\n", Kind.TEXT),
        (_MAIL + b"no header\r\n\r\n", Kind.TEXT),
        ("参评单位: 教育局\n日期: 2024年\n".encode(), Kind.TEXT),
    ],
)
def test_archives_and_mails_are_kinds_of_their_own(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


_RELATED = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"


@pytest.mark.parametrize(
    "head",
    [
        _MAIL + b"Subject: x\r\n" + _RELATED,
        _RELATED + _MAIL,
        b"From: a@example.cn\r\nSubject: x\r\nReceived: from a\r\n" + _RELATED,
        b"From: a@example.cn\r\nTo: b@example.cn\r\n" + _RELATED,
        (
            b"From: a@example.cn\r\nSubject: Saved by Blink\r\nDate: x\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: multipart/mixed; type=multipart/related\r\n"
        ),
    ],
)
def test_a_mail_with_pictures_in_its_text_is_no_web_archive(head: bytes) -> None:
    assert kind_of(head + b"\r\n--x\r\n\r\n<html><body>x</body></html>") is Kind.MAIL


@pytest.mark.parametrize(
    "head",
    [
        _RELATED,
        b"\r\n" + _RELATED.lower(),
        (
            b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
            b"Content-Type:\r\n\tMultipart/Related; boundary=x\r\n"
        ),
        b"From: <Saved by Blink>\r\nSubject: x\r\nDate: x\r\n" + _RELATED,
        (
            b'From: "Saved by Windows Internet Explorer 8"\r\nSubject: x\r\nDate: x\r\n'
            b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n"
        ),
        "From: 由 Windows Internet Explorer 8 保存\r\nSubject: x\r\nDate: x\r\n".encode("gbk")
        + _RELATED,
        b"From: <Saved by Blink>\r\n",
    ],
)
def test_a_page_that_a_browser_or_word_saved_is_no_mail(head: bytes) -> None:
    assert kind_of(head + b"\r\n--x\r\n\r\n<html><body>x</body></html>") is Kind.MHTML


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (_compound(WordDocument=_word()), Kind.DOC),
        (_compound(WordDocument=_word(mark=0xA5DC)), Kind.DOC),
        (_compound("WpsCustomData", WordDocument=_word()), Kind.WPS),
        (_compound("MatOST", "CONTENTS"), Kind.WPS),
        (_compound("Workbook"), Kind.XLS),
        (_compound("Book"), Kind.XLS),
        (_compound("Workbook", "ETExtData"), Kind.ET),
        (b"\x09\x08\x08\0\0\x05\x05\0\0\0\0\0", Kind.XLS),
        (b"\x09\x04\x06\0\0\0\x10\0\0\0", Kind.XLS),
        (b"\x09\x02\x06\0\0\0\x10\0\0\0", Kind.XLS),
        (b"\x09\0\x04\0\0\0\x10\0", Kind.XLS),
        (b"{\\rtf1\\ansi", Kind.RTF),
        (b"\xef\xbb\xbf\r\n{\\rtf1 \xff\xfe", Kind.RTF),
        (zipped({"mimetype": _ODF + "text", _MANIFEST: "<a/>"}), Kind.ODT),
        (zipped({"mimetype": _ODF + "text-template", _MANIFEST: "<a/>"}), Kind.ODT),
        (zipped({"mimetype": _ODF + "spreadsheet\n", _MANIFEST: "<a/>"}), Kind.ODS),
        (zipped({_MANIFEST: f'<e media-type="{_ODF}text" full-path="/"/>'}), Kind.ODT),
        (f'<?xml version="1.0"?><office:document a="" office:mimetype="{_ODF}text"/>', Kind.FODT),
        (f"<office:document office:mimetype='{_ODF}spreadsheet'/>", Kind.FODS),
        ('<?xml version="1.0"?><?mso-application progid="Word.Document"?>', Kind.WORD_XML),
        ('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', Kind.EXCEL_XML),
    ],
)
def test_files_of_old_and_of_other_offices_are_told_by_what_stands_in_them(
    data: bytes | str, kind: Kind
) -> None:
    assert kind_of(data.encode() if isinstance(data, str) else data) is kind


def test_a_flat_drawing_of_another_office_is_xml_and_no_more() -> None:
    with pytest.raises(Unsupported, match="XML"):
        kind_of(
            f'<?xml version="1.0"?><office:document office:mimetype="{_ODF}graphics"/>'.encode()
        )


def test_an_open_document_that_declares_a_document_type_is_unsafe() -> None:
    content = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    data = zipped({"mimetype": _ODF + "text", _MANIFEST: "<a/>", "content.xml": content})
    with pytest.raises(Unsafe):
        kind_of(data)


def test_a_document_without_its_mark_is_damaged() -> None:
    with pytest.raises(Unreadable, match="没有正文"):
        kind_of(_compound(WordDocument=_word(mark=0)))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n\0\0", Kind.PNG),
        (b"GIF89a", Kind.GIF),
        (b"BM\x36\0\0\0\0\0\0\0", Kind.BMP),
        (b"II*\0\x08\0\0\0", Kind.TIFF),
        (b"MM\0*\0\0\0\x08", Kind.TIFF),
        (b"RIFF\x24\0\0\0WEBPVP8 ", Kind.WEBP),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind.HEIC),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Kind.HEIC),
        (b"\0\0\0\x1cftypmif1\0\0\0\0miafavifmif1", Kind.AVIF),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", Kind.AVIF),
    ],
)
def test_a_picture_is_told_by_its_first_bytes(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


def test_the_name_of_a_stream_inside_a_text_is_no_stream() -> None:
    text = "EncryptedPackage\0".encode("utf-16-le")
    assert kind_of(_compound(Workbook=text)) is Kind.XLS


def test_a_package_that_is_cut_short_is_damaged_not_another_kind() -> None:
    data = docx(paragraph("考评表"))
    for length in range(4, len(data), 7):
        with pytest.raises(Unreadable):
            kind_of(data[:length])


def test_bytes_of_no_kind_are_unreadable() -> None:
    with pytest.raises(Unreadable, match="无法识别"):
        kind_of(bytes(range(256)) * 4)


@given(st.binary(max_size=600))
def test_any_bytes_are_a_kind_or_a_file_problem(data: bytes) -> None:
    with suppress(FileProblem):
        assert kind_of(data) in Kind


@given(
    st.sampled_from(
        [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<", b"{\\rtf", b"\xff\xfe"]
    ),
    st.binary(max_size=300),
)
def test_any_bytes_behind_a_signature_are_a_kind_or_a_file_problem(
    signature: bytes,
    data: bytes,
) -> None:
    with suppress(FileProblem):
        assert kind_of(signature + data) in Kind


@given(st.text(alphabet=st.characters(codec="gbk", categories=["L", "N", "P"]), min_size=20))
def test_a_text_reads_the_same_from_utf_8_and_gb18030(text: str) -> None:
    chinese = "考评表" * 10 + text
    assert text_of(chinese.encode()) == chinese
    assert text_of(chinese.encode("gb18030")) == chinese
