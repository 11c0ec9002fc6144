"""Letters to the departments whose submissions a dataset holds, and a summary of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .fields import fields_of
from .file_names import file_name_of
from .folder import Outcome, Piece, write_pieces
from .letters import letters_on
from .model import Sender
from .render import Renderer, Template, TemplateProblem
from .summary import summary_fields
from .template import letter_template, summary_template

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.published import PublishedSubmission

    from .model import Letter

__all__ = [
    "SUMMARY",
    "Correspondence",
    "Outcome",
    "Sender",
    "Template",
    "TemplateProblem",
    "letter_template",
    "packaged_template",
    "write_notices",
]

SUMMARY = "审核情况汇总.docx"


def packaged_template() -> Template:
    """The template of a letter that comes with the program."""
    return Template("程序自带的模板", letter_template())


@dataclass(frozen=True, slots=True)
class Correspondence:
    """How the office writes: who and when, and on which template.

    `unsent` are the departments known to have sent nothing, for the summary to list.
    """

    sender: Sender
    template: Template = field(default_factory=packaged_template)
    unsent: tuple[str, ...] = ()


def write_notices(
    submissions: Sequence[PublishedSubmission], folder: Path, how: Correspondence
) -> Outcome:
    """Writes a letter on each submission and their summary into the folder.

    The same dataset and correspondence give the same bytes.

    Raises:
        TemplateProblem: the template cannot be filled in; nothing is written.
        OSError: the folder cannot be written; its files are as they were.
    """
    letters = letters_on(submissions)
    renderer = Renderer(how.template)
    pieces = tuple(_piece(letter, renderer, how.sender) for letter in letters)
    return write_pieces(folder, (*pieces, _summary(letters, how)))


def _piece(letter: Letter, renderer: Renderer, sender: Sender) -> Piece:
    fields = fields_of(letter, sender)
    title = f"{fields['主送机关']}{letter.verdict.kind}"
    content = renderer.rendered(fields, title, sender)
    return Piece(file_name_of(letter), letter.submission.id, content)


def _summary(letters: Sequence[Letter], how: Correspondence) -> Piece:
    fields = summary_fields(letters, how.unsent, how.sender)
    renderer = Renderer(Template("汇总模板", summary_template()))
    return Piece(SUMMARY, "", renderer.rendered(fields, SUMMARY.removesuffix(".docx"), how.sender))
