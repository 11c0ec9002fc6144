"""The tables of the store as the program uses them; `migrations` makes them.

runs            one row a run, with its run.json
circumstances   what results depended on besides the files: program, scheme, roster
schemes         every scheme that a result was read by, once
readings        what each content of a submission came to, in a child; the one in force
submissions     every 提交编号 that ever came
versions        its contents, one after the other, with the facts that are worth asking for;
                `published` is the result as published, where other submissions changed it
findings        the published findings of each version
repairs         the published repairs of each version
members         the versions that make up the dataset of a folder
publications    the dataset of a folder: what it was made from, and the digests of its files
contents        which contents are archives, so that nobody has to look again
decisions       who decided what, when
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

CIRCUMSTANCES = Table(
    "circumstances",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("program", Text, nullable=False),
    Column("packages", Text, nullable=False),
    Column("scheme", Text, nullable=False),
    Column("roster", Text, nullable=False),
)

RUNS = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mark", Text, nullable=False, unique=True),
    Column("began", DateTime(timezone=True), nullable=False),
    Column("folder", Text, nullable=False),
    Column("circumstances", ForeignKey("circumstances.digest"), nullable=False),
    Column("read", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

SCHEMES = Table(
    "schemes",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

SUBMISSIONS = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

READINGS = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("circumstances", ForeignKey("circumstances.digest"), nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("digest", Text, nullable=False),
    Column("scheme", ForeignKey("schemes.digest")),
    Column("files", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("submission", "content"),
)

VERSIONS = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", ForeignKey("submissions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("reading", ForeignKey("readings.id"), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("files", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("pages", Integer),
    Column("unit", Text),
    Column("year", Integer),
    Column("series", Text),
    Column("state", Text, nullable=False),
    Column("published", LargeBinary),
    UniqueConstraint("submission", "number"),
    Index("versions_reading", "reading"),
)

FINDINGS = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id"), nullable=False, index=True),
    Column("level", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("page", Integer),
    Column("message", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("advice", Text, nullable=False),
)

REPAIRS = Table(
    "repairs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id"), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("evidence", Text, nullable=False),
)

MEMBERS = Table(
    "members",
    metadata,
    Column("folder", Text, primary_key=True),
    Column("version", ForeignKey("versions.id"), primary_key=True),
)

PUBLICATIONS = Table(
    "publications",
    metadata,
    Column("folder", Text, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("signature", Text, nullable=False),
    Column("files", Text, nullable=False),
    Column("overview", LargeBinary, nullable=False),
)

CONTENTS = Table(
    "contents",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("packed", Text),
    Column("program", Text, nullable=False),
)

DECISIONS = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id"), nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("author", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("note", Text, nullable=False),
)
