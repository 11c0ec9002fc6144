from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from form_values import value, with_row
from results import BATCH, FORM, WEIGHT_MISSING, WEIGHT_SUM, result, returned
from rich.console import Console
from rich.progress import Progress

from normalizers.model import Field, Repair
from parsers.model import Place
from parsers.office import program
from pipeline.doctor import Check, Examination, examine, print_examination
from pipeline.findings import Subject, finding
from pipeline.overview import overview_of
from pipeline.progress import EVERY, Lines, _Bar, lines_on_stderr
from pipeline.run_summary import Account, RunSummary
from pipeline.show import print_result
from pipeline.summary import print_summary, told


def test_repairs_and_findings_are_marked_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    repair = Repair(Field.DEADLINE, "全年 实施", "全年实施", "text.blanks", 0.99, "字间有空格。")
    form = with_row(FORM, "1-1-1", deadline=replace(value("全年实施"), repairs=(repair,)))
    gap = finding("seq.gap", "序号从1-5-2跳到1-5-4。", Subject("1-1-2", place=Place(2)))
    twice = (WEIGHT_MISSING, finding("weight.invalid", "权重不是数。", Subject("1-5-3", "权重")))
    print_result(replace(result("a", form, (WEIGHT_SUM, gap, *twice)), notes=("有隐藏的工作表。",)))
    shown = capsys.readouterr().out
    assert "全年实施 ✎" in shown
    assert "1-1-2 !" in shown
    assert "1.5 ✗" in shown
    assert "有隐藏的工作表。" in shown
    assert "✎ 1-1-1 完成时限：“全年 实施” → “全年实施”（text.blanks，0.99）" in shown
    assert "警告 seq.gap  1-1-2 序号从1-5-2跳到1-5-4。（第2页）" in shown


def test_a_form_without_letter_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_result(result("a", replace(FORM, letter=None, year=None)))
    assert "年度：（无）  系列：第二系列  发文字号：（无）" in capsys.readouterr().out


def test_the_summary_counts_states_and_marks_what_is_absent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    broken = result("d.pdf", replace(FORM, sections=FORM.sections[:2]))
    results = (*BATCH, broken)
    print_summary(RunSummary(results, Path("clean"), 1.26, overview_of(results)))
    shown = capsys.readouterr().out
    assert "缺/12" in shown
    assert "提交 4 份：通过 2，待核 1，退回 1。用时 1.3 秒。" in shown
    assert f"结果在 {Path('clean').absolute()}" in shown


@pytest.mark.parametrize(
    ("account", "said"),
    [
        (Account(read=3), []),
        (Account(read=1, kept=2), ["读取 1 份；另有 2 份没有变，用上次读取的结果。"]),
        (
            Account(read=2, reread=(("人员名册", 2),)),
            ["人员名册有变动：内容没有变的 2 份也重新读取了。"],
        ),
        (Account(kept=3, published=False), ["与上次运行相比没有变化，已发布的文件没有改动。"]),
    ],
)
def test_the_summary_says_what_had_to_be_read_and_why(account: Account, said: list[str]) -> None:
    assert list(told(account)) == said


def test_who_waits_is_told_for_what(capsys: pytest.CaptureFixture[str]) -> None:
    screen = io.StringIO()
    with Progress(console=Console(file=screen, force_terminal=True, width=200)) as progress:
        _Bar(progress).waiting("[a]/kaoping.db")
    lines_on_stderr().waiting("[a]/kaoping.db")
    sentence = "另一次运行正在使用 [a]/kaoping.db；等它结束后自动继续，按 Ctrl-C 取消。"
    assert sentence in screen.getvalue()
    assert capsys.readouterr().err == f"{sentence}\n"


def test_progress_on_a_terminal_names_the_file() -> None:
    screen = io.StringIO()
    with Progress(console=Console(file=screen, force_terminal=True, width=200)) as progress:
        bar = _Bar(progress)
        bar.started(2)
        bar.finished(returned("[red]财政局.pdf"))
    assert "[red]财政局.pdf 退回" in screen.getvalue()


def test_progress_in_a_file_is_a_line_every_few_seconds() -> None:
    written: list[str] = []
    seconds = itertools.count()
    lines = Lines(written.append, lambda: float(next(seconds)))
    lines.started(1000)
    for number in range(1000):
        lines.finished(result(f"{number}.pdf"))
    assert len(written) <= 1000 / EVERY + 2
    assert re.fullmatch(r"已读 \d+/1000，每分钟 \d+ 份，约剩 \d+ 秒：\d+\.pdf 通过", written[1])
    assert (written[0], written[-1]) == ("共 1000 份提交", "已读 1000/1000：999.pdf 通过")


def test_the_doctor_says_what_is_missing_and_how_to_get_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    examination = Examination((Check("lxml", "", right=False, cure="运行 pip install lxml"),))
    print_examination(examination)
    assert not examination.sound
    assert "lxml：运行 pip install lxml" in capsys.readouterr().out


def test_the_doctor_says_what_cannot_be_read_without_libreoffice(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "program", lambda: None)
    examination = examine()
    print_examination(examination)
    assert examination.sound
    said = capsys.readouterr().out
    assert "LibreOffice：没有它读不了 .doc、.wps、.rtf、.odt、.ods（列为 file.unsupported）" in said
    assert "sudo apt-get install libreoffice-writer" in said
    assert "Windows" in said
