"""What is installed, what is missing, and how to get it."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from .recognition import WORDS, missing_models, words_read
from .run_record import version_of
from .summary import console_on_stdout

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_PYTHON = (3, 11)

OURS = ("pipeline", "parsers", "normalizers")

REQUIRED = (
    "pypdfium2",
    "pdfplumber",
    "camelot-py",
    "python-docx",
    "docxtpl",
    "openpyxl",
    "lxml",
    "pandas",
    "py7zr",
    "rarfile",
    "rapidfuzz",
    "xlrd",
    "xlsxwriter",
    "sqlalchemy",
    "alembic",
    "jinja2",
    "rapidocr",
    "onnxruntime",
    "opencv-python-headless",
    "pillow",
    "pi-heif",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do if it is not right.

    `without` says what cannot be done without it, where the rest can; empty for what all needs.
    """

    name: str
    found: str
    right: bool
    cure: str = ""
    without: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was looked at."""

    checks: tuple[Check, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is missing that all needs."""
        return all(check.right or check.without for check in self.checks)


def examine() -> Examination:
    """Looks at the interpreter, our packages, the libraries, the schemes, and other programs."""
    ours = (_python(), *_our_packages(), *_libraries(), _recognition(), _schemes())
    return Examination((*ours, _postgres(), _dask(), _rar(), _libreoffice()))


def print_examination(examination: Examination) -> None:
    """Prints what was looked at as a table, then the cures."""
    console = console_on_stdout()
    table = Table(header_style="bold")
    for name in ("项目", "情况", "结果"):
        table.add_column(name, overflow="fold")
    for check in examination.checks:
        table.add_row(check.name, check.found, _verdict(check))
    console.print(table)
    for check in examination.checks:
        if not check.right and check.cure:
            console.print(Text(f"{check.name}：{check.without}{check.cure}"), soft_wrap=True)
    console.print("一切就绪。" if examination.sound else "有缺失，请按上面的办法补齐。")


def _verdict(check: Check) -> Text:
    if check.right:
        return Text("正常", style="green")
    if check.without:
        return Text("没有", style="yellow")
    return Text("缺失", style="red")


def _python() -> Check:
    right = sys.version_info[:2] >= OLDEST_PYTHON
    found = f"{platform.python_version()}（{platform.system()} {platform.machine()}）"
    return Check("Python", found, right, "请安装 Python 3.11 或更新的版本。")


def _our_packages() -> Iterator[Check]:
    """Whether these common names are our packages: another's of that name would come in between."""
    home = Path(__file__).resolve().parent.parent
    for name in OURS:
        file = import_module(name).__file__ or ""
        ours = Path(file).resolve() == home / name / "__init__.py"
        cure = f"另有一个名为 {name} 的包挡在前面，请在新的虚拟环境中安装 kaoping。"
        yield Check(f"{name}（本程序）", file, ours, cure)


def _libraries() -> Iterator[Check]:
    for name in REQUIRED:
        version = version_of(name)
        yield Check(name, version or "", version is not None, f"运行 pip install {name}")


def _recognition() -> Check:
    """Whether print can be recognised, without anything being fetched."""
    name, cure = "文字识别", "运行 pip install --force-reinstall rapidocr onnxruntime"
    if missing_models():
        return Check(name, "安装包里没有模型", right=False, cure=cure)
    try:
        right = words_read() == WORDS
    except Exception as problem:  # noqa: BLE001 - whatever is amiss with it is to be told
        return Check(name, type(problem).__name__, right=False, cure=cure)
    return Check(name, "模型在安装包内，离线可用" if right else "识别有误", right, cure)


def _schemes() -> Check:
    from normalizers.scheme import packaged_schemes  # noqa: PLC0415 - cattrs is slow to load

    names = "、".join(scheme.name for scheme in packaged_schemes())
    return Check("考评方案", names, bool(names), "安装不完整，请重新安装 kaoping。")


def _postgres() -> Check:
    version = version_of("psycopg")
    without = "没有它不能用 --db 把数据存到 PostgreSQL；默认的 kaoping.db 照常。"
    cure = "运行 pip install 'kaoping[postgres]'。"
    return Check("psycopg（PostgreSQL）", version or "", version is not None, cure, without)


def _dask() -> Check:
    version = version_of("distributed")
    without = "没有它不能用 --cluster 在多台机器上读；一台机器上照常。"
    cure = "运行 pip install 'kaoping[cluster]'。"
    return Check("distributed（Dask 集群）", version or "", version is not None, cure, without)


def _rar() -> Check:
    from parsers.archive.rar import rar_program  # noqa: PLC0415 - rarfile looks for programs

    found = rar_program()
    without = "没有它读不了 RAR 压缩包（列为 file.unsupported），其余照常。"
    cure = (
        "请安装 unrar、unar、7-Zip 或 bsdtar 之一：Debian、Ubuntu 运行 apt install unar"
        "（或 7zip、libarchive-tools），Windows 安装 7-Zip 或 WinRAR 并把它的文件夹加入 PATH。"
    )
    return Check("RAR 解压程序", found or "", found is not None, cure, without)


def _libreoffice() -> Check:
    from parsers.office.program import ADVICE, program  # noqa: PLC0415 - loads the readers

    found = program()
    without = "没有它读不了 .doc、.wps、.rtf、.odt、.ods（列为 file.unsupported），其余照常。"
    return Check("LibreOffice", str(found or ""), found is not None, f"{ADVICE}。", without)
