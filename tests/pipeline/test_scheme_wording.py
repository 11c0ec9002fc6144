from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_schemes import LUOJIANG
from results import result

from normalizers.scheme import SchemeProblem, Wording
from parsers.model import Place
from pipeline.findings import Contrast, Subject, finding
from pipeline.scheme_wording import in_own_words, load_worded_scheme

if TYPE_CHECKING:
    from pathlib import Path

MISSING = finding(
    "weight.missing", "1-2-1没有权重。", Subject("1-2-1", "权重", Place(3)), advice="补填。"
)
SUM = finding("weight.sum", "合计67分。", Subject(field="权重"), Contrast("68", "67"))
BEFORE = result("甲.docx", findings=(MISSING, SUM))


def worded(**wording: Wording) -> object:
    scheme = replace(LUOJIANG, wording={k.replace("_", "."): w for k, w in wording.items()})
    said = in_own_words(replace(BEFORE, scheme=scheme))
    return said.findings


def test_a_finding_is_said_in_the_words_of_the_scheme() -> None:
    own = Wording("第{页}页{序号}的{字段}空着（{说明}）", "{建议}一周内报来。")
    message, advice = "第3页1-2-1的权重空着（1-2-1没有权重。）", "补填。一周内报来。"
    assert worded(weight_missing=own) == (replace(MISSING, message=message, advice=advice), SUM)


def test_what_a_scheme_leaves_out_is_the_program_s() -> None:
    own = Wording(message="应为{应为}分，实为{实为}分{页}。")
    assert worded(weight_sum=own) == (MISSING, replace(SUM, message="应为68分，实为67分。"))
    own = Wording(advice="改为{应为}分。")
    assert worded(weight_sum=own) == (MISSING, replace(SUM, advice="改为68分。"))


def test_findings_without_own_words_or_scheme_stay() -> None:
    both = (BEFORE, replace(BEFORE, scheme=None))
    assert tuple(map(in_own_words, both)) == both


def test_a_code_that_the_catalogue_has_not_got_is_refused(tmp_path: Path) -> None:
    assert load_worded_scheme("qinglan-2023").wording["weight.sum"].message == "{说明}"
    path = tmp_path / "own.toml"
    path.write_text('[wording."weight.all"]\nadvice = "改。"\n', encoding="utf-8")
    with pytest.raises(SchemeProblem, match="缺这个键"):
        load_worded_scheme(path)
