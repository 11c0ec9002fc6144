"""Scans as offices send them, by name: each is a family, from which a seed draws one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from form_dice import dice
from form_looks import random_style
from form_scan import Light, Marks, Over, Paper, Rulings, Scan, Sensor, Shape, Tone
from form_style import Rules, Style, Turn
from scan_paper import YELLOWED
from scan_shape import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

FONTS = ("uming", "zenhei", "ukai", "gbsn", "microhei", "wenkai")
"""Fonts of our own PDFs, by turns; those that only LibreOffice draws take 5 seconds a form."""

RULES = (*(Rules.LINES,) * 5, Rules.BOXES, Rules.THIN, Rules.SHADED, Rules.OPEN, Rules.DOUBLE)
"""On paper most are alike; dashed ones are rare, and measured on their own."""


@dataclass(frozen=True, slots=True)
class Quality:
    """A named family of scans."""

    name: str
    drawn: Callable[[Random], Scan]

    def at(self, seed: int) -> Scan:
        """The family's scan of this seed."""
        return replace(self.drawn(dice(self.name, seed)), seed=seed)


def scan_style(seed: int) -> Style:
    """The looks of a form that goes to a scanner, in one of several fonts."""
    style = random_style(seed)
    font = FONTS[seed % len(FONTS)]
    # gbsn is a font of GB 2312, which has no ﹝﹞.
    brackets = ("〔〕", "（）") if style.brackets == ("﹝﹞",) else style.brackets
    rules = dice("scan rules", seed).choice(RULES)
    return replace(style, font=font, brackets=brackets, rules=rules, turn=Turn.NONE)


def _clean(_: Random) -> Scan:
    return Scan(dpi=300, sensor=Sensor(blur=0.5, noise=2, jpeg=90))


def _office(chance: Random) -> Scan:
    return Scan(
        dpi=200,
        marks=Marks(seals=(Over.DATE, chance.choice((Over.HEAD, Over.TABLE)))),
        paper=Paper(texture=0.02),
        shape=Shape(skew=chance.uniform(-1.2, 1.2), wander=0.3),
        light=Light(gradient=0.06),
        sensor=Sensor(blur=0.7, noise=chance.uniform(4, 9), jpeg=50),
    )


def _fax(chance: Random) -> Scan:
    return Scan(
        dpi=150,
        marks=Marks(seals=(Over.DATE, Over.TABLE), opacity=chance.uniform(0.6, 0.85)),
        shape=Shape(skew=chance.uniform(-1.2, 1.2), wander=0.3),
        sensor=Sensor(blur=0.6, noise=chance.uniform(6, 11), tone=Tone.GREY, jpeg=50),
    )


def _photo(chance: Random) -> Scan:
    return Scan(
        dpi=220,
        marks=Marks(seals=(Over.DATE, Over.HEAD)),
        paper=Paper(texture=0.03),
        shape=Shape(
            skew=chance.uniform(-2, 2),
            perspective=chance.uniform(0.01, 0.03),
            curl=chance.uniform(0, 0.006),
            margin=0.04,
            ground=TABLE,
        ),
        light=Light(gradient=0.3, shadow=chance.choice((0.0, 0.25)), vignette=0.2),
        sensor=Sensor(blur=chance.uniform(0.7, 1.2), noise=5, jpeg=75),
    )


def _copy(chance: Random) -> Scan:
    return Scan(
        dpi=200,
        marks=Marks(seals=(Over.DATE,)),
        paper=Paper(holes=chance.choice((0, 2)), staples=chance.choice((0, 1))),
        rulings=Rulings(gaps=1),
        shape=Shape(skew=chance.uniform(-1, 1), border=chance.choice((0.0, 0.01))),
        sensor=Sensor(
            blur=0.8,
            noise=10,
            specks=0.0004,
            grown=chance.choice((-1, 0, 0, 1)),
            tone=Tone.ONE_BIT,
            threshold=chance.randrange(150, 180),
            uneven=12,
        ),
    )


def _old(chance: Random) -> Scan:
    return Scan(
        dpi=200,
        marks=Marks(seals=(Over.DATE,), opacity=0.5, ticks=2, scribbles=1),
        paper=Paper(YELLOWED, 0.06, chance.uniform(0.08, 0.2), fold=0.35, stain=0.3, holes=2),
        shape=Shape(skew=chance.uniform(-1, 1)),
        light=Light(gradient=0.12),
        sensor=Sensor(blur=0.8, contrast=0.8, noise=5, jpeg=70),
    )


def _small(chance: Random) -> Scan:
    return Scan(
        dpi=110,
        shape=Shape(skew=chance.uniform(-0.8, 0.8)),
        sensor=Sensor(blur=0.4, noise=3, jpeg=75),
    )


def _turned(chance: Random) -> Scan:
    scan = _office(chance)
    return replace(scan, shape=replace(scan.shape, turn=chance.choice((90, 180, 270))))


def _faint(chance: Random) -> Scan:
    rulings = Rulings(ink=chance.uniform(0.25, 0.5), lost=0.01, gaps=2)
    return replace(_office(chance), rulings=rulings)


def _coarse(chance: Random) -> Scan:
    return replace(_office(chance), dpi=150)


CLEAN = Quality("CLEAN", _clean)
OFFICE = Quality("OFFICE", _office)
COARSE = Quality("COARSE", _coarse)
FAX = Quality("FAX", _fax)
PHOTO = Quality("PHOTO", _photo)
COPY = Quality("COPY", _copy)
OLD = Quality("OLD", _old)
SMALL = Quality("SMALL", _small)
TURNED = Quality("TURNED", _turned)
FAINT = Quality("FAINT", _faint)
QUALITIES = (CLEAN, OFFICE, COARSE, FAX, PHOTO, COPY, OLD, SMALL, TURNED, FAINT)
