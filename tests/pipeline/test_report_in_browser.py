from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from browser import BROWSER, printed_by, told_by
from form_values import clean_form
from publishing import report_of
from results import BATCH, WEIGHT_MISSING, WEIGHT_SUM, form_of, result

from pipeline.findings import finding

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model import Result

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium")

NUMBER = finding("letter.number", "函没有发文字号。")
RESULTS = (*BATCH, result("司法局.docx", form_of("洛江区司法局"), (NUMBER, WEIGHT_MISSING)))
"""u1 has no findings, u2 two errors, u3 one (it was returned), u4 a warning and an error."""


def page_of(*results: Result) -> str:
    return report_of(results).decode()


def test_the_filter_shows_what_fits_and_says_how_much(tmp_path: Path) -> None:
    steps = """
    const count = () => form.querySelector("output").textContent;
    told(form.hidden + " " + shown() + " " + count());
    await enter("state", "passed"); told(shown());
    await enter("state", "");
    await enter("words", "司法局 权重"); told(shown() + " " + count());
    await enter("words", "没有这样的字");
    told(shown() + "|" + document.querySelector(".nothing").hidden);
    await enter("words", "民政局"); told(shown());
    form.reset(); await wait(); told(shown());
    form.querySelector("[value=error]").checked = false;
    await enter("words", ""); told(shown());
    """
    assert told_by(page_of(*RESULTS), steps, tmp_path) == [
        "false u1:0 u2:2 u3:1 u4:2 共 5 处问题",
        "u1:0",
        "u4:1 显示 1 处，共 5 处；1 份提交",
        "|false",
        "u1:0",
        "u1:0 u2:2 u3:1 u4:2",
        "u4:1",
    ]


def test_a_frequent_finding_leads_to_where_it_was_made_and_a_unit_to_its_own(
    tmp_path: Path,
) -> None:
    steps = """
    document.querySelector(".frequent a").click(); await wait(); told(shown());
    document.querySelector("a[href='#u1']").click(); await wait(); told(shown() + location.hash);
    """
    assert told_by(page_of(*RESULTS), steps, tmp_path) == [
        "u2:1 u4:1",
        "u1:0 u2:2 u3:1 u4:2#u1",
    ]


def test_all_that_was_found_is_printed_on_landscape_pages(tmp_path: Path) -> None:
    made = (WEIGHT_SUM, *[WEIGHT_MISSING] * 30)
    page = page_of(*RESULTS, result("档案馆.docx", clean_form(), made))
    with pypdfium2.PdfDocument(printed_by(page, tmp_path)) as printed:
        sizes = [printed[n].get_size() for n in range(len(printed))]
        texts = [printed[n].get_textpage().get_text_bounded() for n in range(len(printed))]
    assert all(width > height for width, height in sizes)
    assert "".join(texts).count("没有填写权重") == 2 + 30
    assert "筛选" not in "".join(texts)
