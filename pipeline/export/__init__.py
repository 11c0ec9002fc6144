"""A form written back, from the published dataset, as the department's own table in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .choice import scheme_of
from .document import docx_of
from .stored_form import UnknownSubmission, stored_form

if TYPE_CHECKING:
    from pathlib import Path

    from normalizers.scheme import Scheme

__all__ = ["UnknownSubmission", "form_docx"]


def form_docx(folder: Path, submission: str, scheme: Scheme | None = None) -> bytes:
    """The file's bytes: the form of this 提交编号, of the dataset in the folder.

    Without a `scheme`, by the packaged one that the dataset's totals and year are of. The same
    dataset gives the same bytes; reading them gives the indicators that were published.

    Raises:
        UnknownSubmission: there is no form of this name; the message names those like it.
        DatasetProblem: the folder is no published dataset.
        SchemeProblem: no packaged scheme is the form's.
    """
    form = stored_form(folder, submission)
    return docx_of(form, scheme or scheme_of(form))
