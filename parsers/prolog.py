"""The guard before any XML parser: a part with a document type declaration is refused.

Only what stands before the root element is looked at, so that a large part costs no more than
its first lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from parsers.errors import Unsafe

if TYPE_CHECKING:
    from collections.abc import Iterable

_DECLARATIONS = ("<!doctype", "<!entity")
# The encodings that XML parsers guess from the first bytes; in those of two or four bytes a
# character only zeros stand between the letters, and they are taken out before the search.
_GUESSED_ENCODINGS = ("ascii", "cp037")


def refuse_doctype(chunks: Iterable[bytes], part: str) -> None:
    """Pass over the beginning of an XML part; what is no XML at all is let through.

    Args:
        chunks: the part's bytes, of which only those up to the root element are taken.
        part: its name, for the message.

    Raises:
        Unsafe: it declares a document type or an entity, or hides behind an encoding that
            OOXML does not allow.
    """
    seen = bytearray()
    parser = expat.ParserCreate()
    parser.StartElementHandler = _reach_root
    parser.StartDoctypeDeclHandler = _meet_doctype
    try:
        for chunk in chunks:
            seen += chunk
            parser.Parse(chunk, False)  # noqa: FBT003 - the signature is expat's
        parser.Parse(b"", True)  # noqa: FBT003 - the signature is expat's
    except _RootReachedError:
        return
    except _DoctypeMetError:
        raise _unsafe(part) from None
    except expat.ExpatError:
        _refuse_garbled(bytes(seen), part)
    except (LookupError, ValueError):
        raise Unsafe(f"文件部件 {part} 用了不允许的字符编码，为安全起见不予读取") from None


class _RootReachedError(Exception):
    pass


class _DoctypeMetError(Exception):
    pass


def _reach_root(*_: object) -> NoReturn:
    raise _RootReachedError


def _meet_doctype(*_: object) -> NoReturn:
    raise _DoctypeMetError


def _refuse_garbled(seen: bytes, part: str) -> None:
    letters = seen.replace(b"\0", b"")
    for encoding in _GUESSED_ENCODINGS:
        text = letters.decode(encoding, errors="replace").lower()
        if any(declaration in text for declaration in _DECLARATIONS):
            raise _unsafe(part)


def _unsafe(part: str) -> Unsafe:
    return Unsafe(
        f"文件部件 {part} 含有文档类型声明（DOCTYPE），可能引用外部内容，为安全起见不予读取"
    )
