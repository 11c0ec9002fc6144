"""The packages that Word and Excel write (Open Packaging Conventions, ECMA-376 part 2)."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.parsers import expat

from parsers.errors import Empty, Encrypted, TooLarge, Unreadable, Unsafe
from parsers.limits import MIB
from parsers.prolog import refuse_doctype

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from parsers.limits import Limits

CONTENT_TYPES = "[Content_Types].xml"
_XML_ENDINGS = (".xml", ".rels", ".vml")
_CHUNK_BYTES = 64 * 1024
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # ECMA-376 part 2, annex B allows no other
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (
        _STRICT + b"wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        _STRICT + b"spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        _STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """What a package says its parts are: by name, else by ending; all in lower case."""

    parts: Mapping[str, str]
    endings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """That one part points to another: by which id, as what, and the other's name.

    `kind` is the last word of the relationship's type.
    """

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose bounds were checked; its parts are named as in the zip, without `/` first.

    Names are looked up without regard to case, as the conventions say.
    """

    names: tuple[str, ...]
    _archive: zipfile.ZipFile
    _entries: Mapping[str, zipfile.ZipInfo]
    _types: ContentTypes

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            Unreadable: there is no such part, or it is damaged.
        """
        with _damage_told(), self._archive.open(self._entry(name)) as stream:
            return stream.read()

    def xml(self, name: str) -> _Element:
        """The root element of a part; strict namespaces are given by their transitional names.

        Raises:
            Unreadable: there is no such part, or it is no XML.
            Unsafe: it declares a document type.
            TooLarge: its elements nest too deeply.
        """
        from parsers.markup import root_of  # noqa: PLC0415 - telling kinds must not load lxml

        data = self.read(name)
        if _STRICT in data:
            for strict, transitional in _TRANSITIONAL:
                data = data.replace(strict, transitional)
        return root_of(data, name)

    def content_type(self, name: str) -> str:
        """The content type declared for a part, in lower case; empty if there is none."""
        ending = name.rpartition(".")[2].lower()
        return self._types.parts.get(name.lower()) or self._types.endings.get(ending, "")

    def related(self, kind: str, source: str = "") -> tuple[str, ...]:
        """The parts that a part points to by relationships of one kind, in their order.

        Args:
            kind: the last word of the relationship's type (`styles`, `header`).
            source: the name of the part that points; the package itself by default.
        """
        return tuple(r.target for r in self.relations(source) if r.kind == kind)

    def relations(self, source: str = "") -> tuple[Relation, ...]:
        """What a part points to within the package; what lies outside, or nowhere, is left out."""
        folder, _, leaf = source.rpartition("/")
        listing = posixpath.join(folder, "_rels", f"{leaf}.rels")
        if listing not in self:
            return ()
        named = (
            (_target(folder, attributes), attributes)
            for tag, attributes in _elements(self.read(listing))
            if tag == "Relationship" and attributes.get("TargetMode", "Internal") == "Internal"
        )
        return tuple(
            Relation(a.get("Id", ""), a.get("Type", "").rpartition("/")[2], target)
            for target, a in named
            if target in self
        )

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = self._entries.get(name.lower())
        if entry is None:
            raise Unreadable(f"文件已损坏：缺少部件 {name}，请重新导出后再报送")
        return entry


def open_package(data: bytes, limits: Limits) -> Package:
    """Open a package after checking its size, names and XML parts; nothing is unpacked to disk.

    Raises:
        Unreadable: it is no zip, is cut short, or packs its parts in a way that is not allowed.
        Empty: it has no parts.
        Encrypted: a part is encrypted.
        Unsafe: a part's name leaves the package, or an XML part declares a document type.
        TooLarge: it has too many parts, or they unpack to too much.
    """
    archive, named = _checked(data, limits)
    for name, entry in named.items():
        if name.lower().endswith(_XML_ENDINGS):
            _check_prolog(archive, entry)
    lowered = {name.lower(): entry for name, entry in named.items()}
    package = Package(tuple(named), archive, lowered, _content_types(archive, lowered))
    for name, entry in named.items():
        if _is_xml_type(package.content_type(name)):
            _check_prolog(archive, entry)
    return package


def open_plain_package(data: bytes, limits: Limits) -> Package:
    """Open a package of another convention, whose parts have no types and no relationships.

    No part is looked into: whoever parses one must have it pass `prolog.refuse_doctype` first.

    Raises:
        FileProblem: as `open_package` says, but for what stands within parts.
    """
    archive, named = _checked(data, limits)
    lowered = {name.lower(): entry for name, entry in named.items()}
    return Package(tuple(named), archive, lowered, ContentTypes({}, {}))


def part_names(data: bytes) -> tuple[str, ...]:
    """The names that any zip lists, as they stand there; nothing is unpacked.

    Raises:
        Unreadable: it is no zip, or is cut short.
        Empty: it has no parts.
    """
    entries = _archive_of(data).infolist()
    if not entries:
        raise Empty("文件是空的压缩包，没有任何内容")
    return tuple(entry.filename for entry in entries)


def _archive_of(data: bytes) -> zipfile.ZipFile:
    with _damage_told():
        return zipfile.ZipFile(io.BytesIO(data))


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except _BROKEN:
        raise Unreadable("文件已损坏或不完整（压缩包无法打开），请重新导出后再报送") from None


def _checked(data: bytes, limits: Limits) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    """A zip whose sizes and names are within bounds, and its members by name."""
    archive = _archive_of(data)
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _check_sizes(entries, limits)
    for entry in entries:
        _check_entry(entry)
    return archive, {entry.filename.replace("\\", "/"): entry for entry in entries}


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not entries:
        raise Empty("文件是空的压缩包，没有任何内容")
    if len(entries) > limits.parts:
        raise TooLarge(f"文件内部部件过多（{len(entries)} 个，上限 {limits.parts} 个）")
    inflated = sum(entry.file_size for entry in entries)
    if inflated > limits.inflated_bytes:
        raise TooLarge(
            f"文件解压后过大（{inflated // MIB} MiB，上限 {limits.inflated_bytes // MIB} MiB）",
        )
    for entry in entries:
        if entry.file_size > max(MIB, entry.compress_size * limits.inflation):
            raise TooLarge(f"文件部件 {entry.filename} 的压缩比异常，疑为压缩炸弹")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
        raise Unsafe(f"文件部件名 {name} 指向文件之外，为安全起见不予读取")
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise Encrypted("文件已加密，请取消密码后再报送")
    if entry.compress_type not in _METHODS:
        raise Unreadable(f"文件部件 {name} 的压缩方式不受支持，请重新导出后再报送")


def _is_xml_type(kind: str) -> bool:
    return kind.startswith("application/") and kind.endswith("xml")


def _check_prolog(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with _damage_told():
        refuse_doctype(_chunks(archive, entry), entry.filename)


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk


def _target(folder: str, attributes: dict[str, str]) -> str:
    target = unquote(attributes.get("Target", "")).replace("\\", "/")
    joined = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(joined).lstrip("/")


def _content_types(
    archive: zipfile.ZipFile,
    entries: Mapping[str, zipfile.ZipInfo],
) -> ContentTypes:
    entry = entries.get(CONTENT_TYPES.lower())
    if entry is None:
        return ContentTypes({}, {})
    with _damage_told(), archive.open(entry) as stream:
        listed = _elements(stream.read())
    kinds = [(tag, a, a.get("ContentType", "").strip().lower()) for tag, a in listed]
    return ContentTypes(
        {a.get("PartName", "").lstrip("/").lower(): k for t, a, k in kinds if t == "Override"},
        {a.get("Extension", "").lower(): k for t, a, k in kinds if t == "Default"},
    )


def _elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements of a flat part, each with its local name and attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (tag.rpartition("}")[2], attributes),
    )
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the signature is expat's
    except (expat.ExpatError, LookupError, ValueError):
        raise Unreadable("文件已损坏：内部目录无法解析，请重新导出后再报送") from None
    return found
