from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from form_values import SCHEME

from pipeline.last_year import (
    FormerForm,
    FormerIndicator,
    LastYear,
    LastYearProblem,
    load_last_year,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "提交编号,参评单位,年度,状态\n"
SUBMISSIONS = f"{HEAD}民政局.docx,洛江区民政局,2023,通过\n坏.pdf,,,退回\n"
COLUMNS = "提交编号,大类,序号,一级指标,二级指标,权重,完成时限\n"
INDICATORS = (
    f"{COLUMNS}民政局.docx,职能工作目标,1-1-1,做好养老工作,'=养老床位120张,1.5,2023年12月\n"
    "民政局.docx,行政能力目标,3-1,全面落实责任制。,,,全年实施\n"
)


def published(folder: Path, submissions: str = SUBMISSIONS, indicators: str = INDICATORS) -> Path:
    for name, text in (("submissions", submissions), ("indicators", indicators)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return folder


def former(
    unit: str = "洛江区民政局", year: int | None = 2023, rows: int = 1, name: str = "a"
) -> FormerForm:
    row = FormerIndicator("职能工作目标", "1-1-1", "做好", "完成", Decimal(1), "全年")
    return FormerForm(name, unit, year, (row,) * rows)


def test_a_published_dataset_is_read_without_what_could_not_be_read_then(tmp_path: Path) -> None:
    indicators = (
        FormerIndicator(
            "职能工作目标",
            "1-1-1",
            "做好养老工作",
            "=养老床位120张",
            Decimal("1.5"),
            "2023年12月",
        ),
        FormerIndicator("行政能力目标", "3-1", "全面落实责任制。", "", None, "全年实施"),
    )
    form = FormerForm("民政局.docx", "洛江区民政局", 2023, indicators)
    last_year = load_last_year(str(published(tmp_path)))
    assert (last_year, last_year.years) == (LastYear((form,)), (2023,))
    assert last_year.units == ("洛江区民政局",)
    assert [i.group for i in indicators] == ["1-1", ""]


def test_of_a_units_forms_that_of_the_year_before_counts_then_the_fullest() -> None:
    older, fuller = former(year=2022, rows=9), former(rows=5, name="b")
    last_year = LastYear((older, former(), fuller, former("洛江区教育局")))
    assert last_year.form_of("民政局", SCHEME, 2024) == fuller
    assert last_year.form_of("泉州市洛江区教育局", SCHEME, 2024) == former("洛江区教育局")
    assert last_year.form_of("洛江区民政局", SCHEME, None) == older
    assert last_year.form_of("洛江区司法局", SCHEME, 2024) is None


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"indicators": INDICATORS}, "submissions.csv”打不开：没有这个文件或文件夹。"),
        ({"submissions": SUBMISSIONS}, "indicators.csv”打不开：没有这个文件或文件夹。"),
        (
            {"submissions": "单位,年度\n"},
            "submissions.csv”第1行没有“提交编号”“参评单位”的表头，不是 kaoping run 发布的数据集。",
        ),
        (
            {"submissions": "", "indicators": INDICATORS},
            (
                "submissions.csv”第1行没有“提交编号”“参评单位”“年度”的表头，"
                "不是 kaoping run 发布的数据集。"
            ),
        ),
        (
            {"submissions": f"{HEAD}a,b\n"},
            "submissions.csv”第2行：有2格，表头有4格。",
        ),
        (
            {"submissions": f"{HEAD}a,洛江区民政局,去年,通过\n", "indicators": COLUMNS},
            "submissions.csv”第2行：年度“去年”不是年份。",
        ),
        (
            {"submissions": SUBMISSIONS, "indicators": f"{COLUMNS}丢.docx,,,,,,\n"},
            "indicators.csv”第2行：提交编号“丢.docx”不在 submissions.csv 里。",
        ),
        (
            {"submissions": SUBMISSIONS, "indicators": f"{COLUMNS}坏.pdf,,,,,一分,\n"},
            "indicators.csv”第2行：权重“一分”不是数。",
        ),
        (
            {"submissions": f'{HEAD}"a,b\n'},
            "submissions.csv”不是完好的 CSV 文件（unexpected end of data）。",
        ),
        (
            {"submissions": SUBMISSIONS, "indicators": COLUMNS},
            "”里没有一项知道是哪个单位的指标。",
        ),
    ],
)
def test_a_folder_of_the_wrong_shape_is_refused_with_file_row_and_reason(
    tmp_path: Path, files: dict[str, str], reason: str
) -> None:
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LastYearProblem) as problem:
        load_last_year(tmp_path)
    assert str(problem.value).startswith("上年数据集")
    assert str(problem.value).endswith(reason)


def test_what_is_no_folder_or_in_no_encoding_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LastYearProblem, match=r"不存在。$"):
        load_last_year(tmp_path / "没有")
    file = published(tmp_path) / "submissions.csv"
    with pytest.raises(LastYearProblem, match=r"不是文件夹。$"):
        load_last_year(file)
    file.write_bytes(SUBMISSIONS.encode("gb18030"))
    with pytest.raises(LastYearProblem, match=r"不是 UTF-8 编码的文件。$"):
        load_last_year(tmp_path)
