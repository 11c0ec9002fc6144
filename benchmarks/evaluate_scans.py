"""How well scans are read: forms printed, scanned in many qualities, and compared with the truth.

python benchmarks/evaluate_scans.py [--forms N] [--quality NAME ...] [--examples N] [--seed N]

A run over all qualities without --forms writes docs/scans.md. While working on one rule, print
what goes wrong: --quality OFFICE --forms 2 --examples 20; one form again: --seed 2000003.
"""

from __future__ import annotations

import argparse

from scans.making import FIRST_SEED
from scans.page import write_page
from scans.report import (
    cell_table,
    examples_of,
    false_table,
    field_table,
    threshold_table,
    whole_table,
)
from scans.run import measured
from scans.settings import SETTINGS
from scans.tally import tallied

FORMS = 6
"""Of each quality: about twenty minutes on two cores."""


def main() -> None:
    """Prints the tables, and writes the page where everything was measured."""
    names = [setting.name for setting in SETTINGS]
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, help=f"forms of each quality, {FORMS} unless told")
    parser.add_argument("--quality", nargs="+", default=names, choices=names, metavar="NAME")
    parser.add_argument("--examples", type=int, default=0, help="wrong values to print of a form")
    parser.add_argument("--seed", type=int, default=FIRST_SEED, help="the first form's")
    arguments = parser.parse_args()
    seeds = range(arguments.seed, arguments.seed + (arguments.forms or FORMS))
    forms = measured(arguments.quality, seeds)
    tallies = tallied(forms)
    print(*examples_of(forms, arguments.examples), sep="\n")
    for table in (whole_table, cell_table, field_table, threshold_table, false_table):
        print(*table(tallies), "", sep="\n")
    if arguments.quality == names and arguments.forms is None:
        write_page(tallies)


if __name__ == "__main__":
    main()
