"""How well made-up forms are read, whole way: python tests/score_forms.py [FIRST LAST [KIND,…]].

Prints each form that is not read rightly with what differs, then a line per format.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from forms import Kind, build, finding_mismatches, mismatches, random_form, truth_of
from publishing import csv_of

from pipeline.model import Submission
from pipeline.process import process
from pipeline.tables import FINDINGS, INDICATORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from form_model import Truth

    from pipeline.columns import Filled

QUICK = (Kind.DOCX, Kind.PDF, Kind.XLSX, Kind.TEXT, Kind.MARKDOWN, Kind.HTML)
SHOWN = 5  # differences of a form that are printed


def faults_of(truth: Truth, data: bytes, name: str) -> list[str]:
    """Where the dataset made of this file differs from the truth; empty if nowhere."""
    with TemporaryDirectory(prefix="forms-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        results = [process(Submission(name, (path,)))]
    indicators = _published(INDICATORS.filled(results))
    findings = _published(FINDINGS.filled(results))
    return mismatches(truth, indicators) + finding_mismatches(truth, findings)


def _published(table: Filled) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(csv_of(table).decode("utf-8-sig"))))


def main(seeds: Sequence[int], kinds: Sequence[Kind]) -> None:
    """Read and score a random form of each seed in each format."""
    right, wrong = Counter[Kind](), Counter[Kind]()
    for seed in seeds:
        spec, style = random_form(seed)
        for kind in kinds:
            faults = faults_of(truth_of(spec), build(spec, style, kind), f"{seed}.{kind}")
            right[kind] += not faults
            wrong[kind] += len(faults)
            for fault in faults[:SHOWN]:
                print(f"{seed} {kind} {fault}")  # noqa: T201 - this program prints
    for kind in kinds:
        line = f"{kind}: {right[kind]} of {len(seeds)} forms right, {wrong[kind]} differences"
        print(line)  # noqa: T201 - this program prints


if __name__ == "__main__":
    first, last = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (0, 20)
    chosen = sys.argv[3].split(",") if len(sys.argv) > 3 else QUICK
    main(range(first, last), [Kind(name) for name in chosen])
