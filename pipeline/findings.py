"""How a finding is made: a code of the catalogue, a sentence, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .catalogue import RULES, Rule
from .model import Finding

if TYPE_CHECKING:
    from parsers.errors import FileProblem
    from parsers.model import Place

_BY_CODE = {rule.code: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about; `number` is empty for the whole form, `field` a heading or empty."""

    number: str = ""
    field: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Contrast:
    """What should stand (应为) and what does stand (实为); empty where it cannot be said."""

    expected: str = ""
    found: str = ""


BLANK = "空白"
"""What 实为 says of a cell in which nothing stands."""

WHOLE_FORM = Subject()
_NO_CONTRAST = Contrast()


def rule_of(code: str) -> Rule:
    """The catalogue's entry for a code.

    Raises:
        KeyError: the catalogue has no such code, which is a fault of the program.
    """
    return _BY_CODE[code]


def finding(
    code: str,
    message: str,
    subject: Subject = WHOLE_FORM,
    contrast: Contrast = _NO_CONTRAST,
    advice: str = "",
) -> Finding:
    """A finding of the catalogue's level; without `advice`, the catalogue's own action.

    Raises:
        KeyError: the catalogue has no such code, which is a fault of the program.
    """
    rule = rule_of(code)
    return Finding(
        level=rule.level,
        code=code,
        message=message,
        number=subject.number,
        field=subject.field,
        place=subject.place,
        expected=contrast.expected,
        found=contrast.found,
        advice=advice or f"{rule.action}。",
    )


def finding_of_problem(problem: FileProblem, file: str) -> Finding:
    """The finding that says why `file` could not be read.

    The problem's own sentence names page and item where they are known.
    """
    return finding(problem.code, f"文件“{file}”：{problem.message}")


def findings_page() -> str:
    """The catalogue as the Markdown page that the clerk reads (docs/findings.md)."""
    lines = [
        "# 问题代码",
        "",
        "程序查出的每一个问题都有代码和级别。有“错误”的提交状态为“待核”（读不出的为“退回”）；",
        "“警告”请核对；“提示”供参考。本页由程序的问题目录生成：",
        "`python -m pipeline.findings > docs/findings.md`。",
        "",
        "| 代码 | 级别 | 名称 | 何时出现 | 怎样处理 |",
        "| --- | --- | --- | --- | --- |",
    ]
    rows = (f"| `{r.code}` | {r.level} | {r.title} | {r.when} | {r.action} |" for r in RULES)
    return "\n".join([*lines, *rows]) + "\n"


if __name__ == "__main__":
    print(findings_page(), end="")  # noqa: T201 - this is how docs/findings.md is made
