"""Archives among the submissions -> what is in them, as if it lay in folders of their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from parsers.errors import FileProblem

from .intake import MOST_PARTS, Intake, Refused, natural_key
from .model import Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_ONE_SUBMISSION = re.compile(
    r"\.submission(?:\.(?:zip|7z|rar|eml|t[bgx]z\d?|tar(?:\.\w+)?|gz|bz2|xz|zst))?\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is in an archive, with ids and names as seen from within it.

    A bundle with an empty id is the archive itself. `damage` is what kept the rest from being
    taken out, None where nothing did.
    """

    inside: Intake
    damage: FileProblem | None = None


Opening = Opened | FileProblem
"""What came of an archive: what is in it, or why it was not taken apart."""


def grafted(intake: Intake, openings: Mapping[Path, Opening]) -> Intake:
    """The intake with what is in the archives in the place of those; `openings` by their files."""
    grown = [_grown(s, openings) for s in intake.submissions]
    bundles = (_flat_bundle(bundle, openings) for bundle in intake.bundles)
    kept = tuple(bundle for bundle in bundles if bundle is not None)
    return Intake(
        _in_order(chain.from_iterable(g.submissions for g in grown)),
        tuple(
            sorted(
                (*intake.refused, *chain.from_iterable(g.refused for g in grown)),
                key=lambda r: natural_key(r.submission.id),
            )
        ),
        _in_order((*kept, *chain.from_iterable(g.bundles for g in grown))),
        _in_order((*intake.covers, *chain.from_iterable(g.covers for g in grown))),
    )


def _grown(submission: Submission, openings: Mapping[Path, Opening]) -> Intake:
    """What becomes of a submission: it stays, or is what its archive holds, or gains parts."""
    if not any(file in openings for file in submission.files):
        return Intake((submission,))
    if len(submission.files) > 1 or _ONE_SUBMISSION.search(submission.id.rpartition("/")[2]):
        return _as_one(submission, openings)
    opening = openings[submission.files[0]]
    if isinstance(opening, FileProblem):
        return Intake((), (Refused(submission, opening),))
    return _under(submission, opening)


def _under(archive: Submission, opened: Opened) -> Intake:
    """What is in an archive, by ids and names as seen from where the archive lies."""
    inside = opened.inside
    damaged = () if opened.damage is None else (Refused(archive, opened.damage),)
    return Intake(
        tuple(_named_from(archive, s) for s in inside.submissions),
        (*damaged, *_refused_from(archive.id, archive.names[0], inside)),
        () if damaged else tuple(_named_from(archive, b) for b in inside.bundles),
        tuple(_named_from(archive, c) for c in inside.covers),
    )


def _as_one(submission: Submission, openings: Mapping[Path, Opening]) -> Intake:
    """The one submission that the files are, those in archives among them."""
    parts: list[tuple[Path, str]] = []
    refused: list[Refused] = []
    for file, name in zip(submission.files, submission.names, strict=True):
        place = submission.id if len(submission.files) == 1 else f"{submission.id}/{file.name}"
        opening = openings.get(file)
        problem = opening.damage if isinstance(opening, Opened) else opening
        if opening is None:
            parts.append((file, name))
        elif problem is not None:
            refused.append(Refused(Submission(place, (file,), (name,)), problem))
        elif isinstance(opening, Opened):
            parts += _files_from(name, opening.inside)
            refused += _refused_from(place, name, opening.inside)
    if not parts and any(r.submission.id == submission.id for r in refused):
        return Intake((), tuple(refused))
    files, names = tuple(file for file, _ in parts), tuple(name for _, name in parts)
    return Intake((Submission(submission.id, files, names),), tuple(refused))


def _flat_bundle(bundle: Submission, openings: Mapping[Path, Opening]) -> Submission | None:
    """The bundle with what is in its archives; None where a part is lacking or they are many."""
    if not any(file in openings for file in bundle.files):
        return bundle
    whole = _as_one(bundle, openings)
    if whole.refused or len(whole.submissions[0].files) > MOST_PARTS:
        return None
    return whole.submissions[0]


def _named_from(archive: Submission, inner: Submission) -> Submission:
    names = tuple(f"{archive.names[0]}/{name}" for name in inner.names)
    return Submission(_joined(archive.id, inner.id), inner.files, names)


def _refused_from(place: str, name: str, inside: Intake) -> tuple[Refused, ...]:
    return tuple(
        Refused(
            Submission(
                _joined(place, r.submission.id),
                r.submission.files,
                tuple(f"{name}/{n}" for n in r.submission.names),
            ),
            r.problem,
        )
        for r in inside.refused
    )


def _files_from(name: str, inside: Intake) -> list[tuple[Path, str]]:
    return [
        (file, f"{name}/{inner}")
        for s in _in_order((*inside.submissions, *inside.covers))
        for file, inner in zip(s.files, s.names, strict=True)
    ]


def _joined(place: str, inner: str) -> str:
    return f"{place}/{inner}" if inner else place


def _in_order(submissions: Iterable[Submission]) -> tuple[Submission, ...]:
    return tuple(sorted(submissions, key=lambda s: natural_key(s.id)))
