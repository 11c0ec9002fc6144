"""Datasets as they were published: what is asked for of them, and the digests of their files."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from pipeline.overview_lines import Overview
from pipeline.rows import finding_rows, repair_rows

from .codec import decode_value, encode, encode_value
from .schema import FINDINGS, MEMBERS, PUBLICATIONS, REPAIRS, RUNS, VERSIONS
from .texts import storable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from pipeline.model import Result
    from pipeline.rows import FindingRow, RepairRow

    from .versions import Version


_AT_ONCE = 2_000  # rows that wait in memory to be written


@dataclass(frozen=True, slots=True)
class Publication:
    """The dataset of a folder.

    `signature` tells what it was made from, `files` the SHA-256 of each file, `record` is the
    run.json of the run that made it.
    """

    signature: str
    files: Mapping[str, str]
    overview: Overview
    record: str


@dataclass(frozen=True, slots=True)
class Member:
    """A submission of a dataset: the version, as it was read, as other submissions left it."""

    version: Version
    read: Result
    published: Result


def publication_of(connection: Connection, folder: str, signature: str) -> Publication | None:
    """What was last published in this folder, None if nothing was, or something else.

    Raises:
        Undecodable: it is damaged.
    """
    joined = PUBLICATIONS.join(RUNS, RUNS.c.id == PUBLICATIONS.c.run)
    columns = (
        PUBLICATIONS.c.signature,
        PUBLICATIONS.c.files,
        PUBLICATIONS.c.overview,
        RUNS.c.record,
    )
    here = PUBLICATIONS.c.folder == storable(folder)
    same = PUBLICATIONS.c.signature == signature
    row = connection.execute(select(*columns).select_from(joined).where(here, same)).first()
    if row is None:
        return None
    overview = decode_value(row.overview, Overview)
    return Publication(row.signature, json.loads(row.files), overview, row.record)


def keep_publication(
    connection: Connection, folder: str, run: int, publication: Publication
) -> None:
    """Keeps what is published in this folder, in the place of what was."""
    here = PUBLICATIONS.c.folder == storable(folder)
    connection.execute(delete(PUBLICATIONS).where(here))
    values = {
        "folder": storable(folder),
        "run": run,
        "signature": publication.signature,
        "files": json.dumps(dict(publication.files), ensure_ascii=False, sort_keys=True),
        "overview": encode_value(publication.overview),
    }
    connection.execute(insert(PUBLICATIONS).values(values))


class Members:
    """Keeps the results of a folder's dataset as they are published, in the place of what was.

    Rows wait in memory until there are some, or until it is `finish`ed.
    """

    def __init__(self, connection: Connection, folder: str) -> None:
        connection.execute(delete(MEMBERS).where(MEMBERS.c.folder == storable(folder)))
        self._connection = connection
        self._folder = storable(folder)
        self._facts: list[dict[str, object]] = []
        self._findings: list[dict[str, object]] = []
        self._repairs: list[dict[str, object]] = []

    def add(self, member: Member) -> None:
        """Keeps another member."""
        version, published = member.version.id, member.published
        self._facts.append(_facts(member))
        self._findings += (_finding(version, row) for row in finding_rows((published,)))
        self._repairs += (_repair(version, row) for row in repair_rows((published,)))
        if len(self._findings) + len(self._repairs) + len(self._facts) > _AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """Writes what is waiting."""
        if not self._facts:
            return
        versions = [facts["row"] for facts in self._facts]
        rows = [{"folder": self._folder, "version": version} for version in versions]
        self._connection.execute(insert(MEMBERS), rows)
        row = VERSIONS.c.id == bindparam("row")
        self._connection.execute(update(VERSIONS).where(row), self._facts)
        old = [{"old": version} for version in versions]
        for table, new in ((FINDINGS, self._findings), (REPAIRS, self._repairs)):
            self._connection.execute(delete(table).where(table.c.version == bindparam("old")), old)
            if new:
                self._connection.execute(insert(table), [_storable(told) for told in new])
            new.clear()
        self._facts.clear()


def _facts(member: Member) -> dict[str, object]:
    result, form = member.published, member.published.form
    return {
        "row": member.version.id,
        "unit": storable(form.unit.value or "") if form is not None else None,
        "year": form.year if form is not None else None,
        "series": form.series if form is not None else None,
        "state": str(result.state),
        "published": _difference(member),
    }


def _difference(member: Member) -> bytes | None:
    """The result as published, if it is not as it was read; without the form if that is as read.

    What others mean for a submission are findings, mostly: its form is in the store already.
    """
    read, result = member.read, member.published
    if replace(result, version=read.version) == read:
        return None
    return encode(replace(result, form=None) if result.form == read.form else result).body


def _storable(row: dict[str, object]) -> dict[str, object]:
    return {key: storable(v) if isinstance(v, str) else v for key, v in row.items()}


def _finding(version: int, row: FindingRow) -> dict[str, object]:
    found = row.finding
    return {
        "version": version,
        "level": str(found.level),
        "code": found.code,
        "number": found.number,
        "field": found.field,
        "page": found.place.page if found.place else None,
        "message": found.message,
        "expected": found.expected,
        "found": found.found,
        "advice": found.advice,
    }


def _repair(version: int, row: RepairRow) -> dict[str, object]:
    repair = row.repair
    return {
        "version": version,
        "number": row.number,
        "field": str(repair.field),
        "before": repair.before,
        "after": repair.after,
        "rule": repair.rule,
        "confidence": repair.confidence,
        "evidence": repair.evidence,
    }
