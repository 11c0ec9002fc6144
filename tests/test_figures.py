"""What benchmarks tell, and how it is gathered."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import bench
import pytest
from figures.clock import Clock
from figures.command import kaoping, process
from figures.figure import KEPT_IN, Bound, Figure, tell, told_in, with_unit
from figures.machine import machine_lines
from figures.page import page_lines, write_page
from figures.plot import plot_of
from figures.programs import Program, Ran, ran
from figures.table import fault_lines, figure_table, tally_line

FAST = Figure("start", 0.2, "s", 0.25)
SLOW = Figure("publishing", 30.0, "s", 20.0)
GAIN = Figure("two workers", 1.9, "", 1.8, Bound.AT_LEAST)
BARE = Figure("OFD by PDF", 1.7)
BENCHMARKS = Path(bench.__file__).parent

TELLS = f"""
import sys
sys.path.insert(0, {str(BENCHMARKS)!r})
from figures.figure import Figure, tell
def main() -> None: tell(Figure("start", 0.2, "s", 0.25))
main()
"""


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (FAST, "reached"),
        (SLOW, "MISSED"),
        (GAIN, "reached"),
        (Figure("two workers", 1.7, "", 1.8, Bound.AT_LEAST), "MISSED"),
        (Figure("spoilt", 0, "", 0), "reached"),
        (Figure("spoilt", 3, "", 0), "MISSED"),
        (Figure("exactly", 0.25, "s", 0.25), "reached"),
        (BARE, ""),
    ],
)
def test_a_figure_reaches_its_goal_or_misses_it(figure: Figure, verdict: str) -> None:
    assert figure.verdict == verdict


def test_strain_is_the_share_of_the_goal_that_is_taken() -> None:
    figures = (SLOW, Figure("gain", 0.9, "", 1.8, Bound.AT_LEAST), BARE)
    assert [f.strain for f in figures] == [1.5, 2.0, None]


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.093, "0.093 s"), (1.456, "1.46 s"), (14.44, "14.4 s"), (1234.5, "1,234 s"), (2.0, "2 s")],
)
def test_a_number_has_as_many_digits_as_are_worth_reading(number: float, text: str) -> None:
    assert with_unit(number, "s") == text


def test_figures_are_printed_and_kept_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(KEPT_IN, str(tmp_path / "kept"))
    tell(FAST, GAIN)
    tell(BARE)
    assert told_in(tmp_path / "kept") == (FAST, GAIN, BARE)
    first, second, third = capsys.readouterr().out.splitlines()
    assert first.split() == ["start", "0.200", "s", "at", "most", "0.250", "s:", "reached"]
    assert second.endswith("at least 1.80: reached")
    assert third.split() == ["OFD", "by", "PDF", "1.70"]


def test_by_itself_a_program_only_prints_its_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(KEPT_IN, raising=False)
    tell(BARE)
    assert capsys.readouterr().out.split() == ["OFD", "by", "PDF", "1.70"]


def test_a_program_that_fails_is_named_with_the_figures_that_it_told(tmp_path: Path) -> None:
    file = tmp_path / "broken.py"
    file.write_text(f"{TELLS}\nsys.exit(int(sys.argv[1]))", encoding="utf-8")
    run = ran(Program(file, ("4",)), 60)
    assert (run.program.name, run.figures, run.fault) == (
        "broken 4",
        (FAST,),
        "ended with status 4",
    )


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    file = tmp_path / "slow.py"
    file.write_text("import time\ntime.sleep(60)", encoding="utf-8")
    run = ran(Program(file), 0.3)
    assert (run.figures, run.fault) == ((), "was ended after 0 s")


RUNS = (
    Ran(Program(Path("a.py"), ("--all",)), 60.0, (FAST, SLOW)),
    Ran(Program(Path("b.py")), 61.0, (BARE,), "ended with status 1"),
)


def test_the_table_has_a_line_for_each_figure() -> None:
    assert list(figure_table(RUNS))[2:] == [
        "| start | 0.200 s | at most 0.250 s | reached | `a --all` |",
        "| publishing | 30 s | at most 20 s | MISSED | `a --all` |",
        "| OFD by PDF | 1.70 |  |  | `b` |",
    ]
    assert tally_line(RUNS) == "1 of 2 goals are reached; 2 minutes in all."
    assert list(fault_lines(RUNS)) == [
        "- `b` ended with status 1; figures that it should tell are missing"
    ]


def test_the_plot_has_a_bar_for_each_figure_with_a_goal() -> None:
    drawing = ET.fromstring(plot_of((FAST, BARE, SLOW, Figure("<spoilt>", 3, "", 0))))  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    bars = [b for b in drawing.iter(f"{space}rect") if b.find(f"{space}title") is not None]
    assert [bar.get("fill") for bar in bars] == ["#2a7", "#c33", "#c33"]
    widths = [float(bar.get("width", 0)) for bar in bars]
    assert widths == sorted(widths)
    texts = [text.text for text in drawing.iter(f"{space}text")]
    assert {"start", "publishing", "<spoilt>", "30 s"} <= set(texts)


def test_the_page_says_what_was_measured_and_on_what(tmp_path: Path) -> None:
    write_page(tmp_path, RUNS, (("processor", "Z80"),))
    text = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert text.splitlines() == "\n".join(page_lines(RUNS, (("processor", "Z80"),))).splitlines()
    assert "| processor | Z80 |" in text
    assert "`b` ended with status 1" in text
    assert (tmp_path / "benchmarks.svg").read_text("utf-8") == plot_of((FAST, SLOW, BARE))


def test_the_machine_is_named() -> None:
    told = dict(machine_lines())
    assert list(told) == [
        "processor",
        "cores",
        "memory",
        "system",
        "load when it began",
        "Python",
        "libraries",
    ]
    assert all(told.values())
    assert "pypdfium2 " in told["libraries"]


def test_the_best_round_of_each_thing_counts() -> None:
    waits = iter((0.05, 0.0, 0.0, 0.05))
    clock: Clock[str] = Clock("waiting", lambda _: time.sleep(next(waits)))
    for thing in ("a", "b", "a", "b"):
        clock.run(thing)
    wall, cores = clock.sums
    assert 0 < wall < 0.05
    assert 0 <= cores < 0.05


def test_a_command_tells_what_it_took() -> None:
    taken = kaoping("--help")
    assert taken.cores > 0
    assert 0 < taken.wall < 60
    assert 5 < taken.megabytes < 200


def test_a_process_that_does_not_say_its_peak_has_none() -> None:
    assert process(sys.executable, "-c", "print(12)").megabytes == 0


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        process(sys.executable, "-c", "raise SystemExit('no such thing')")


def test_all_programs_are_run_but_those_left_out() -> None:
    run = {program.file.stem for program in bench.programs_in(BENCHMARKS, [])}
    here = {file.stem for file in BENCHMARKS.glob("*.py")}
    assert run == here - set(bench.LEFT_OUT)
    assert set(bench.SIZES) <= run


def test_one_program_that_fails_does_not_keep_the_others_from_being_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.py").write_text("raise SystemExit(2)", encoding="utf-8")
    (tmp_path / "sound.py").write_text(TELLS, encoding="utf-8")
    monkeypatch.setattr(bench, "HERE", tmp_path)
    monkeypatch.setattr(sys, "argv", ["bench.py", "--docs", str(tmp_path)])
    with pytest.raises(SystemExit) as end:
        bench.main()
    out, progress = capfd.readouterr()
    assert end.value.code == 1
    assert "- `broken` ended with status 2; figures that it should tell are missing" in out
    assert "| start | 0.200 s | at most 0.250 s | reached | `sound` |" in out
    assert "[2/2]" in progress
    assert "`sound`" in (tmp_path / "benchmarks.md").read_text("utf-8")
