"""Reading -> Form: the form of a submission, whatever files it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from parsers.model import Paragraph

from .choice import Choice, chosen
from .copies import with_copies
from .form import Content, form_of
from .layout import Layout, layout_of
from .letter import surroundings_of
from .model import OtherForm
from .pieces import pieces_of, texts_of
from .text import clean
from .traits import lexicon_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.model import Source

    from .letter import Surroundings
    from .model import Form, Part
    from .pieces import Piece
    from .roster import Roster
    from .scheme import Scheme
    from .traits import Lexicon

_YEAR = re.compile(r"(20\d{2})年")


def normalize(parts: tuple[Part, ...], scheme: Scheme, roster: Roster | None = None) -> Form | None:
    """The form that a submission's files hold, None if none of them holds one.

    The same form in several of the files is one; what they say differently is among its `copies`.
    The order of the files makes no difference: they are taken in that of their names.
    """
    parts = tuple(sorted(parts, key=lambda part: part.name))
    lexicon = lexicon_of(scheme)
    layouts = tuple(layout_of(part.reading.blocks, lexicon) for part in parts)
    pieces = pieces_of(parts, layouts, lexicon)
    if not pieces:
        return None
    papers = _Papers(parts, layouts, pieces, _choice(pieces, layouts, scheme), lexicon, roster)
    copies = [form_of(papers.content_of_copy(copy), lexicon) for copy in papers.choice.copies]
    form = form_of(papers.content(), lexicon)
    others = tuple(_other(piece) for piece in papers.choice.others)
    return with_copies(replace(form, others=others), copies, scheme, roster)


def titles_of(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The texts that may be the form's title, by which its scheme is chosen."""
    found = (s.text for part in parts for s in _all_texts(part))
    return tuple(t for t in map(clean, found) if _YEAR.search(t) and len(t) < 60)  # noqa: PLR2004 - titles are short


def _all_texts(part: Part) -> Iterator[Source]:
    for block in part.reading.blocks:
        if isinstance(block, Paragraph):
            yield block.source
        else:
            yield from (c.source for c in block.cells[:4])


def _choice(pieces: tuple[Piece, ...], layouts: Sequence[Layout], scheme: Scheme) -> Choice:
    if len(pieces) == 1:
        return Choice(pieces)
    texts = tuple(s for layout in layouts for s in texts_of(layout))
    return chosen(pieces, surroundings_of(texts, scheme).letter, scheme)


@dataclass(frozen=True, slots=True)
class _Papers:
    """A submission's files, and what each of the forms in them is."""

    parts: tuple[Part, ...]
    layouts: tuple[Layout, ...]
    pieces: tuple[Piece, ...]
    choice: Choice
    lexicon: Lexicon
    roster: Roster | None

    def content(self) -> Content:
        """What the form is made of; a letter that only a copy comes with is the form's too."""
        found = self._content(self.choice.form, self._texts())
        for copy in self.choice.copies:
            around = surroundings_of(_own(copy), self.lexicon.scheme)
            found = replace(found, around=_completed(found.around, around))
        return found

    def content_of_copy(self, copy: tuple[Piece, ...]) -> Content:
        """What one of its copies is made of."""
        return self._content(copy, _own(copy))

    def _texts(self) -> tuple[Source, ...]:
        """What stands around the form, and in files without; not what belongs to other forms."""
        choice = self.choice
        foreign = {p.index for p in (*choice.others, *chain.from_iterable(choice.copies))}
        found: list[Source] = []
        for part, layout in enumerate(self.layouts):
            own = [p for p in self.pieces if p.part == part]
            kept = _own([p for p in own if p.index not in foreign])
            found.extend(kept if own else texts_of(layout))
        return tuple(found)

    def _content(self, pieces: tuple[Piece, ...], texts: tuple[Source, ...]) -> Content:
        blocks = tuple(b for p in pieces for b in p.layout.blocks)
        files = tuple(dict.fromkeys(p.file for p in pieces))
        other = {p.file for p in self.choice.others}
        return Content(
            layout=Layout(blocks, any(p.layout.merged for p in pieces)),
            around=self._around(pieces, texts),
            texts=texts,
            names=tuple(p.name for p in self.parts if p.name in files or p.name not in other),
            files=files,
            origin=pieces[0].origin,
            roster=self.roster,
        )

    def _around(self, pieces: tuple[Piece, ...], texts: tuple[Source, ...]) -> Surroundings:
        """What these texts say; of a piece by itself that is known already."""
        if len(pieces) == 1 and texts == pieces[0].texts:
            return pieces[0].around
        return surroundings_of(texts, self.lexicon.scheme)


def _own(pieces: Sequence[Piece]) -> tuple[Source, ...]:
    return tuple(s for p in pieces for s in p.texts)


def _completed(around: Surroundings, other: Surroundings) -> Surroundings:
    """What stands around the form, with the letter and plan that only a copy comes with."""
    return replace(around, letter=around.letter or other.letter, plan=around.plan or other.plan)


def _other(piece: Piece) -> OtherForm:
    title = clean(piece.title.text) if piece.title else ""
    return OtherForm(piece.file, title, piece.unit, piece.year, piece.place)
