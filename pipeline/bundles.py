"""Folders that turn out to be one submission: a letter and a form in separate files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .standing import unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from normalizers.model import Form, OtherForm

    from .model import Result, Submission

_NOT_A_FORM = "file.no_form"


@dataclass(frozen=True, slots=True)
class Piece:
    """What a file, or a folder, turned out to hold, as far as bundles go.

    `others` are its files that hold somebody else's form. `is_no_form` is not only to have none: a
    file that cannot be read may hold one.
    """

    submission: Submission
    has_form: bool
    has_letter: bool
    is_no_form: bool
    unit: str
    others: tuple[str, ...]


def piece_of(result: Result) -> Piece:
    """The piece that this result is."""
    form = result.form
    return Piece(
        submission=result.submission,
        has_form=form is not None,
        has_letter=form is not None and form.letter is not None,
        is_no_form=any(f.code == _NOT_A_FORM for f in result.findings),
        unit=unit_of(result),
        others=files_of_others(form) if form is not None else (),
    )


def plausible_bundles(bundles: Sequence[Submission], pieces: Sequence[Piece]) -> list[Submission]:
    """Those of the folders whose files may be the letter and the form of one department.

    Each file is a form or none at all. The forms, be they copies or pieces of one, or last year's
    beside it, are of one unit, and at most one of several comes with a letter: else they are
    submissions of their own.
    """
    by_files = {piece.submission.files: piece for piece in pieces}
    return [b for b in bundles if _is_plausible([by_files.get((file,)) for file in b.files])]


def merged(singles: Sequence[Piece], bundled: Sequence[Piece]) -> list[Submission]:
    """The submissions, where a folder with letter and form takes the place of its files.

    A bundle in which a file's whole form would go unread is no submission but holds several. Of
    bundles that share files the outermost counts, be it an archive around archives; of those with
    one id the smallest, which is a mail without its own text.
    """
    whole: list[Submission] = []
    taken: set[Path] = set()
    for piece in sorted(bundled, key=_reach):
        # It has its letter, and no file of it is somebody else's form.
        is_whole = piece.has_letter and not piece.others
        if is_whole and taken.isdisjoint(piece.submission.files):
            whole.append(piece.submission)
            taken.update(piece.submission.files)
    left = (p.submission for p in singles if not taken.intersection(p.submission.files))
    return [*left, *whole]


def files_of_others(form: Form) -> tuple[str, ...]:
    """The files that hold somebody else's form of the year, and nothing of this one, in order."""
    own = {*form.files, *(name for copy in form.copies for name in copy.files)}
    found = (o.file for o in form.others if o.file not in own and not _is_of_other_year(o, form))
    return tuple(dict.fromkeys(found))


def _is_of_other_year(other: OtherForm, form: Form) -> bool:
    return bool(other.year and form.year) and other.year != form.year


def _reach(piece: Piece) -> tuple[int, int]:
    return piece.submission.id.count("/"), len(piece.submission.files)


def without_covers(pieces: Sequence[Piece], covers: Sequence[Submission]) -> list[Piece]:
    """The pieces without mails' texts in which no form stands: they are no submissions.

    A letter that is written into the mail is with the attached form by then, in the bundle.
    """
    ids = {cover.id for cover in covers}
    return [p for p in pieces if p.has_form or p.submission.id not in ids]


def _is_plausible(pieces: Sequence[Piece | None]) -> bool:
    forms = [p for p in pieces if p is not None and p.has_form]
    others = sum(p is not None and p.is_no_form for p in pieces)
    lettered = sum(form.has_letter for form in forms)
    alone = forms and lettered < len(forms) and lettered <= 1
    return bool(alone) and others + len(forms) == len(pieces) and _of_one(forms)


def _of_one(forms: Sequence[Piece]) -> bool:
    """Whether the forms are of one unit, as far as they say: a piece may say nothing."""
    return len({form.unit for form in forms if form.unit}) <= 1
