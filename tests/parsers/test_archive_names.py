"""Names of members become names that any file system takes, or are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.archive.names import parts_of, shown, text_of_name
from parsers.errors import Unsafe


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("民政局.docx", ("民政局.docx",)),
        ("./一批//民政局/表.docx", ("一批", "民政局", "表.docx")),
        ("一批\\民政局\\表.docx", ("一批", "民政局", "表.docx")),
        ("CON", ("_CON",)),
        ("nul.txt", ("_nul.txt",)),
        ("COM1 .docx", ("_COM1 .docx",)),
        ("lpt9.tar.gz", ("_lpt9.tar.gz",)),
        ("console.docx", ("console.docx",)),
        ("表.docx. . ", ("表.docx",)),
        ("...", ("_",)),
        ("表.docx:evil", ("表.docx_evil",)),
        ('a<b>"c|d?e*.pdf', ("a_b__c_d_e_.pdf",)),
        ("洛江区　民政局\t表.docx", ("洛江区　民政局 表.docx",)),
        ("fdp.\u202excod", ("fdp._xcod",)),
        ("\x1b[31m.docx", ("_[31m.docx",)),
        ("", ("未命名",)),
        ("./", ("未命名",)),
    ],
)
def test_a_name_is_made_fit_for_any_file_system(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name) == parts


@pytest.mark.parametrize(
    "name",
    [
        "../民政局.docx",
        "a/../../民政局.docx",
        "a\\..\\民政局.docx",
        "a/.. /b",
        "/etc/passwd",
        "\\\\server\\share\\a",
        "C:\\Windows\\a.docx",
        "c:a.docx",
        "民政局.docx\0.exe",
        "a/" * 40 + "b",
        "长" * 400,
    ],
)
def test_a_name_that_leads_out_or_deceives_is_refused(name: str) -> None:
    with pytest.raises(Unsafe):
        parts_of(name)


def test_a_long_name_is_cut_and_keeps_its_suffix() -> None:
    (part,) = parts_of("长" * 100 + ".docx")
    assert part == "长" * 58 + ".docx"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("民政局".encode(), "民政局"),
        ("民政局".encode("gbk"), "民政局"),
        ("㐂𠮷".encode("gb18030"), "㐂𠮷"),
        (b"plain.txt", "plain.txt"),
        (b"caf\x82\xff", "caféÿ".replace("ÿ", "\xa0")),
    ],
)
def test_the_bytes_of_a_name_are_understood(data: bytes, text: str) -> None:
    assert text_of_name(data) == text


def test_a_refused_name_is_shown_without_what_steers_a_terminal() -> None:
    assert shown("..\\a\0b\x1b[2J.docx") == "../a␀b_[2J.docx"


@given(st.text(max_size=60))
def test_any_name_is_refused_or_stays_inside_and_cleaning_it_again_changes_nothing(
    name: str,
) -> None:
    try:
        parts = parts_of(name)
    except Unsafe:
        return
    assert parts
    assert not any(set(part) & set('/\\\0<>:"|?*') or part in {"", ".", ".."} for part in parts)
    assert parts_of("/".join(parts)) == parts
