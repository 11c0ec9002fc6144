"""A template's fields filled in: what stands in a field is text, whatever it looks like."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import jinja2
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError

from parsers.system_error import reason_of

from .archive import with_no_times
from .signing import make_room

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from pathlib import Path

    from .fields import Fields
    from .model import Sender


_FAULTS = (jinja2.TemplateError, LxmlError, TypeError, ValueError, LookupError, ArithmeticError)
"""What filling in can end with: a fault of grammar, or of what the template reckons."""


class TemplateProblem(ValueError):
    """A template is refused; the message names it and says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template's file by its name, for messages, and its bytes."""

    name: str
    content: bytes

    @classmethod
    def at(cls, path: Path) -> Template:
        """The template in this file.

        Raises:
            TemplateProblem: there is no such file, or it cannot be read.
        """
        try:
            return cls(path.name, path.read_bytes())
        except OSError as problem:
            raise TemplateProblem(f"模板“{path}”打不开：{reason_of(problem)}。") from problem


class Renderer:
    """Fills one template in, again and again."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._environment = _Environment()

    def rendered(self, fields: Fields, title: str, sender: Sender) -> bytes:
        """The .docx file's bytes, which depend on template and arguments alone.

        Raises:
            TemplateProblem: the template is no .docx, names a field that there is not, or says
                something that cannot be said in a template.
        """
        document = self._opened()
        self._fill(document, fields)
        make_room(document.docx, sender.office)
        _inscribe(document, title, sender)
        stream = io.BytesIO()
        document.save(stream)
        return with_no_times(stream.getvalue())

    def _opened(self) -> DocxTemplate:
        document = DocxTemplate(io.BytesIO(self._template.content))
        try:
            document.init_docx()
        except (BadZipFile, KeyError, ValueError, LxmlError, OpcError) as problem:
            reason = "不是完好的 .docx 文件，请在 Word 里另存为 .docx 后再试"
            raise self._refused(reason) from problem
        return document

    def _fill(self, document: DocxTemplate, fields: Fields) -> None:
        try:
            document.render(fields, self._environment, autoescape=True)
        except jinja2.UndefinedError as problem:
            raise self._refused(f"用了没有的字段（{problem.message}）") from problem
        except _FAULTS as problem:
            raise self._refused(f"的字段或语句写法有误（{problem}）") from problem

    def _refused(self, reason: str) -> TemplateProblem:
        return TemplateProblem(f"模板“{self._template.name}”{reason}。")


class _Environment(ImmutableSandboxedEnvironment):
    """Compiles each text once: a template's parts are the same for every letter.

    A template may come from anywhere, so it can call nothing but what acts on the fields.
    """

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=jinja2.StrictUndefined)
        self._compiled: dict[str, jinja2.Template] = {}

    def from_string(
        self,
        source: str | jinja2.nodes.Template,
        globals: MutableMapping[str, object] | None = None,  # noqa: A002 - jinja2's name
        template_class: type[jinja2.Template] | None = None,
    ) -> jinja2.Template:
        """The compiled text; it does not depend on the other arguments, which nobody gives."""
        key = str(source)
        if key not in self._compiled:
            self._compiled[key] = super().from_string(source, globals, template_class)
        return self._compiled[key]


def _inscribe(document: DocxTemplate, title: str, sender: Sender) -> None:
    """The document's properties: those that a library would fill in by the clock, by hand."""
    properties = document.docx.core_properties
    day = datetime.combine(sender.date, time(), UTC)
    properties.title, properties.author = title, sender.office
    properties.last_modified_by = sender.office
    properties.created = properties.modified = day
