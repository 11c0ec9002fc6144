"""Folders that turn out to be one submission: a letter and a form in separate files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from normalizers.model import Form, OtherForm

    from .model import Result, Submission

_NOT_A_FORM = "file.no_form"


def plausible_bundles(bundles: Sequence[Submission], results: Sequence[Result]) -> list[Submission]:
    """Those of the folders whose files may be the letter and the form of one department.

    Each file is a form or none at all. The forms, be they copies or pieces of one, or last year's
    beside it, are of one unit, and at most one of several comes with a letter: else they are
    submissions of their own.
    """
    by_files = {result.submission.files: result for result in results}
    return [b for b in bundles if _is_plausible([by_files.get((file,)) for file in b.files])]


def merged(singles: Sequence[Result], bundled: Sequence[Result]) -> list[Result]:
    """The results, where a folder with letter and form takes the place of its files.

    A bundle in which a file's whole form would go unread is no submission but holds several. Of
    bundles that share files the outermost counts, be it an archive around archives; of those with
    one id the smallest, which is a mail without its own text.
    """
    whole: list[Result] = []
    taken: set[Path] = set()
    for result in sorted(bundled, key=_reach):
        if _is_whole(result.form) and taken.isdisjoint(result.submission.files):
            whole.append(result)
            taken.update(result.submission.files)
    return [*(r for r in singles if not taken.intersection(r.submission.files)), *whole]


def _is_whole(form: Form | None) -> bool:
    """Whether a bundle's form has its letter, and no file of it is somebody else's form."""
    return form is not None and form.letter is not None and not files_of_others(form)


def files_of_others(form: Form) -> tuple[str, ...]:
    """The files that hold somebody else's form of the year, and nothing of this one, in order."""
    own = {*form.files, *(name for copy in form.copies for name in copy.files)}
    found = (o.file for o in form.others if o.file not in own and not _is_of_other_year(o, form))
    return tuple(dict.fromkeys(found))


def _is_of_other_year(other: OtherForm, form: Form) -> bool:
    return bool(other.year and form.year) and other.year != form.year


def _reach(result: Result) -> tuple[int, int]:
    return result.submission.id.count("/"), len(result.submission.files)


def without_covers(results: Sequence[Result], covers: Sequence[Submission]) -> list[Result]:
    """The results without those of mails' texts in which no form stands: they are no submissions.

    A letter that is written into the mail is with the attached form by then, in the bundle.
    """
    ids = {cover.id for cover in covers}
    return [r for r in results if r.form is not None or r.submission.id not in ids]


def _is_plausible(results: Sequence[Result | None]) -> bool:
    forms = [r.form for r in results if r is not None and r.form is not None]
    others = sum(1 for r in results if r is not None and _is_no_form(r))
    lettered = sum(form.letter is not None for form in forms)
    alone = forms and lettered < len(forms) and lettered <= 1
    return bool(alone) and others + len(forms) == len(results) and _of_one(forms)


def _of_one(forms: Sequence[Form]) -> bool:
    """Whether the forms are of one unit, as far as they say: a piece may say nothing."""
    return len({form.unit.value for form in forms if form.unit.value}) <= 1


def _is_no_form(result: Result) -> bool:
    return any(f.code == _NOT_A_FORM for f in result.findings)
