from __future__ import annotations

import pytest
from typer.testing import CliRunner

from pipeline.cli import app


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("run --workers 0", "--workers 的值不对：应不小于 1。写法见 kaoping run --help。"),
        ("run --workers zwei", "--workers 的值不对：应为整数。写法见 kaoping run --help。"),
        ("run --timeout bald", "--timeout 的值不对：应为数字。写法见 kaoping run --help。"),
        ("run --nirgends", "没有选项 --nirgends。写法见 kaoping run --help。"),
        ("run --nirgends 甲", "没有选项 --nirgends。写法见 kaoping run --help。"),
        ("run --out", "--out 后面缺少值。写法见 kaoping run --help。"),
        ("run --fresh=1", "--fresh 后面不能写值。写法见 kaoping run --help。"),
        ("fly", "没有命令 fly。写法见 kaoping --help。"),
        ("show", "缺少 file。写法见 kaoping show --help。"),
        ("show 甲 乙", "多写了 乙。写法见 kaoping show --help。"),
        ("export", "缺少 --form。写法见 kaoping export --help。"),
        (
            "notices --date morgen",
            "--date 的值不对：“morgen”应写作 2025-01-03 的样子。写法见 kaoping notices --help。",
        ),
        (
            "notices --date 2025-01-10 --deadline 2025-01-03",
            "--deadline 的值不对：期限早于成文日期 2025-01-10。写法见 kaoping notices --help。",
        ),
        ("scheme fly", "没有命令 fly。写法见 kaoping scheme --help。"),
    ],
)
def test_wrong_usage_is_told_in_one_chinese_sentence(arguments: str, told: str) -> None:
    done = CliRunner().invoke(app, arguments.split(), prog_name="kaoping")
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"错误：{told}\n")


@pytest.mark.parametrize("arguments", [[], ["scheme"]])
def test_without_a_command_the_commands_are_listed(arguments: list[str]) -> None:
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, "Commands:" in done.output) == (2, True)
