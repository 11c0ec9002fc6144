"""Web archives are read for their page, whatever its character set and encoding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from form_old import archived
from forms import Kind

from parsers.errors import Unreadable
from parsers.limits import DEFAULT_LIMITS
from parsers.transcript import read_transcript
from parsers.web_archive import read_web_archive

PAGE = (
    "<html><body><p>考评表</p><table><tr><td>序号</td><td>权重</td></tr>"
    "<tr><td>1-1-1</td><td>2</td></tr></table></body></html>"
)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_an_archive_reads_as_its_page(charset: str) -> None:
    expected = read_transcript(PAGE.encode(), DEFAULT_LIMITS)
    reading = read_web_archive(archived(PAGE, charset), DEFAULT_LIMITS)
    assert reading == replace(expected, kind=Kind.MHTML)


@pytest.mark.parametrize("charset", ["", "; charset=nonsense"])
def test_a_page_without_a_known_character_set_is_told_by_its_bytes(charset: str) -> None:
    head = f"MIME-Version: 1.0\nContent-Type: text/html{charset}\n"
    body = b"Content-Transfer-Encoding: 8bit\n\n" + PAGE.encode("gb18030")
    reading = read_web_archive(head.encode() + body, DEFAULT_LIMITS)
    assert reading.paragraphs[0].source.text == "考评表"


def test_an_archive_without_a_page_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="没有网页"):
        read_web_archive(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", DEFAULT_LIMITS)
