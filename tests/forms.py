"""Any form in any format, with its truth: the door to the modules form_*.

spec, style = random_form(7)
spec = missing_weight(spec, "1-2-1")            # from form_defects
data, truth = build(spec, style, Kind.DOCX), truth_of(spec)
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from form_docx import docx_of
from form_layout import layout
from form_looks import random_style
from form_ofd import ofd_of
from form_old import OLD_KINDS, old_form
from form_pdf import pdf_of
from form_schemes import LUOJIANG
from form_sheet import xlsx_of
from form_style import Merge, Style
from form_text import html_of, markdown_of, transcript_of
from form_truth import finding_mismatches, mismatches, truth_of
from form_world import clean_form

from parsers.model import Kind

if TYPE_CHECKING:
    from form_model import FormSpec

    from normalizers.scheme import Scheme

__all__ = [
    "Kind",
    "Style",
    "build",
    "clean_form",
    "finding_mismatches",
    "mismatches",
    "random_form",
    "random_style",
    "truth_of",
]

STYLED = {Kind.DOCX: docx_of, Kind.PDF: pdf_of, Kind.OFD: ofd_of, Kind.XLSX: xlsx_of}
PLAIN = {Kind.MARKDOWN: markdown_of, Kind.HTML: html_of, Kind.TEXT: transcript_of}


def build(spec: FormSpec, style: Style, kind: Kind) -> bytes:
    """The form's file.

    A transcript or Markdown table cannot say how far a merged cell reaches: there 文件依据 is
    printed once a group at least.
    """
    if kind in OLD_KINDS:
        return old_form(kind, partial(build, spec, style))
    if kind in {Kind.TEXT, Kind.MARKDOWN} and style.basis_merge is Merge.RUN:
        style = replace(style, basis_merge=Merge.GROUP)
    blocks = layout(spec, style)
    return STYLED[kind](blocks, style) if kind in STYLED else PLAIN[kind](blocks)


def random_form(seed: int, scheme: Scheme = LUOJIANG) -> tuple[FormSpec, Style]:
    """A form without a fault, in some department's looks; the same for the same seed.

    Words that head columns otherwise than usual are those of 洛江区: other schemes have none.
    """
    style = random_style(seed)
    if scheme is not LUOJIANG:
        style = replace(style, words=(), total_word=scheme.total_words[0])
    return clean_form(seed, scheme=scheme), style
