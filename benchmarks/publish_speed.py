"""How fast forms are checked and published, in one process, and how it grows with their number.

Usage: python benchmarks/publish_speed.py [--forms N ...]

For each number of forms (100 and 1,000 unless told; 10,000 takes minutes and gigabytes) a new
process makes the forms, checks each, looks across them and publishes the dataset. Printed are
seconds by the clock and of processor time (a machine that does other things slows the clock), the
most memory that the process had and what the made forms are of it, and processor time a form
against that of the first number: 1.00 is linear.

Then the same as a run does it: the made forms are put into a store of SQLite, in a process of its
own, as if their files had been read; a run in another one finds that no file has changed, recalls
the forms and publishes the dataset. Printed are the whole process's seconds and memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from figures.figure import Figure, tell

from normalizers.model import Basis, Form, Indicator, Reference
from pipeline import run
from pipeline.across import with_findings_across
from pipeline.checks import check
from pipeline.circumstances import circumstances_of
from pipeline.fingerprint import Digests
from pipeline.journal import Journal
from pipeline.known_documents import with_known_documents
from pipeline.memory import Memory
from pipeline.model import Result, Submission
from pipeline.store import default_url, open_store

TESTS = Path(__file__).resolve().parents[1] / "tests"
MEGABYTE = 1024  # of the kilobytes in which Linux counts memory
SECONDS, MEGABYTES = 20.0, 600.0
"""What 1,000 forms may take."""
LINEAR = 1.2
"""Times: what each form may take where there are many, of what it takes where there are few."""
DIGIT_NAMES = "零一二三四五六七八九"
LIST = "市对区年度考核指标"


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment, by the clock and in processor time."""

    wall: float
    cpu: float

    @classmethod
    def now(cls) -> Clock:
        """This moment."""
        return cls(time.perf_counter(), time.process_time())


def main() -> None:
    """Prints a line for each number of forms."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--one", type=int, help="measure this number, in this process")
    parser.add_argument("--keep", help="store `one` forms in this folder, in this process")
    parser.add_argument("--run", help="measure a run over this folder, in this process")
    arguments = parser.parse_args()
    if arguments.run is not None:
        measure_run(Path(arguments.run))
    elif arguments.keep is not None:
        keep(arguments.one, Path(arguments.keep))
    elif arguments.one is not None:
        measure(arguments.one)
    else:
        compare(arguments.forms)
        compare_runs(arguments.forms)


def compare(counts: list[int]) -> None:
    """Prints what checking and publishing takes, by number of forms."""
    first = None
    print(" forms    rows  seconds  cpu: check  across  publish  all   MB (made)   a form")
    for count in counts:
        rows, wall, checked, crossed, published, peak, made = numbers_of("--one", str(count))
        total = checked + crossed + published
        first = first or total / count
        growth = total / count / first
        print(
            f"{count:6} {rows:7.0f} {wall:8.1f} {checked:11.1f} {crossed:7.1f} {published:8.1f}"
            f" {total:5.1f} {peak:6.0f} ({made:3.0f}) {growth:6.2f}"
        )
    tell(
        Figure(f"checking and publishing {count:,} forms, of processors", total, "s", SECONDS),
        Figure(f"checking and publishing {count:,} forms: memory", peak, "MB", MEGABYTES),
        Figure(
            f"publishing one of {count:,} forms, by one of {counts[0]:,}",
            growth,
            "",
            LINEAR,
        ),
    )


def compare_runs(counts: list[int]) -> None:
    """Prints what a run over forms in the store takes, by number of forms."""
    first = None
    print("\n forms  run with the store: seconds    cpu     MB   a form")
    for count in counts:
        with TemporaryDirectory(prefix="kaoping-") as folder:
            numbers_of("--one", str(count), "--keep", folder)
            wall, cpu, peak = numbers_of("--run", folder)
        first = first or cpu / count
        print(f"{count:6} {wall:28.1f} {cpu:6.1f} {peak:6.0f} {cpu / count / first:8.2f}")
    tell(
        Figure(f"publishing {count:,} forms from the store, of processors", cpu, "s", SECONDS),
        Figure(f"publishing {count:,} forms from the store: memory", peak, "MB", MEGABYTES),
    )


def numbers_of(*arguments: str) -> list[float]:
    """What this program prints in another process."""
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def keep(count: int, folder: Path) -> None:
    """Puts so many made forms into the store of a dataset, as if files had been read."""
    sys.path.insert(0, str(TESTS))
    from form_values import SCHEME  # noqa: PLC0415 - found only now

    (folder / "raw").mkdir()
    store = open_store(default_url(folder / "clean"))
    with store.writing(lambda _: None) as connection:
        now = circumstances_of(None, None)
        memory = Memory(connection, Digests(), now, Journal(folder / "clean"))
        for number in range(count):
            made = result_of(number, made_form(number))
            submission = Submission(made.submission.id, (folder / "raw" / made.submission.id,))
            submission.files[0].write_text(str(number), encoding="utf-8")
            fingerprint = Digests().fingerprint(submission)
            read = replace(made, submission=submission, fingerprint=fingerprint, scheme=SCHEME)
            memory.keep(replace(read, findings=check(read.form, SCHEME)))
        connection.commit()


def measure_run(folder: Path) -> None:
    """Prints seconds, processor time and memory of a run that reads nothing and publishes all."""
    began = time.perf_counter()
    account = run(folder / "raw", folder / "clean").account
    if account.read or not account.published:
        raise SystemExit(f"not what was to be measured: {account}")
    print(time.perf_counter() - began, time.process_time(), memory())


def measure(count: int) -> None:
    """Prints what checking and publishing so many forms takes."""
    sys.path.insert(0, str(TESTS))
    from form_values import SCHEME  # noqa: PLC0415 - found only now
    from publishing import publish  # noqa: PLC0415

    forms = [made_form(number) for number in range(count)]
    made = memory()
    began = Clock.now()
    results = tuple(
        replace(result_of(number, form), findings=check(form, SCHEME), scheme=SCHEME)
        for number, form in enumerate(forms)
    )
    checked = Clock.now()
    results = with_findings_across(with_known_documents(results))
    crossed = Clock.now()
    with TemporaryDirectory(prefix="kaoping-") as folder:
        publish(results, Path(folder))
    done = Clock.now()
    rows = sum(len(form.indicators) for form in forms)
    steps = (checked.cpu - began.cpu, crossed.cpu - checked.cpu, done.cpu - crossed.cpu)
    print(rows, done.wall - began.wall, *steps, memory(), made)


def memory() -> float:
    """The most that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def result_of(number: int, form: Form) -> Result:
    """What reading the form came to."""
    name = f"单位{number:05}.docx"
    submission = Submission(name, (Path("raw") / name,))
    return Result(submission, f"{number:064x}", "docx", "Word", None, form, ())


def made_form(number: int) -> Form:
    """A form of 66 rows or so, of a department of its own, with texts of the usual length.

    One form in ten has a weight too many, so that there are findings too.
    """
    from form_values import DUTIES, clean_form, rows_of, value, with_rows  # noqa: PLC0415

    unit = f"洛江区{''.join(DIGIT_NAMES[int(d)] for d in f'{number:05}')}局"
    form = replace(clean_form(), unit=value(unit), letter=None)
    rows = [worded(row, number) for row in rows_of(form)]
    if number % 10 == 0:
        rows[5] = replace(rows[5], weight=rows[0].weight)
    return with_rows(form, DUTIES, grouped(rows))


def worded(row: Indicator, number: int) -> Indicator:
    """The row with texts, documents and citations such as forms have."""
    from form_values import bases, basis, names, value  # noqa: PLC0415

    place = row.number.value or ""
    item = sum(map(int, place.split("-"))) + number % 50
    text = f"按照年度计划组织完成编号{place}的专项任务不少于{item}次，按时办结率达100%"
    reference = Reference(LIST, (item,), f"属{LIST}第{item}项")
    documents = (
        basis(f"《洛江区{row.category.value}分解方案》", f"泉洛政办〔2024〕{10 + int(place[0])}号"),
        Basis("《优化营商环境三年行动计划》", None, "《优化营商环境三年行动计划》"),
    )
    return replace(
        row,
        bases=bases(*documents),
        level1=value(f"统筹推进{row.group}领域的改革攻坚和服务保障工作（{LIST}第{item}项）"),
        level2=value(f"{text}（属{LIST}第{item}项）"),
        leaders=names(f"林{DIGIT_NAMES[item % 4]}明"),
        units=names(f"业务{DIGIT_NAMES[item % 6]}股"),
        owners=names(f"陈{DIGIT_NAMES[item % 6]}强"),
        level1_references=(reference,),
        level2_references=(reference,),
    )


def grouped(rows: list[Indicator]) -> tuple[Indicator, ...]:
    """The rows of a group with one 文件依据 and one 一级指标, as merged cells give them."""
    heads: dict[str, Indicator] = {}
    found = []
    for row in rows:
        head = heads.setdefault(row.group, row)
        found.append(
            replace(
                row,
                category=rows[0].category if row.group.startswith("1-") else rows[-1].category,
                bases=head.bases,
                level1=head.level1,
                level1_references=tuple(
                    r for one in rows if one.group == row.group for r in one.level2_references
                ),
            )
        )
    return tuple(found)


if __name__ == "__main__":
    main()
