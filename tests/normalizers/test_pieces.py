"""Forms within one file, drawn by hand: where one ends and the next begins."""

from __future__ import annotations

from grids import grid, reading

from normalizers import normalize
from normalizers.model import Form, Part
from normalizers.scheme import load_scheme

SCHEME = load_scheme("luojiang-2024-series2")
HEAD = "项目|序号|文件依据|一级指标|二级指标|权重|完成时限|分管领导|责任单位|责任人"
ROWS = """
重点工作目标|1-1-1|三定方案|推进甲项工作|完成甲类任务十项|1.5|全年实施|陈大明|综合股|林小红
重点工作目标|1-1-2|三定方案|推进甲项工作|甲项完成率|2|第四季度|陈大明|综合股|林小红
重点工作目标|1-2-1|三定方案|推进乙项工作|组织乙类培训3场|1|全年实施|周建国|投资股|吴海燕
"""
OLD = ROWS.replace("甲", "丙").replace("乙", "丁")
TOTAL = "合计|||||4.5||||"
TITLE = "2024年度洛江区第二系列绩效管理目标考评表"
LAST = "2023年度洛江区第二系列绩效管理目标考评表"
UNIT = "参评单位（盖章）：洛江区某某局"


def form_of(*blocks: object) -> Form:
    form = normalize((Part("表.xlsx", reading(*blocks)),), SCHEME)  # type: ignore[arg-type]
    assert form is not None
    return form


def numbers(form: Form) -> list[str | None]:
    return [i.number.value for i in form.indicators]


def test_a_title_within_a_grid_begins_another_form() -> None:
    sheet = "\n".join(
        [HEAD, ROWS.strip(), TOTAL, f"{LAST}|<|<|<|<|<|<|<|<|<", HEAD, OLD.strip(), TOTAL]
    )
    form = form_of(TITLE, UNIT, grid(sheet))
    assert numbers(form) == ["1-1-1", "1-1-2", "1-2-1"]
    assert form.indicators[0].level2.value == "完成甲类任务十项"
    assert [(o.title, o.year) for o in form.others] == [(LAST, 2023)]


def test_a_page_that_came_twice_begins_no_other_form() -> None:
    page = "\n".join([HEAD, *ROWS.strip().splitlines()[1:]])
    form = form_of(TITLE, UNIT, grid(f"{HEAD}\n{ROWS.strip()}"), grid(page))
    assert numbers(form) == ["1-1-1", "1-1-2", "1-2-1", "1-1-2", "1-2-1"]
    assert (form.copies, form.others) == ((), ())


def test_a_title_alone_begins_another_form_in_the_middle_of_the_numbers() -> None:
    page = "\n".join([HEAD, *OLD.strip().splitlines()[1:]])
    form = form_of(TITLE, UNIT, grid(f"{HEAD}\n{ROWS.strip()}"), "附件2", LAST, UNIT, grid(page))
    assert numbers(form) == ["1-1-1", "1-1-2", "1-2-1"]
    assert [o.year for o in form.others] == [2023]


def test_a_number_that_stands_twice_begins_no_other_form() -> None:
    row = ROWS.strip().splitlines()[0].replace("完成甲类任务十项", "新增一项")
    form = form_of(TITLE, UNIT, grid(f"{HEAD}\n{ROWS.strip()}"), LAST, grid(f"{HEAD}\n{row}"))
    assert numbers(form) == ["1-1-1", "1-1-2", "1-2-1", "1-1-1"]


def test_a_title_s_year_is_what_stands_before_its_words() -> None:
    garbled = f"202年度洛江区第二系列绩效管理目标考评表{UNIT} 2025年1月3日"
    sheets = (grid(f"{HEAD}\n{ROWS.strip()}"), garbled, grid(f"{HEAD}\n{ROWS.strip()}"))
    form = form_of(TITLE, UNIT, *sheets)
    assert (len(form.copies), form.others) == (1, ())


def test_items_without_numbers_are_known_by_their_labels() -> None:
    text = (
        "由区委宣传部（文明办）统一制定考核办法对精神文明建设成效开展考评，考评牵头单位给予运用。"
    )
    spirit = (
        "项目|目标内容|权重|完成时限|分管领导|责任单位|责任人\n"
        f"精神文明建设|{text}|6|全年实施|陈大明|办公室|林小红"
    )
    form = normalize(
        (
            Part("b.xlsx", reading(grid(spirit))),
            Part("a.xlsx", reading(TITLE, UNIT, grid(f"{HEAD}\n{ROWS.strip()}"))),
        ),
        SCHEME,
    )
    assert form is not None
    assert numbers(form) == ["1-1-1", "1-1-2", "1-2-1", None]
    assert (form.files, form.copies) == (("a.xlsx", "b.xlsx"), ())
