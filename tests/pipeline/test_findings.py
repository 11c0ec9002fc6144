from pathlib import Path

import pytest

from parsers import errors
from pipeline.catalogue import RULES
from pipeline.findings import Contrast, Subject, finding, finding_of_problem, findings_page, rule_of
from pipeline.model import Finding, Level

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def test_a_finding_takes_its_level_and_advice_from_the_catalogue() -> None:
    subject, contrast = Subject("1-1-1", "权重"), Contrast("2", "")
    assert finding("weight.missing", "没有权重。", subject, contrast) == Finding(
        level=Level.ERROR,
        code="weight.missing",
        message="没有权重。",
        number="1-1-1",
        field="权重",
        expected="2",
        found="",
        advice="请单位补填，不代填。",
    )


def test_advice_of_its_own_takes_precedence() -> None:
    assert finding("seq.gap", "跳号。", advice="请补行。").advice == "请补行。"


def test_an_unknown_code_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        finding("weight.wrong", "")


def test_each_code_stands_once() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("problem", errors.FileProblem.__subclasses__())
def test_every_file_problem_is_an_error_of_the_catalogue(problem: type[errors.FileProblem]) -> None:
    found = finding_of_problem(problem("第3页无法读取。"), "民政局.pdf")
    assert (found.level, found.code) == (Level.ERROR, problem.code)
    assert found.message == "文件“民政局.pdf”：第3页无法读取。"
    assert found.advice == f"{rule_of(problem.code).action}。"


def test_the_clerk_s_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == findings_page()
