"""Packages are opened within bounds, and what could fetch or unfold is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ooxml import STRICT_NAMESPACE, W_NAMESPACE, docx, paragraph, relations_of, zipped

from parsers.errors import Empty, Encrypted, FileProblem, TooLarge, Unreadable, Unsafe
from parsers.limits import DEFAULT_LIMITS, MIB
from parsers.opc import open_package, part_names

_TYPES = '<Types><Default Extension="xml" ContentType="application/xml"/></Types>'
_DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def _with_part(name: str, content: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": _TYPES, name: content})


def test_parts_are_found_without_regard_to_case_and_by_their_relationships() -> None:
    package = open_package(docx(paragraph("表")), DEFAULT_LIMITS)
    assert package.related("officeDocument") == ("word/document.xml",)
    assert package.related("styles", "word/document.xml") == ("word/styles.xml",)
    assert "Word/DOCUMENT.xml" in package
    assert package.xml("WORD/document.xml").tag == f"{{{W_NAMESPACE}}}document"
    assert package.content_type("word/document.xml").endswith("document.main+xml")
    assert package.content_type("word/styles.xml") == "application/xml"
    assert package.content_type("no.such") == ""


def test_a_relationship_that_leads_outside_or_nowhere_is_left_out() -> None:
    outside = (
        '<Relationships><Relationship Id="1" Type="x/styles" Target="http://a.example/s.xml"'
        ' TargetMode="External"/><Relationship Id="2" Type="x/styles" Target="gone.xml"/>'
        '<Relationship Id="3" Type="x/styles" Target="../my%20styles.xml"/></Relationships>'
    )
    parts = {"word/_rels/document.xml.rels": outside, "my styles.xml": "<a/>"}
    package = open_package(zipped(parts), DEFAULT_LIMITS)
    assert package.related("styles", "word/document.xml") == ("my styles.xml",)
    assert package.relations("word/other.xml") == ()


def test_a_strict_part_is_given_by_its_transitional_names() -> None:
    package = open_package(
        _with_part("a.xml", f'<w:document xmlns:w="{STRICT_NAMESPACE}"/>'),
        DEFAULT_LIMITS,
    )
    assert package.xml("a.xml").tag == f"{{{W_NAMESPACE}}}document"


def test_names_with_backslashes_are_read_with_slashes() -> None:
    package = open_package(_with_part("word\\a.xml", "<a/>"), DEFAULT_LIMITS)
    assert package.names == ("[Content_Types].xml", "word/a.xml")
    assert package.read("word/a.xml") == b"<a/>"


@pytest.mark.parametrize(
    "content",
    [
        _DOCTYPE,
        f"<?xml version='1.0'?><!-- {'x' * 200_000} -->{_DOCTYPE}",
        f"\ufeff{_DOCTYPE}",
        _DOCTYPE.encode("utf-16"),
        _DOCTYPE.encode("utf-16-le"),
        ("<?xml version='1.0' encoding='UTF-16'?>" + _DOCTYPE).encode("utf-16-be"),
        _DOCTYPE.encode("utf-32"),
        ("<?xml version='1.0' encoding='UTF-32'?>" + _DOCTYPE).encode("utf-32-be"),
        ("<?xml version='1.0' encoding='IBM037'?>" + _DOCTYPE).encode("cp037"),
        "<?xml version='1.0' encoding='UTF-7'?>+ADw-!DOCTYPE a+AD4-<a/>",
        "<?xml version='1.0' encoding='no-such'?><a/>",
        ("<?xml version='1.0' encoding='gb2312'?>" + _DOCTYPE).encode("gb2312"),
        f"broken {_DOCTYPE.lower()}",
    ],
)
@pytest.mark.parametrize("name", ["word/a.xml", "_rels/.rels", "word/drawing.vml"])
def test_a_document_type_is_refused_in_any_encoding(name: str, content: str | bytes) -> None:
    with pytest.raises(Unsafe):
        open_package(_with_part(name, content), DEFAULT_LIMITS)


def test_a_document_type_is_refused_in_a_part_that_only_its_type_calls_xml() -> None:
    types = '<Types><Override PartName="/a.dat" ContentType="application/x+xml"/></Types>'
    with pytest.raises(Unsafe):
        open_package(zipped({"[Content_Types].xml": types, "a.dat": _DOCTYPE}), DEFAULT_LIMITS)


def test_the_words_of_a_declaration_may_stand_in_text_and_comments() -> None:
    part = "<!-- <!DOCTYPE a> --><a>&lt;!DOCTYPE <![CDATA[<!ENTITY b>]]></a>"
    package = open_package(_with_part("a.xml", part), DEFAULT_LIMITS)
    assert package.xml("a.xml").text == "<!DOCTYPE <!ENTITY b>"


def test_a_picture_is_not_searched() -> None:
    package = open_package(_with_part("a.svg", _DOCTYPE), DEFAULT_LIMITS)
    with pytest.raises(Unsafe):
        package.xml("a.svg")


@pytest.mark.parametrize("name", ["/etc/a.xml", "../a.xml", "a/../../b.xml", "..\\a", "C:\\a.xml"])
def test_a_name_that_leaves_the_package_is_refused(name: str) -> None:
    with pytest.raises(Unsafe):
        open_package(_with_part(name, "<a/>"), DEFAULT_LIMITS)


def test_too_many_parts_are_refused() -> None:
    data = zipped({f"{i}.xml": "<a/>" for i in range(11)})
    with pytest.raises(TooLarge):
        open_package(data, replace(DEFAULT_LIMITS, parts=10))


def test_too_much_content_is_refused() -> None:
    data = zipped({"a.bin": b"a" * 600, "b.bin": b"b" * 600})
    with pytest.raises(TooLarge):
        open_package(data, replace(DEFAULT_LIMITS, inflated_bytes=1000))


def test_a_part_that_unpacks_to_hundreds_of_times_its_size_is_refused() -> None:
    with pytest.raises(TooLarge):
        open_package(_with_part("a.bin", bytes(2 * MIB)), DEFAULT_LIMITS)


def test_elements_that_nest_without_end_are_refused() -> None:
    package = open_package(_with_part("a.xml", "<a>" * 9999 + "</a>" * 9999), DEFAULT_LIMITS)
    with pytest.raises(TooLarge):
        package.xml("a.xml")


def test_an_empty_package_is_empty() -> None:
    with pytest.raises(Empty):
        open_package(zipped({}), DEFAULT_LIMITS)
    with pytest.raises(Empty):
        part_names(zipped({}))


def test_an_encrypted_part_asks_for_the_password_to_be_taken_off() -> None:
    data = bytearray(_with_part("a.xml", "<a/>"))
    start = data.rindex(b"PK\x01\x02")
    data[start + 8 : start + 10] = struct.pack("<H", 1)
    with pytest.raises(Encrypted):
        open_package(bytes(data), DEFAULT_LIMITS)


def test_a_package_may_only_be_deflated() -> None:
    with pytest.raises(Unreadable):
        open_package(zipped({"a.xml": "<a/>"}, zipfile.ZIP_LZMA), DEFAULT_LIMITS)


def test_a_package_that_is_cut_short_is_damaged() -> None:
    data = docx(paragraph("表"))
    for length in range(len(data)):
        with pytest.raises(Unreadable):
            open_package(data[:length], DEFAULT_LIMITS)


def test_a_damaged_part_is_told() -> None:
    data = bytearray(zipped({"a.bin": bytes(range(256)) * 9}))
    data[60:90] = b"\xff" * 30
    package = open_package(bytes(data), DEFAULT_LIMITS)
    with pytest.raises(Unreadable):
        package.read("a.bin")


@pytest.mark.parametrize("content", ["", "text", "<a>", "<a></b>"])
def test_a_part_that_is_no_xml_is_told(content: str) -> None:
    package = open_package(_with_part("a.xml", content), DEFAULT_LIMITS)
    with pytest.raises(Unreadable):
        package.xml("a.xml")


def test_a_missing_part_is_told() -> None:
    package = open_package(_with_part("a.xml", "<a/>"), DEFAULT_LIMITS)
    with pytest.raises(Unreadable, match=r"word/document\.xml"):
        package.xml("word/document.xml")


def test_broken_listings_are_told() -> None:
    with pytest.raises(Unreadable):
        open_package(zipped({"[Content_Types].xml": "<Types>"}), DEFAULT_LIMITS)
    package = open_package(zipped({"_rels/.rels": relations_of({})[:-5]}), DEFAULT_LIMITS)
    with pytest.raises(Unreadable):
        package.related("officeDocument")


@given(st.data())
def test_a_package_with_any_bytes_changed_raises_nothing_but_a_file_problem(
    data: st.DataObject,
) -> None:
    content = bytearray(docx(paragraph("考评表")))
    changes = st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255))
    for position, value in data.draw(st.lists(changes, min_size=1, max_size=8)):
        content[position] = value
    with suppress(FileProblem):
        package = open_package(bytes(content), DEFAULT_LIMITS)
        for name in package.names:
            package.read(name)
            package.xml(name)
        package.related("officeDocument")


def test_a_directory_entry_is_no_part() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.mkdir("word")
        archive.writestr("word/a.xml", "<a/>")
    assert open_package(target.getvalue(), DEFAULT_LIMITS).names == ("word/a.xml",)
