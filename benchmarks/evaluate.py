"""How well damaged forms are repaired, and whether stated confidence is what it says.

python benchmarks/evaluate.py [--forms N] [--kind WORD] [--examples N]

Makes forms with damages of every kind at several rates, reads and normalises them, and compares
every published value with the truth. A run over all kinds without --forms writes docs/repairs.md
and docs/repairs.svg.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from evaluation.kinds import KINDS
from evaluation.page import write_page
from evaluation.report import bucket_table, goal_table, kind_table, rule_table
from evaluation.run import evaluated
from evaluation.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS = 3000
"""About three minutes on two cores."""


def main() -> None:
    """Prints the tables, and writes the page where everything was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, help=f"how many forms to make, {FORMS} unless told")
    parser.add_argument("--kind", default="", help="only kinds of damage whose names hold this")
    parser.add_argument(
        "--examples", type=int, default=0, help="wrong values to print of each kind"
    )
    arguments = parser.parse_args()
    tallies = evaluated(arguments.forms or FORMS, arguments.kind)
    whole = Tally()
    for kind in KINDS:
        if kind.decidable and kind.name in tallies:
            whole.add(tallies[kind.name])
    for table in (kind_table(tallies), goal_table(tallies, whole), bucket_table(whole)):
        print(*table, "", sep="\n")
    print(*rule_table(whole), "", sep="\n")
    print_examples(tallies, arguments.examples)
    if not arguments.kind and arguments.forms is None:
        write_page(tallies, whole)


def print_examples(tallies: Mapping[str, Tally], number: int) -> None:
    """The shortest values of each kind that came out wrong, those first that nobody was told of."""
    for name, tally in tallies.items():
        for e in sorted(tally.examples, key=lambda e: e.length)[:number]:
            told = "told" if e.told else "NOT TOLD"
            print(f"{name}: {e.rate:g}/{e.seed} {e.row} {e.field} {told} {e.rules}")
            print(f"    read {e.before!r}\n    made {e.after!r}\n    true {e.truth!r}")


if __name__ == "__main__":
    main()
