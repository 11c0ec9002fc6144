"""The schemes that results were read by, each kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from normalizers.scheme import Scheme

from .codec import decode_value, encode_value
from .schema import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


def keep_scheme(connection: Connection, scheme: Scheme | None, digest: str | None) -> None:
    """Keeps a scheme of this digest if it is new."""
    if scheme is None or digest is None:
        return
    known = select(SCHEMES.c.digest).where(SCHEMES.c.digest == digest)
    if connection.scalar(known) is None:
        values = {"digest": digest, "name": scheme.name, "body": encode_value(scheme)}
        connection.execute(insert(SCHEMES).values(values))


def schemes_named(connection: Connection, digests: Collection[str]) -> dict[str, Scheme]:
    """The schemes of these digests, one object each."""
    rows = connection.execute(select(SCHEMES).where(SCHEMES.c.digest.in_(digests)))
    return {row.digest: decode_value(row.body, Scheme) for row in rows}
