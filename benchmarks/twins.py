"""What a typed copy of a form proves of its scan: how much is repaired, and what wrongly.

    python benchmarks/twins.py [--forms N]

In each form some texts of the scan are changed: misread, by characters that the recogniser takes
for each other; or edited, as when a department corrects one of the two files: a character becomes
another one of the same form, a figure another figure. The first should be repaired, the second
never.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from evaluation.lookalikes import look_alikes  # noqa: E402 - found beside this file
from figures.figure import Figure, tell  # noqa: E402
from forms import Kind, build, random_form  # noqa: E402 - found beside the benchmarks

import parsers  # noqa: E402 - after the paths above
from normalizers import normalize  # noqa: E402
from normalizers.legible import RULE, legible  # noqa: E402
from normalizers.model import Origin, Part  # noqa: E402
from normalizers.scheme import load_scheme  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizers.model import Form, Indicator

SCHEME = load_scheme("luojiang-2024-series2")
ONE_ROW_IN = 4
FIRST_SEED = 700_000


def misread(text: str, chance: Random, _: str) -> str | None:
    """The text with one character read as one that looks like it."""
    places = [i for i, c in enumerate(text) if look_alikes(c)]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + chance.choice(look_alikes(text[place])) + text[place + 1 :]


def dropped(text: str, chance: Random, _: str) -> str | None:
    """The text with one character lost."""
    place = chance.randrange(len(text))
    return text[:place] + text[place + 1 :]


def edited(text: str, chance: Random, vocabulary: str) -> str | None:
    """The text with one character replaced by another one of the form."""
    places = [i for i, c in enumerate(text) if "一" <= c <= "鿿"]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + chance.choice(vocabulary) + text[place + 1 :]


def refigured(text: str, chance: Random, _: str) -> str | None:
    """The text with another figure in it."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + chance.choice("0123456789") + text[place + 1 :]


CASES: tuple[tuple[str, Callable[[str, Random, str], str | None], float], ...] = (
    ("misread", misread, 0.95),
    ("misread, unsure", misread, 0.6),
    ("dropped, unsure", dropped, 0.6),
    ("edited", edited, 0.95),
    ("edited, unsure", edited, 0.6),
    ("figure", refigured, 0.95),
    ("figure, unsure", refigured, 0.6),
)


def main(forms: int) -> None:
    """Prints, for each kind of change, how many values there were and how many were repaired."""
    made: Counter[str] = Counter()
    repaired: Counter[str] = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + forms):
        typed = form_of(seed)
        for name, change, confidence in CASES:
            scan, changed = scan_of(typed, change, confidence, Random(seed))  # noqa: S311 - dice, no secret
            found = legible(scan, typed, "考评表.docx", SCHEME)
            made[name] += changed
            repaired[name] += sum(
                r.rule == RULE for i in found.indicators for r in i.level2.repairs
            )
    for name, _, _ in CASES:
        share = repaired[name] / max(1, made[name])
        print(f"{name:18} {made[name]:6} changed {repaired[name]:6} repaired {share:8.2%}")
    seen = 100 * repaired["misread"] / max(1, made["misread"])
    edits = [name for name, _, _ in CASES if not name.startswith(("misread", "dropped"))]
    wrong = 100 * sum(repaired[n] for n in edits) / max(1, sum(made[n] for n in edits))
    tell(
        Figure("misread texts repaired by the typed copy", seen, "%"),
        Figure("edited texts taken for misread by the copy", wrong, "%"),
    )


def form_of(seed: int) -> Form:
    """A made-up form as its Word file says it."""
    spec, style = random_form(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "考评表.docx"
        path.write_bytes(build(spec, style, Kind.DOCX))
        form = normalize((Part(path.name, parsers.read(path)),), SCHEME)
    if form is None:
        raise ValueError(f"no form of seed {seed}")
    return form


def scan_of(
    form: Form,
    change: Callable[[str, Random, str], str | None],
    confidence: float,
    chance: Random,
) -> tuple[Form, int]:
    """The form as its scan is read, with some 二级指标 changed, and their number."""
    vocabulary = "".join(c for i in form.indicators for c in i.level2.value or "" if c >= "一")
    changed = 0

    def seen(row: Indicator) -> Indicator:
        nonlocal changed
        text = row.level2.value
        if not text or chance.randrange(ONE_ROW_IN):
            return row
        read = change(text, chance, vocabulary)
        if read is None or read == text:
            return row
        changed += 1
        source = replace(row.level2.source, text=read, confidence=confidence)
        return replace(row, level2=replace(row.level2, value=read, source=source, repairs=()))

    sections = tuple(
        replace(s, indicators=tuple(seen(i) for i in s.indicators)) for s in form.sections
    )
    return replace(form, sections=sections, origin=Origin.SCAN), changed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=200)
    main(parser.parse_args().forms)
