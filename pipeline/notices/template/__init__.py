"""The letters' templates, made of the parts beside this file and what is written in them here.

Layout after GB/T 9704-2012: A4; 天头 37 mm, 订口 28 mm, 版心 156 mm by 225 mm (5.2.1); 22 lines of
28 characters on a page (5.2.3); title in 2号 小标宋, text in 3号 仿宋, headings in 黑体 and 楷体
(7.3.1, 7.3.3); 7.3.5.1 has the date four characters from the right and the sender centred over it;
page numbers in 4号 宋体 between dashes, 7 mm below the text, outside (7.5).
"""

from __future__ import annotations

from .layout import document_of
from .letter import LETTER
from .summary import SUMMARY

__all__ = ["letter_template", "summary_template"]


def letter_template() -> bytes:
    """The template of a letter as a .docx, which the office can edit in Word."""
    return document_of(LETTER)


def summary_template() -> bytes:
    """The template of the summary of all letters as a .docx."""
    return document_of(SUMMARY)
