from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from form_values import value
from publishing import report_of
from results import BATCH, FORM, form_of, result, returned

from parsers.model import Box, Place
from pipeline.batch_tables import coverage_table
from pipeline.coverage import Coverage
from pipeline.findings import Contrast, Subject, finding, rule_of
from pipeline.model import Level, Outstanding, Result
from pipeline.overview import SectionSum
from pipeline.publish.report.bars import Bar, bar_of
from pipeline.publish.report.page import FREQUENT, Kinds, ProblemKind
from pipeline.publish.report.superior import Citing, Standing, SuperiorList, superior_lists
from pipeline.publish.report.whereabouts import whereabouts

HOSTILE = "</script><script>alert('字')</script><b onclick=x>&amp;\u202e"
COVERAGE = coverage_table(None)


class Page(HTMLParser):
    """The page's elements in their order, and what stands in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.starts: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def every(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.starts if name in attributes]

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.starts]


def html_of(*results: Result, outstanding: Outstanding | None = None) -> str:
    return report_of(results, outstanding).decode()


@pytest.mark.parametrize(
    ("place", "number", "field", "code", "where"),
    [
        (
            Place(3, Box(72, 144, 180.4, 150)),
            "1-1-1",
            "权重",
            "weight.missing",
            "第3页，左起2.5～6.4、上起5.1～5.3厘米",
        ),
        (
            Place(1, Box(-0.2, 0, 72, 72)),
            "",
            "",
            "form.residue",
            "第1页，左起0.0～2.5、上起0.0～2.5厘米",
        ),
        (Place(2), "1-1-1", "权重", "weight.missing", "第2页，序号1-1-1一行"),
        (Place(2), "", "权重", "weight.sum", "第2页"),
        (
            Place(),
            "1-1-1",
            "权重",
            "weight.missing",
            "序号1-1-1一行，可在原件中查找“1-1-1”",
        ),
        (None, "", "权重", "weight.sum", "考评表“权重”一栏"),
        (None, "", "", "form.section_missing", "考评表整体"),
        (None, "", "", "letter.number", "报送函"),
        (None, "", "", "file.encrypted", "整个文件"),
    ],
)
def test_each_finding_says_how_to_find_what_it_is_about(
    place: Place | None, number: str, field: str, code: str, where: str
) -> None:
    assert whereabouts(finding(code, "问题。", Subject(number, field, place))) == where


@pytest.mark.parametrize(
    ("found", "expected", "bar"),
    [
        ("68", "68", Bar("68", "68", 100, "")),
        ("68.0", "68", Bar("68", "68", 100, "")),
        ("61.5", "68", Bar("61.5", "68", 90, "少 6.5")),
        ("75", "68", Bar("75", "68", 100, "多 7")),
        ("0", "0", Bar("0", "0", 100, "")),
        (None, "12", Bar("", "12", 0, "缺此大类")),
    ],
)
def test_a_bar_is_filled_as_far_as_points_reach_and_says_what_is_wrong(
    found: str | None, expected: str, bar: Bar
) -> None:
    points = None if found is None else Decimal(found)
    assert bar_of(SectionSum("职能工作目标", points, Decimal(expected))) == bar


def test_superior_items_stand_by_state_and_by_who_cites_them() -> None:
    headings = COVERAGE.filled(())
    rows = (
        ("'=甲清单", None, 1, "民政局", "1-1-1", Coverage.ONE),
        *(("'=甲清单", n, 0, "", "", Coverage.NOBODY) for n in (1, 2, 3, 5, 6, 9)),
        ("'=甲清单", 4, 2, "民政局、教育局", "1-1-1；1-1-2", Coverage.SEVERAL),
        ("'=甲清单", 7, 1, "民政局", "1-1-1", Coverage.ONE),
        ("'=甲清单", 8, 1, "民政局", "1-1-1", Coverage.OTHERS),
        ("乙清单", 1, 20, "、".join(f"{n}局" for n in range(20)), "", Coverage.SEVERAL),
    )
    many = f"{'、'.join(f'{n}局' for n in range(12))}等 20 家"
    assert superior_lists(replace(headings, rows=rows)) == (
        SuperiorList(
            "=甲清单",
            (
                Standing(Coverage.NOBODY, 6, (Citing("", "第1—3、5、6、9项"),)),
                Standing(Coverage.OTHERS, 1, (Citing("民政局", "第8项"),)),
                Standing(Coverage.SEVERAL, 1, (Citing("民政局、教育局", "第4项"),)),
                Standing(Coverage.ONE, 2, (Citing("民政局", "整个清单，第7项"),)),
            ),
        ),
        SuperiorList("乙清单", (Standing(Coverage.SEVERAL, 1, (Citing(many, "第1项"),)),)),
    )


def test_kinds_of_findings_are_counted_by_places_and_by_submissions() -> None:
    blank = finding("field.missing", "空白。")
    milder = replace(blank, level=Level.WARNING)
    vague = finding("indicator.vague", "笼统。")
    results = (
        result("甲.docx", FORM, (blank, blank, blank, vague)),
        result("乙.docx", FORM, (blank, vague, milder)),
    )
    kinds = Kinds()
    problems = [kinds.problems(one.findings) for one in results]
    title, other = rule_of("field.missing").title, rule_of("indicator.vague").title
    assert kinds.told == (
        ProblemKind(0, "field.missing", title, Level.ERROR, 4, 2, 100),
        ProblemKind(1, "indicator.vague", other, Level.HINT, 2, 2, 50),
        ProblemKind(2, "field.missing", title, Level.WARNING, 1, 1, 25),
    )
    assert [p.kind for p in problems[1]] == [0, 1, 2]


def test_rare_kinds_of_findings_are_counted_and_left_to_the_filter() -> None:
    codes = (
        *("field.missing", "weight.missing", "weight.sum", "seq.gap", "seq.order", "basis.missing"),
        *("seq.invalid", "seq.duplicate", "weight.invalid", "form.year", "form.residue"),
        *("basis.future", "people.unknown", "letter.unit", "letter.number", "letter.date"),
    )
    made = tuple(finding(code, "问题。") for code in codes)
    page = Page(html_of(result("甲.docx", FORM, made)))
    assert f"另有 {len(codes) - FREQUENT} 种较少见的" in page.text
    chosen = [a for tag, a in page.starts if tag == "option" and (a.get("value") or "").isdigit()]
    assert len(chosen) == len(codes)


def test_the_title_says_of_which_years_and_series_the_forms_are() -> None:
    series = f"（{FORM.series}）" if FORM.series else ""
    assert f"<title>{FORM.year}年度绩效管理目标考评汇总{series}</title>" in html_of(*BATCH)
    assert "<title>绩效管理目标考评汇总</title>" in html_of(returned("财政局.pdf"))


def test_every_unit_has_a_line_that_leads_to_its_findings_and_says_its_state_in_words() -> None:
    outstanding = Outstanding(unreported=("洛江区司法局",))
    page = Page(html_of(*BATCH, outstanding=outstanding))
    assert {"#u1", "#u2", "#u3"} <= set(page.every("href"))
    assert [word for word in page.words if word in {"通过", "待核", "退回", "未报送"}][:4] == [
        "通过",
        "待核",
        "退回",
        "未报送",
    ]
    assert "民政局.docx" in page.text
    assert "洛江区司法局" in page.text


def test_without_a_roster_the_page_says_that_it_does_not_know_who_has_sent_nothing() -> None:
    assert "没有名册，不知道" in html_of(*BATCH)
    assert "没有名册，不知道" not in html_of(*BATCH, outstanding=Outstanding(unreported=()))


def test_what_a_reader_tells_of_a_file_stands_with_its_unit() -> None:
    noted = replace(result("民政局.docx"), notes=("第2页没有认出文字。",))
    assert "第2页没有认出文字。" in Page(html_of(noted)).text


def test_links_lead_to_places_of_the_page_alone() -> None:
    page = Page(html_of(*BATCH))
    anchors = set(page.every("id"))
    assert len(anchors) == len(page.every("id"))
    assert {href.removeprefix("#") for href in page.every("href")} <= anchors
    assert set(page.every("aria-labelledby")) <= anchors
    assert not {"link", "iframe", "img", "object", "embed", "base"} & set(page.tags())
    assert page.every("src") == []
    assert "url(" not in html_of(*BATCH)
    assert "@import" not in html_of(*BATCH)


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(tag[1]) for tag in Page(html_of(*BATCH)).tags() if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_page_is_in_chinese_and_every_field_of_the_filter_has_a_name() -> None:
    page = Page(html_of(*BATCH))
    assert ("html", {"lang": "zh-CN"}) in page.starts
    fields = [a for tag, a in page.starts if tag in {"input", "select"}]
    assert len(fields) == html_of(*BATCH).count("<label>")
    assert next(a for tag, a in page.starts if tag == "form")["hidden"] is None


def test_only_the_page_s_own_script_may_run() -> None:
    html = html_of(*BATCH)
    scripts = re.findall("<script>(.*?)</script>", html, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html


def test_hostile_texts_stay_texts_wherever_they_stand() -> None:
    form = replace(FORM, unit=value(HOSTILE))
    made = finding(
        "weight.missing", HOSTILE, Subject(HOSTILE, HOSTILE), Contrast(HOSTILE, HOSTILE), HOSTILE
    )
    hostile = replace(result(f"{HOSTILE}.docx", form, (made,)), notes=(HOSTILE,))
    outstanding = Outstanding(unreported=(HOSTILE,))
    plain = result("民政局.docx", FORM, (finding("weight.missing", "问题。"),))
    told = Page(html_of(hostile, outstanding=outstanding))
    quiet = Page(html_of(plain, outstanding=Outstanding(unreported=("司法局",))))
    assert told.tags().count("script") == quiet.tags().count("script")
    assert "onclick" not in {name for _, attributes in told.starts for name in attributes}
    assert told.text.count(HOSTILE) >= 8


def test_half_a_character_does_not_keep_the_page_from_being_written() -> None:
    assert "前?后" in html_of(result("民政局.docx", replace(FORM, unit=value("前\ud800后"))))


def test_the_same_results_give_the_same_page() -> None:
    assert html_of(*BATCH) == html_of(*BATCH)


def test_a_page_without_submissions_is_a_page() -> None:
    page = Page(html_of())
    assert "form" not in page.tags()
    assert "提交0" in page.text


def test_eighty_units_with_a_finding_on_each_of_seventy_rows_stay_below_three_megabytes() -> None:
    made = tuple(
        finding(
            "field.missing",
            f"第1-1-{row}项的完成时限“全年实施一”不成时限，可能漏识别了字，见第3页。",
            Subject(f"1-1-{row}", "完成时限", Place(3, Box(599.2, 232.1, 645.5, 246))),
            Contrast("以原件为准", "全年实施一"),
        )
        for row in range(70)
    )
    batch = [result(f"单位{n}.docx", form_of(f"洛江区第{n}局"), made) for n in range(80)]
    assert len(html_of(*batch).encode()) < 3_000_000
