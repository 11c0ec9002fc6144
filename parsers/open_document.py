"""Which OpenDocument file a package is, by its mimetype (ODF 1.3 part 2, 3.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.errors import Encrypted, Unsupported
from parsers.model import Kind

if TYPE_CHECKING:
    from parsers.opc import Package

MANIFEST = "META-INF/manifest.xml"
_TYPE = "application/vnd.oasis.opendocument."
# ODF 1.3 part 2, 4.8: what an encrypted member's entry in the manifest holds.
_ENCRYPTED = re.compile(rb"<(?:[\w.-]+:)?encryption-data[\s/>]")
_ROOT_TYPE = re.compile(rb'media-type="([^"]*)"')  # the first entry is the package itself


def kind_of_open_document(package: Package) -> Kind | None:
    """The kind of a package with a manifest; None where it is no OpenDocument file.

    Raises:
        Encrypted: it is locked with a password.
        Unsupported: it is neither text nor spreadsheet.
    """
    manifest = package.read(MANIFEST)
    declared = _type_of(package, manifest)
    if not declared.startswith(_TYPE):
        return None
    if _ENCRYPTED.search(manifest):
        raise Encrypted("文件已加密，请取消密码后再报送")
    kind = kind_of_type(declared)
    if kind is None:
        raise Unsupported(
            "这是 OpenDocument 文件，但不是文字或表格，请另存为 .docx 或 .xlsx 后再报送"
        )
    return kind


def kind_of_type(declared: str) -> Kind | None:
    """The kind that a media type of OpenDocument declares; None if it is neither text nor sheet."""
    what = declared.removeprefix(_TYPE).partition("-")[0]
    return {"text": Kind.ODT, "spreadsheet": Kind.ODS}.get(what)


def _type_of(package: Package, manifest: bytes) -> str:
    if "mimetype" in package:
        return package.read("mimetype").decode("ascii", "replace").strip()
    declared = _ROOT_TYPE.search(manifest)
    return declared[1].decode("ascii", "replace") if declared else ""
