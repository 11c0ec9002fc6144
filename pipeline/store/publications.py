"""Datasets as they were published: what is asked for of them, and the digests of their files."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from pipeline.overview_lines import Overview
from pipeline.rows import finding_rows, repair_rows

from .codec import decode_value, encode, encode_value
from .schema import FINDINGS, MEMBERS, PUBLICATIONS, REPAIRS, RUNS, VERSIONS
from .texts import storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Table

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


def publication_of(connection: Connection, folder: str) -> Publication | None:
    """What was last published in this folder, None if nothing was.

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
    row = connection.execute(select(*columns).select_from(joined).where(here)).first()
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


def keep_members(connection: Connection, folder: str, members: Sequence[Member]) -> None:
    """Keeps the results as they are published, and that they make up the folder's dataset."""
    connection.execute(delete(MEMBERS).where(MEMBERS.c.folder == storable(folder)))
    if not members:
        return
    rows = [{"folder": storable(folder), "version": member.version.id} for member in members]
    connection.execute(insert(MEMBERS), rows)
    row = VERSIONS.c.id == bindparam("row")
    for start in range(0, len(members), _AT_ONCE):
        facts = list(map(_facts, members[start : start + _AT_ONCE]))
        connection.execute(update(VERSIONS).where(row), facts)
    results = [member.published for member in members]
    ids = {member.published.submission.id: member.version.id for member in members}
    _replace(connection, FINDINGS, members, _findings(finding_rows(results), ids))
    _replace(connection, REPAIRS, members, _repairs(repair_rows(results), ids))


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


def _replace(
    connection: Connection,
    table: Table,
    members: Sequence[Member],
    rows: Iterator[dict[str, object]],
) -> None:
    old = [{"old": member.version.id} for member in members]
    connection.execute(delete(table).where(table.c.version == bindparam("old")), old)
    new = (
        {key: storable(v) if isinstance(v, str) else v for key, v in row.items()} for row in rows
    )
    while some := list(islice(new, _AT_ONCE)):
        connection.execute(insert(table), some)


def _findings(rows: Iterator[FindingRow], ids: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for row in rows:
        found = row.finding
        yield {
            "version": ids[row.result.submission.id],
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


def _repairs(rows: Iterator[RepairRow], ids: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for row in rows:
        repair = row.repair
        yield {
            "version": ids[row.result.submission.id],
            "number": row.number,
            "field": str(repair.field),
            "before": repair.before,
            "after": repair.after,
            "rule": repair.rule,
            "confidence": repair.confidence,
            "evidence": repair.evidence,
        }
