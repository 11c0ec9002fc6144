"""Results as bytes that come back as they went: decode(encode(result)) == result.

The body is JSON by cattrs, compressed. What is at its default is left out; a key that the program
does not know is refused, so that a body of another shape can never be half understood. The scheme,
which many results share, is apart from the body. What rows of a form share they share afterwards
(`sharing`); texts are kept once however many forms say them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import zlib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import cattrs
import cattrs.errors

from pipeline.model import Result, Submission

from .problems import StoreProblem
from .sharing import share_cells, told_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalizers.scheme import Scheme

T = TypeVar("T")

_UNLIKE = (
    zlib.error,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    cattrs.BaseValidationError,
    cattrs.errors.ForbiddenExtraKeysError,
)
"""What decompressing and structuring raise for bytes that are none of ours."""

_LEVEL = 3  # zlib: a third of the time of its own choice (6) for a tenth more bytes


class Undecodable(StoreProblem):
    """A record of the store is damaged, or of another shape."""

    def __init__(self, detail: object) -> None:
        super().__init__(
            f"库里有一条记录已经损坏（{detail}）；请用 kaoping run --fresh 重新读取所有文件。"
        )


@dataclass(frozen=True, slots=True)
class Encoded:
    """A result as bytes; `scheme` is its scheme's digest, None where it has none.

    Where the files lay (`files`, a JSON list) and the seconds that it took are apart, so that
    `digest`, the SHA-256 of body and scheme, is the same for what says the same.
    """

    body: bytes
    scheme: str | None
    files: str
    seconds: float
    digest: str


def encode(result: Result) -> Encoded:
    """The result's bytes; its scheme is to be kept by `encode_scheme`."""
    scheme = None if result.scheme is None else scheme_digest(result.scheme)
    submission = Submission(result.submission.id, (), result.submission.names)
    told = _json(replace(result, submission=submission, scheme=None, seconds=0.0))
    digest = hashlib.sha256(told + (scheme or "").encode()).hexdigest()
    files = json.dumps([str(file) for file in result.submission.files])
    return Encoded(zlib.compress(told, _LEVEL), scheme, files, result.seconds, digest)


def decode(encoded: Encoded, schemes: Mapping[str, Scheme]) -> Result:
    """The result that was encoded, with its scheme from `schemes`, by digest.

    Raises:
        Undecodable: the body is damaged or of another shape, or its scheme is not there.
    """
    bare = decode_value(encoded.body, Result)
    if encoded.scheme is not None and encoded.scheme not in schemes:
        raise Undecodable(f"no scheme {encoded.scheme}")
    scheme = None if encoded.scheme is None else schemes[encoded.scheme]
    files = tuple(map(Path, json.loads(encoded.files)))
    submission = replace(bare.submission, files=files)
    return replace(bare, submission=submission, scheme=scheme, seconds=encoded.seconds)


def scheme_digest(scheme: Scheme) -> str:
    """The SHA-256 of what the scheme says, in hexadecimal."""
    return hashlib.sha256(_json(scheme)).hexdigest()


def encode_value(value: object) -> bytes:
    """A value of the models as bytes."""
    return zlib.compress(_json(value), _LEVEL)


def decode_value(body: bytes, kind: type[T]) -> T:
    """The value of this kind that was encoded.

    Raises:
        Undecodable: the bytes are damaged, or hold something else.
    """
    try:
        text = zlib.decompress(body).decode("utf-8", "surrogatepass")
        return value_of(json.loads(text), kind, _converter())
    except _UNLIKE as error:
        raise Undecodable(f"{kind.__name__}: {error!r}") from error


def _json(value: object) -> bytes:
    plain = told_of(value, _converter())
    # A fifth smaller than with \u escapes; a lone surrogate passes.
    text = json.dumps(plain, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(
        forbid_extra_keys=True, omit_if_default=True, detailed_validation=False
    )
    share_cells(converter)
    # Units, people, deadlines: most texts of a form stand in other forms, too.
    converter.register_structure_hook(str, _text)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(bytes, lambda data: base64.b85encode(data).decode())
    converter.register_structure_hook(bytes, lambda text, _: base64.b85decode(text))
    converter.register_unstructure_hook(Path, str)
    converter.register_structure_hook(Path, lambda text, _: Path(text))
    return converter


def _text(told: str, kind: type[str]) -> str:
    """The text, one object wherever it stands; an enumeration, which is a text, has its own."""
    return sys.intern(told) if kind is str else kind(told)
