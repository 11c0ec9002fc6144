from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from form_blank import blank_form
from form_schemes import QINGLAN
from forms import Kind, Style, build, random_form
from processes import on_this_machine
from typer.testing import CliRunner, Result

from pipeline.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable

README = Path(__file__).resolve().parents[2] / "README.md"
PAGE = build(*random_form(5), Kind.HTML)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "甲.html").write_bytes(PAGE)
    return folder


def kaoping(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_a_run_says_what_came_of_every_submission_and_where_the_results_are(
    raw: Path, tmp_path: Path
) -> None:
    done = kaoping("run", raw, "--out", tmp_path / "clean")
    assert done.exit_code == 0
    assert "甲.html" in done.stdout
    assert "68/68" in done.stdout
    assert f"结果在 {tmp_path / 'clean'}" in done.stdout
    assert done.stderr == f"共 1 份提交\n已读 1/1：甲.html {_state(tmp_path / 'clean')}\n"


def test_an_empty_folder_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    done = kaoping("run", tmp_path / "raw", "--out", tmp_path / "clean")
    assert (done.exit_code, "提交 0 份" in done.stdout) == (0, True)


def test_a_file_that_cannot_be_read_gives_status_3(raw: Path, tmp_path: Path) -> None:
    (raw / "空.pdf").write_bytes(b"")
    assert kaoping("run", raw, "--out", tmp_path / "clean", "--strict").exit_code == 3


def test_strict_gives_status_1_for_an_error(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    text = PAGE.decode()
    number = re.search(r"1-1-1", text)
    assert number is not None
    (tmp_path / "raw" / "甲.html").write_text(text.replace("1-1-2", "1-1-1"), encoding="utf-8")
    arguments = ("run", tmp_path / "raw", "--out", tmp_path / "clean")
    assert kaoping(*arguments).exit_code == 0
    assert kaoping(*arguments, "--strict").exit_code == 1


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    for command in ("run", "show", "tables"):
        done = kaoping(command, tmp_path / "没有.pdf")
        assert done.exit_code == 2
        assert done.stderr.startswith("错误：找不到文件或文件夹：")


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", ".", "--scheme", "没有"],
        ["scheme", "show", "没有"],
        ["run", "--workers", "0"],
        ["run", "--timeout", "bald"],
        ["fly"],
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(arguments: list[str]) -> None:
    assert kaoping(*arguments).exit_code == 2


def test_a_folder_that_cannot_be_written_is_named(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "clean").write_text("a file")
    done = kaoping("run", raw, "--out", tmp_path / "clean")
    assert done.exit_code == 2
    assert "写不出结果" in done.stderr


def test_a_form_is_shown_with_its_marks(tmp_path: Path) -> None:
    text = PAGE.decode().replace("1-1-2", "1-1-1")
    (tmp_path / "甲.html").write_text(text, encoding="utf-8")
    done = kaoping("show", tmp_path / "甲.html")
    assert done.exit_code == 0
    assert "seq.duplicate" in done.stdout
    assert "1-1-1 ✗" in done.stdout


def test_a_file_without_form_is_shown_as_returned(tmp_path: Path) -> None:
    (tmp_path / "信.txt").write_text("只有一封信。", encoding="utf-8")
    done = kaoping("show", tmp_path / "信.txt")
    assert done.exit_code == 3
    assert "file.no_form" in done.stdout


def test_a_folder_with_forms_of_several_units_is_not_shown_as_one(tmp_path: Path) -> None:
    for name, number in (("甲.html", 5), ("乙.html", 6)):
        (tmp_path / name).write_bytes(build(*random_form(number), Kind.HTML))
    done = kaoping("show", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"错误：“{tmp_path.name}”里有几家单位的考评表（另有 ")
    assert done.stderr.endswith("，不是一份；请逐份查看，或者用 kaoping run 读取全部。\n")


def test_the_tables_of_any_file_are_printed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n", encoding="utf-8")
    assert "甲" in kaoping("tables", tmp_path / "a.md").stdout
    done = kaoping("tables", tmp_path / "a.md", "--json")
    (table,) = json.loads(done.stdout)["tables"]
    assert (table["rows"], table["cols"], len(table["cells"])) == (2, 2, 4)


def test_the_tables_of_an_unreadable_file_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(50))
    done = kaoping("tables", tmp_path / "坏.docx")
    assert done.exit_code == 3
    assert done.stderr.startswith("文件“坏.docx”：")
    done = kaoping("tables", tmp_path / "坏.docx", "--timeout", "0.1", "--memory", "64")
    assert done.exit_code == 3


def test_schemes_are_listed_and_shown() -> None:
    assert "luojiang-2024-series2" in kaoping("scheme", "list").stdout
    shown = kaoping("scheme", "show", "luojiang-2024-series2").stdout
    assert "依法履职（8分）" in shown
    assert "自觉接受人大政协监督" in shown


def test_a_scheme_is_learned_from_a_blank_form_and_used(tmp_path: Path) -> None:
    blank, out = tmp_path / "样表.docx", tmp_path / "明年.toml"
    blank.write_bytes(build(blank_form(QINGLAN), Style(total_word="小计"), Kind.DOCX))
    done = kaoping("scheme", "learn", blank, "--out", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("从表上学到：2023年度青岚区部门目标责任考核表，共100分\n")
    assert "主责主业" in kaoping("scheme", "show", out).stdout
    printed = kaoping("scheme", "learn", blank, "--like", "luojiang-2024-series2").stdout
    assert printed == out.read_text(encoding="utf-8")
    again = kaoping("scheme", "learn", blank, "--out", out)
    assert (again.exit_code, "已经有了" in again.stderr) == (2, True)


def test_a_file_that_teaches_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "信.txt").write_text("只有一封信。", encoding="utf-8")
    done = kaoping("scheme", "learn", tmp_path / "信.txt")
    assert done.exit_code == 3
    assert done.stderr.startswith("学不出方案：没有找到带年度的标题")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(50))
    done = kaoping("scheme", "learn", tmp_path / "坏.docx")
    assert (done.exit_code, done.stderr.startswith("文件“坏.docx”：")) == (3, True)


def test_a_scheme_with_faults_is_refused_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('name = 5\n[wording."no.such"]\n', encoding="utf-8")
    for command in (("scheme", "show", path), ("run", tmp_path, "--scheme", path)):
        done = kaoping(*command)
        assert done.exit_code == 2
        assert done.stderr.startswith("错误：方案文件 own.toml 有")
        assert "第1行 name：应为文字（写在引号里），不是“5”" in done.stderr


def test_the_doctor_finds_everything_in_place() -> None:
    done = kaoping("doctor")
    assert (done.exit_code, "一切就绪。" in done.stdout) == (0, True)


def test_the_help_names_every_command_and_option_that_the_readme_does() -> None:
    readme = README.read_text(encoding="utf-8")
    table = readme[readme.index("## 命令") : readme.index("## 结果")]
    others = {"--json", "--form", "--to", "--versions"}
    options = set(re.findall(r"--[a-z][a-z-]+", table)) - others
    told = kaoping("run", "--help").stdout
    assert options == set(re.findall(r"--[a-z][a-z-]+", told)) - {"--help"}
    commands = set(re.findall(r"`kaoping ([a-z]+)", table))
    assert commands == set(re.findall(r"^  ([a-z]+) ", kaoping("--help").stdout, re.MULTILINE))


@pytest.mark.parametrize(
    ("sign", "send"),
    [(signal.SIGINT, os.kill), (signal.SIGTERM, os.kill), (signal.SIGINT, os.killpg)],
    ids=["interrupted", "ended", "by the terminal, children too"],
)
def test_an_interrupted_run_ends_at_once_and_leaves_the_dataset(
    tmp_path: Path, sign: signal.Signals, send: Callable[[int, int], None]
) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "甲.html").write_bytes(b"<table>" + b"<tr><td>1</td></tr>" * 200_000)
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "findings.csv").write_text("old")
    program = (
        "import sys\nfrom pipeline.cli import main\n"
        "sys.argv = ['kaoping', 'run', sys.argv[1], '--out', sys.argv[2]]\nmain()\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program, tmp_path / "raw", tmp_path / "clean"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stderr is not None
    assert running.stderr.readline() == "共 1 份提交\n"
    began = time.perf_counter()
    send(running.pid, sign)
    assert running.wait(timeout=25) == 130
    assert time.perf_counter() - began < on_this_machine(2)
    assert running.communicate()[1] == "已中断；原有的数据集没有改动。\n"
    assert (tmp_path / "clean" / "findings.csv").read_text() == "old"


def test_help_comes_quickly() -> None:
    program = "import sys; sys.argv = ['kaoping', '--help']; from pipeline.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", program], env=environment, check=True, capture_output=True
        )
        seconds.append(time.perf_counter() - began)
    # 0.15 s by itself; the limit is that of a loaded machine with coverage switched on.
    assert min(seconds) < 1


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\nimport pipeline.cli\n"
        "heavy = {'rich.table', 'pandas', 'lxml', 'docx', 'xlsxwriter', 'jinja2', 'pdfplumber'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


def _state(out: Path) -> str:
    text = (out / "submissions.csv").read_text(encoding="utf-8-sig")
    return next(state for state in ("通过", "待核", "退回") if f",{state}," in text)
