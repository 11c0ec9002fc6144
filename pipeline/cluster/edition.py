"""What of an installation decides what a file comes to: the same on all machines of a run."""

from __future__ import annotations

import platform
from dataclasses import astuple, dataclass
from functools import cache

from pipeline.circumstances import circumstances_of, publishing_code
from pipeline.run_record import version_of

NAMES = ("kaoping", "读取文件的组件", "考评方案", "操作系统", "LibreOffice")
"""What a clerk calls each part of an edition, in their order."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One installation: each part a text that differs where results may."""

    program: str
    packages: str
    schemes: str
    system: str
    office: str


@cache
def edition() -> Edition:
    """This process's own; takes 0.2 s at first, for the code is read.

    The program is told by its version and by its code: one that is worked on keeps its version.
    """
    from parsers.office.program import program  # noqa: PLC0415 - loads the readers

    here = circumstances_of(None, None)
    return Edition(
        f"{version_of('kaoping')}（{publishing_code()}）",
        here.packages,
        here.scheme,
        platform.system(),
        "没有" if program() is None else "有",
    )


def differences(ours: Edition, theirs: Edition) -> tuple[tuple[str, str, str], ...]:
    """The parts that differ: what it is called, ours, theirs."""
    parts = zip(NAMES, astuple(ours), astuple(theirs), strict=True)
    return tuple((name, one, other) for name, one, other in parts if one != other)


def difference_told(where: str, ours: Edition, theirs: Edition) -> str:
    """The sentence for a clerk, of one machine that differs from this one."""
    told = "；".join(
        f"{name}本机是 {one}，那里是 {other}" for name, one, other in differences(ours, theirs)
    )
    return f"集群的 {where} 与本机不同，结果会不一致：{told}。请在各机安装同一版本后再运行。"
