"""A made-up submission in parts: letter, plan, form and pieces of it in files of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_docx import docx_of
from form_layout import form_blocks, layout, letter_blocks
from form_pdf import pdf_of
from form_sheet import xlsx_of
from form_text import html_of

from parsers.model import Kind

if TYPE_CHECKING:
    from form_layout import Block
    from form_model import FormSpec
    from form_style import Style


def drawn(blocks: tuple[Block, ...], style: Style, kind: Kind) -> bytes:
    """A file of these blocks."""
    match kind:
        case Kind.DOCX:
            return docx_of(blocks, style)
        case Kind.PDF:
            return pdf_of(blocks, style)
        case Kind.XLSX:
            return xlsx_of(blocks, style)
        case _:
            return html_of(blocks)


def letter_file(spec: FormSpec, style: Style, kind: Kind) -> bytes:
    """The letter alone."""
    return drawn(letter_blocks(replace(spec, plan=()), style), style, kind)


def plan_file(spec: FormSpec, style: Style, kind: Kind) -> bytes:
    """The plan alone."""
    whole = letter_blocks(spec, style)
    letter = letter_blocks(replace(spec, plan=()), style)
    return drawn(whole[len(letter) :], style, kind)


def letter_and_plan_file(spec: FormSpec, style: Style, kind: Kind) -> bytes:
    """Letter and plan in one file."""
    return drawn(letter_blocks(spec, style), style, kind)


def form_file(spec: FormSpec, style: Style, kind: Kind) -> bytes:
    """The form alone."""
    return drawn(form_blocks(spec, style), style, kind)


def sections_file(spec: FormSpec, style: Style, kind: Kind, sections: slice) -> bytes:
    """The form with these of its sections only."""
    return form_file(replace(spec, sections=spec.sections[sections]), style, kind)


def two_forms_file(first: FormSpec, second: FormSpec, style: Style, kind: Kind) -> bytes:
    """Two submissions, one after the other, in one file."""
    return drawn(layout(first, style) + layout(second, style), style, kind)
