"""datapackage.json: the Frictionless Data Package v2 descriptor of the dataset."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.columns import AnyTable, Heading, Link

Json: TypeAlias = "str | bool | list[Json] | dict[str, Json]"

_DIALECT: dict[str, Json] = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
}
"""All of it, though most goes without saying: readers guess what is not said from the first rows,
and guess wrong where texts hold tabs and quotation marks."""


def descriptor_of(tables: Sequence[AnyTable]) -> bytes:
    """The descriptor's bytes: types, keys and foreign keys of every table."""
    package: dict[str, Json] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "kaoping",
        "title": "绩效管理目标考评数据集",
        "resources": [_resource(table) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(table: AnyTable) -> dict[str, Json]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": dict(_DIALECT),
        "schema": _schema(table),
    }


def _schema(table: AnyTable) -> dict[str, Json]:
    schema: dict[str, Json] = {
        "fields": [_field(heading, table) for heading in table.headings],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [_foreign_key(link) for link in table.links]
    return schema


def _field(heading: Heading, table: AnyTable) -> dict[str, Json]:
    field: dict[str, Json] = {
        "name": heading.name,
        "type": heading.type.value,
        "description": heading.meaning,
    }
    if heading.name in table.key:
        field["constraints"] = {"required": True}
    return field


def _foreign_key(link: Link) -> dict[str, Json]:
    columns: list[Json] = list(link.columns)
    return {"fields": columns, "reference": {"resource": link.table, "fields": columns}}
