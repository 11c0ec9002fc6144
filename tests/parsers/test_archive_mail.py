"""Mails as they arrive in Chinese offices: names by every custom, letters in the text."""

from __future__ import annotations

import base64
from email.generator import BytesGenerator
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from archives import mail_of, members, refusals, unpacked

from parsers.archive.mail_names import decoded_words
from parsers.detect import kind_of
from parsers.errors import Empty, Encrypted, TooLarge
from parsers.model import Kind

if TYPE_CHECKING:
    from pathlib import Path

HEAD = b"From: a@example.cn\r\nTo: b@example.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
B64 = base64.b64encode(b"1")


def mail(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    """A mail of these parts, each with its own header."""
    body = b"".join(b"--B\r\n" + part + b"\r\n" for part in parts)
    return HEAD + b'Content-Type: multipart/%s; boundary="B"\r\n\r\n' % kind + body + b"--B--\r\n"


def attached(disposition: bytes, kind: bytes = b"application/octet-stream") -> bytes:
    return (
        b"Content-Type: %s\r\nContent-Disposition: attachment%s\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n%s" % (kind, disposition, B64)
    )


def text(content: bytes, kind: bytes = b"text/plain; charset=gb2312") -> bytes:
    return b"Content-Type: %s\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%s" % (kind, content)


def words(name: str, charset: str, size: int) -> bytes:
    """Encoded words of so many bytes each, though they cut characters in two."""
    data = name.encode(charset)
    pieces = [data[i : i + size] for i in range(0, len(data), size)]
    return b"\r\n ".join(b"=?GB2312?B?%s?=" % base64.b64encode(piece) for piece in pieces)


def test_attachments_and_the_text_are_members(tmp_path: Path) -> None:
    contents = unpacked(mail_of({"民政局考评表.docx": b"1", "函.pdf": b"2"}), tmp_path)
    assert members(tmp_path) == {
        "民政局考评表.docx": b"1",
        "函.pdf": b"2",
        "正文.txt": "请查收。\n".encode(),
    }
    assert (contents.cover, contents.refused, contents.damage) == ("正文.txt", (), None)


@pytest.mark.parametrize(
    "disposition",
    [
        b"; filename*=UTF-8''%E6%B0%91%E6%94%BF%E5%B1%80.docx",
        b"; filename*=gb2312''%C3%F1%D5%FE%BE%D6.docx",
        b";\r\n filename*0*=UTF-8''%E6%B0%91;\r\n filename*1*=%E6%94%BF%E5%B1%80.docx",
        b'; filename="=?utf-8?B?5rCR5pS/5bGALmRvY3g=?="',
        b"; filename==?utf-8?Q?=E6=B0=91=E6=94=BF=E5=B1=80.docx?=",
        b'; filename="' + words("民政局", "gbk", 3) + b'.docx"',
        '; filename="民政局.docx"'.encode("gbk"),
        '; filename="民政局.docx"'.encode(),
    ],
    ids=range(8),
)
def test_names_are_understood_by_every_custom(tmp_path: Path, disposition: bytes) -> None:
    unpacked(mail(attached(disposition)), tmp_path)
    assert members(tmp_path) == {"民政局.docx": b"1"}


def test_a_name_may_stand_with_the_type_only(tmp_path: Path) -> None:
    kind = 'application/msword; name="民政局.docx"'.encode("gbk")
    unpacked(mail(attached(b"", kind)), tmp_path)
    assert members(tmp_path) == {"民政局.docx": b"1"}


def test_an_attachment_without_a_name_gets_one(tmp_path: Path) -> None:
    unpacked(mail(attached(b"", b"application/pdf"), attached(b"", b"text/plain")), tmp_path)
    assert members(tmp_path) == {"附件.pdf": b"1", "附件.plain": b"1"}


def test_a_hostile_name_costs_its_attachment_only(tmp_path: Path) -> None:
    data = mail(attached(b'; filename="../a.docx"'), attached(b'; filename="b.docx"'))
    contents = unpacked(data, tmp_path)
    assert (members(tmp_path), refusals(contents)) == (
        {"b.docx": b"1"},
        {"../a.docx": "file.unsafe"},
    )


def test_a_mail_within_the_mail_is_a_member(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "c@example.cn", "d@example.cn", "转发"
    letter.set_content("见附件。")
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "e@example.cn", "f@example.cn", "报送"
    inner.set_content("附表。")
    letter.add_attachment(inner, filename="报送.eml")
    letter.add_attachment(inner)
    unpacked(bytes(letter), tmp_path)
    found = members(tmp_path)
    assert set(found) == {"报送.eml", "转发的邮件.eml", "正文.txt"}
    assert kind_of(found["报送.eml"]) is Kind.MAIL


def test_a_mail_within_the_mail_may_be_encoded(tmp_path: Path) -> None:
    inner = mail_of({"a.docx": b"1"})
    part = (
        b"Content-Type: message/rfc822; name=a.eml\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(inner)
    )
    unpacked(mail(part), tmp_path)
    assert members(tmp_path) == {"a.eml": inner}


@pytest.mark.parametrize(
    ("parts", "name", "content"),
    [
        ([text("朱镕基".encode("gbk"))], "正文.txt", "朱镕基"),
        ([text("函".encode(), b"text/plain")], "正文.txt", "函"),
        ([text("函".encode("gbk"), b"text/plain; charset=unknown")], "正文.txt", "函"),
        ([text(b"<p>a</p>", b"text/html")], "正文.html", "<p>a</p>"),
        ([text(b"a"), text(b"<p>a</p>", b"text/html")], "正文.txt", "a"),
        ([text(b"a"), text(b"<TABLE >a", b"text/html")], "正文.html", "<TABLE >a"),
    ],
)
def test_the_text_is_the_page_if_a_table_is_in_it(
    tmp_path: Path, parts: list[bytes], name: str, content: str
) -> None:
    contents = unpacked(mail(*parts, kind=b"alternative"), tmp_path)
    assert {n: d.decode().strip() for n, d in members(tmp_path).items()} == {name: content}
    assert contents.cover == name


def test_a_text_without_content_is_none(tmp_path: Path) -> None:
    page = text(b"<style>p {}</style><p>&nbsp;</p>", b"text/html")
    with pytest.raises(Empty):
        unpacked(mail(text(b" \r\n"), page), tmp_path)


def test_pictures_in_the_text_and_signatures_are_passed_over(tmp_path: Path) -> None:
    logo = b"Content-ID: <1>\r\nContent-Type: image/png; name=logo.png\r\n\r\nx"
    signature = attached(b"; filename=smime.p7s", b"application/pkcs7-signature")
    page = text(b"<p>a</p>", b"text/html")
    unpacked(mail(page, logo, attached(b"; filename=a.docx"), kind=b"related"), tmp_path / "a")
    assert set(members(tmp_path / "a")) == {"正文.html", "a.docx"}
    unpacked(mail(page, signature, attached(b"; filename=a.docx")), tmp_path / "b")
    assert set(members(tmp_path / "b")) == {"正文.html", "a.docx"}


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nx",
        mail(attached(b""), kind=b"encrypted"),
    ],
)
def test_a_locked_mail_is_encrypted(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Encrypted):
        unpacked(data, tmp_path)


@pytest.mark.parametrize("depth", [900, 5_000])
def test_parts_that_nest_without_end_are_refused(tmp_path: Path, depth: int) -> None:
    data = HEAD
    for level in range(depth):
        data += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
    with pytest.raises(TooLarge, match="嵌套过深"):
        unpacked(data, tmp_path)


def test_a_mail_within_that_cannot_be_written_costs_itself_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("unknown encoding: x")

    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "c@example.cn", "d@example.cn", "转发"
    letter.add_attachment(EmailMessage(), filename="坏.eml")
    letter.add_attachment(b"1", maintype="application", subtype="x", filename="a.docx")
    data = bytes(letter)
    monkeypatch.setattr(BytesGenerator, "flatten", fail)
    contents = unpacked(data, tmp_path)
    assert members(tmp_path) == {"a.docx": b"1"}
    assert refusals(contents) == {"坏.eml": "file.unreadable"}


def test_base64_that_is_none_gives_an_empty_name() -> None:
    assert decoded_words("=?utf-8?B?5?=x") == "x"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("plain.docx", "plain.docx"),
        ("=?utf-8?Q?a_b?= c", "a b c"),
        ("=?utf-8*zh?B?5rCR?=", "民"),
        ("=?unknown?B?yMs=?=", "人"),
        ("=?utf-8?B?!?=", ""),
        ("=?utf-8?B?5rCR?= =?gbk?B?1f4=?=", "民政"),
    ],
)
def test_encoded_words_are_decoded(written: str, plain: str) -> None:
    assert decoded_words(written) == plain
