"""Which contents are archives or mails, so that no child has to look into them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from .schema import CONTENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


def packings(connection: Connection, program: str) -> dict[str, str | None]:
    """What this program found: the kind of archive by digest, None for what is no archive."""
    statement = select(CONTENTS.c.digest, CONTENTS.c.packed).where(CONTENTS.c.program == program)
    return {row.digest: row.packed for row in connection.execute(statement)}


def keep_packings(connection: Connection, program: str, found: Mapping[str, str | None]) -> None:
    """Keeps what this program found; what another program found is forgotten."""
    connection.execute(delete(CONTENTS).where(CONTENTS.c.program != program))
    known = packings(connection, program)
    new = [
        {"digest": digest, "packed": packed, "program": program}
        for digest, packed in found.items()
        if digest not in known
    ]
    if new:
        connection.execute(insert(CONTENTS), new)
