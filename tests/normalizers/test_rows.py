"""Rows that damage moved, fused, cut or renamed come out as the department wrote them."""

from decimal import Decimal

from grids import grid, reading

from normalizers import normalize
from normalizers.model import Field, Form, Indicator, Part
from normalizers.scheme import load_scheme

SCHEME = load_scheme("luojiang-2024-series2")
HEAD = "项目|序号|文件依据|一级指标|二级指标|权重|完成时限|分管领导|责任单位|责任人|备注"


def form_of(table: str) -> Form:
    form = normalize((Part("表.txt", reading(grid(table))),), SCHEME)
    assert form is not None
    return form


def rules(item: Indicator) -> set[str]:
    values = (item.number, item.weight, item.deadline, item.leaders, item.units, item.owners)
    return {r.rule for v in values for r in v.repairs}


def row(number: str, weight: str = "1", deadline: str = "全年实施", text: str = "") -> str:
    text = text or f"完成第{number}类任务若干项"
    return (
        f"重点工作目标|{number}|三定方案|推进{number[:3]}项工作|{text}|{weight}|{deadline}"
        "|陈大明|综合股|林小红|"
    )


def test_two_rows_run_together_are_parted() -> None:
    form = form_of(f"""
    {HEAD}
    {row("1-1-1")}
    重点工作目标|1-2-1 1-2-2|三定方案|推进乙项|完成十项 培训三场|1.5 2|全年 年底|陈明|综合股|林小红|
    {row("1-3-1")}
    """)
    found = [
        (i.number.value, i.level2.value, i.weight.value, i.deadline.value, i.owners.value)
        for i in form.indicators[1:3]
    ]
    assert found == [
        ("1-2-1", "完成十项", Decimal("1.5"), "全年", ("林小红",)),
        ("1-2-2", "培训三场", Decimal(2), "年底", ("林小红",)),
    ]
    assert "row.fused" in rules(form.indicators[1])


def test_what_stands_once_in_fused_rows_belongs_to_the_first_unless_it_is_shared() -> None:
    form = form_of(f"""
    {HEAD}
    重点工作目标|1-2-1 1-2-2|三定方案|推进乙项|完成乙类任务十项|1.5|全年实施|陈大明|综合股|林小红|
    {row("1-3-1")}
    """)
    second = form.indicators[1]
    assert (second.number.value, second.weight.value, second.level2.value) == ("1-2-2", None, None)
    assert second.deadline.value == "全年实施"


def test_numbers_turned_into_dates_are_numbers_again() -> None:
    form = form_of(f"""
    {HEAD}
    {row("1-1-1")}
    |3月1日||全面落实从严治党主体责任、党委（党组）意识形态工作责任制。||1|全年实施|陈大明|办公室|林小红|
    |3月2日||定期向区委办公室报送信息，完成信息报送任务。||1|6月30日|陈大明|办公室|林小红|
    """)
    last = form.indicators[2]
    assert [i.number.value for i in form.indicators] == ["1-1-1", "3-1", "3-2"]
    assert [(r.rule, r.before, r.after) for r in last.number.repairs] == [
        ("sequence.date", "3月2日", "3-2")
    ]
    assert last.deadline.value == "6月30日"


def test_header_words_in_a_row_leave_it_blank_and_say_so() -> None:
    form = form_of(f"""
    {HEAD}
    {row("1-1-1")}
    重点工作目标|1-2-1|三定方案|推进乙项|完成乙类任务十项|1|全年实施|分管领导|责任单位|林小红|
    """)
    item = form.indicators[1]
    assert (item.leaders.value, item.units.value, item.owners.value) == (None, None, ("林小红",))
    assert rules(item) == {"row.head_word"}


def test_columns_shifted_on_some_rows_are_put_back() -> None:
    form = form_of(f"""
    {HEAD}|
    {row("1-1-1")}|
    {row("1-1-2", "2")}|
    ||重点工作目标|1-2-1|三定方案|推进乙项|完成乙类任务十项|1.5|第四季度|陈大明|综合股|林小红
    """)
    item = form.indicators[2]
    assert (item.number.value, item.weight.value) == ("1-2-1", Decimal("1.5"))
    assert (item.deadline.value, item.owners.value) == ("第四季度", ("林小红",))
    assert "row.realigned" in rules(item)


def test_a_text_that_fits_no_column_is_kept_as_a_remark() -> None:
    form = form_of(f"""
    {HEAD}
    {row("1-1-1")}
    {row("1-1-2")}
    ||重点工作目标|1-2-1|三定方案|推进乙项|完成乙类任务十项|1.5|第四季度|陈大明|综合股|林小红|另附说明材料|见附件
    """)
    item = form.indicators[2]
    remark = item.remark.value or ""
    assert "另附说明材料" in remark
    assert "见附件" in remark


def test_a_number_that_cannot_be_one_still_makes_a_row() -> None:
    form = form_of(f"{HEAD}\n{row('1-1-1')}\n{row('1-甲')}\n{row('1-2-1')}")
    assert [i.number.value for i in form.indicators] == ["1-1-1", None, "1-2-1"]
    assert form.indicators[1].number.source.text == "1-甲"
    assert form.indicators[1].section == "职能工作目标"


def test_lost_merges_of_leaf_cells_are_refilled_and_single_gaps_are_not() -> None:
    lost = [row("1-1-1"), *(row(f"1-1-{n}", deadline="") for n in range(2, 7))]
    form = form_of("\n".join([HEAD, *lost]))
    assert {i.deadline.value for i in form.indicators} == {"全年实施"}
    assert rules(form.indicators[3]) == {"merge.filled"}
    gap = form_of("\n".join([HEAD, row("1-1-1"), row("1-1-2", deadline=""), row("1-1-3")]))
    assert gap.indicators[1].deadline.value is None


def test_a_plain_basis_beside_the_first_group_covers_the_others_of_its_kind() -> None:
    form = form_of(f"""
    {HEAD}
    常规工作目标|2-1-1|三定方案|推进甲项|完成甲类任务十项|1|全年实施|陈大明|综合股|林小红|
    常规工作目标|2-2-1||推进乙项|完成乙类任务十项|1|全年实施|陈大明|综合股|林小红|
    """)
    second = form.indicators[1].bases
    assert [str(b) for b in second.value or ()] == ["三定方案"]
    assert [r.rule for r in second.repairs] == ["merge.filled"]


MERGED_HEAD = """
项目|<|目标内容|<|<|<|权重|完成时限|责任分解|<|<|备注
^|^|序号|文件依据|一级指标|二级指标|^|^|分管领导|责任单位|责任人|^
"""


def merged_row(number: str, deadline: str, level1: str = "^") -> str:
    return f"^|^|{number}|^|{level1}|完成第{number}类任务|1|{deadline}|陈大明|综合股|林小红|"


def test_a_merged_leaf_cell_cut_by_a_page_edge_reaches_over_it() -> None:
    form = form_of(f"""
    {MERGED_HEAD}
    职能工作目标68分|重点工作目标|1-1-1|三定方案|推进甲项|完成甲类任务|1|第四季度|陈大明|综合股|林小红|
    {merged_row("1-1-2", "^")}
    ---
    ||1-1-3|||完成丙类任务|1||陈大明|综合股|林小红|
    {merged_row("1-1-4", "^")}
    """)
    assert [i.deadline.value for i in form.indicators] == ["第四季度"] * 4
    assert "merge.edge" in rules(form.indicators[2])


def test_a_merged_leaf_cell_whose_text_the_edge_split_is_joined() -> None:
    form = form_of(f"""
    {MERGED_HEAD}
    职能工作目标68分|重点工作目标|1-1-1|三定方案|推进甲项|完成甲类任务|1|全年实施|陈大明|综合股|林小红|
    {merged_row("1-1-2", "全年")}
    ---
    ||1-1-3|||完成丙类任务|1|实施|陈大明|综合股|林小红|
    {merged_row("1-1-4", "^")}
    """)
    assert [i.deadline.value for i in form.indicators] == ["全年实施"] * 4


def test_a_blank_at_the_page_s_top_stays_blank_where_nothing_is_merged() -> None:
    form = form_of(f"""
    {MERGED_HEAD}
    职能工作目标68分|重点工作目标|1-1-1|三定方案|推进甲项|完成甲类任务|1|全年实施|陈大明|综合股|林小红|
    {merged_row("1-1-2", "第四季度")}
    ---
    ||1-1-3|||完成丙类任务|1||陈大明|综合股|林小红|
    """)
    assert form.indicators[2].deadline.value is None


def test_an_item_without_number_cut_by_a_page_edge_is_one_item() -> None:
    form = form_of("""
    项目|目标内容|权重|完成时限|分管领导|责任单位|责任人
    精神文明|由区委宣传部（文明办）统一制定考核办法对精神文明建设成效开展|6|全年|陈大明|办公室|林小红
    ---
    建设|考评，考评牵头单位给予运用。||实施|||
    平安建设|由区委政法委、区应急局、区消防大队分别制定考核办法，由区委政法委牵头对平安建设成效开展考评（含安全生产及消防安全考核各1分），考评牵头单位给予运用。|6|全年实施|陈大明|办公室|林小红
    """)
    assert [(i.category.value, i.deadline.value) for i in form.indicators] == [
        ("精神文明建设", "全年实施"),
        ("平安建设", "全年实施"),
    ]
    assert form.sections[0].missing_columns == ()
    assert Field.REMARK not in form.sections[0].missing_columns


def test_a_row_numbered_like_one_of_another_group_keeps_the_label_beside_it() -> None:
    form = form_of(f"""
    {MERGED_HEAD}
    职能工作目标68分|重点工作目标|1-1-1|三定方案|推进甲项|完成甲类任务|1|全年实施|陈大明|综合股|林小红|
    {merged_row("1-1-2", "第四季度")}
    {merged_row("1-1-2", "第四季度", "推进乙项")}
    {merged_row("1-2-2", "第四季度")}
    """)
    assert [i.level1.value for i in form.indicators] == ["推进甲项"] * 2 + ["推进乙项"] * 2


def test_same_as_above_is_what_stands_above() -> None:
    form = form_of(f"""
    {HEAD}
    {row("1-1-1", "1.5", "第四季度")}
    重点工作目标|1-2-1|三定方案|推进乙项|完成乙类任务十项|1|同上|同上|〃|林小红|
    """)
    item = form.indicators[1]
    assert (item.deadline.value, item.leaders.value) == ("第四季度", ("陈大明",))
    assert item.units.value == ("综合股",)
    assert rules(item) == {"merge.ditto"}


def test_a_column_that_the_scheme_does_not_know_fills_no_field_of_its_own() -> None:
    form = form_of("""
    项目|序号|文件依据|一级指标|二级指标|权重|自评分|完成时限|分管领导|责任单位|配合单位|责任人
    重点工作目标|1-1-1|三定方案|推进甲项|完成甲类任务十项|1.5|1.5|全年实施|陈大明|综合股|财务股|林小红
    重点工作目标|1-1-2|三定方案|推进甲项|组织甲类培训三场||2|全年实施|陈大明||财务股|林小红
    重点工作目标|1-2-1|三定方案|推进乙项|完成乙类任务十项|1|1|全年实施|陈大明|综合股|人事股|林小红
    """)
    second = form.indicators[1]
    assert (second.weight.value, second.units.value) == (None, None)
    assert form.indicators[2].units.value == ("综合股",)
    assert "人事股" in (form.indicators[2].remark.value or "")


def test_what_stands_above_the_header_is_the_form_s_title_and_no_item() -> None:
    form = form_of(f"""
    2024年度洛江区第二系列绩效管理目标考评表|<|<|<|<|<|<|<|<|<|<
    参评单位（盖章）：|洛江区某某局||||||2025年1月6日|||
    {HEAD}
    {row("1-1-1")}
    """)
    assert form.unit.value == "洛江区某某局"
    assert form.title.value == "2024年度洛江区第二系列绩效管理目标考评表"
    assert form.indicators[0].level2.value == "完成第1-1-1类任务若干项"


def test_a_row_without_number_and_weight_is_a_row_still() -> None:
    form = form_of(f"""
    {HEAD}
    {row("1-1-1")}
    重点工作目标||三定方案|推进甲项|组织甲类培训三场||第四季度|陈大明|综合股|林小红|
    {row("1-1-3")}
    """)
    assert [i.number.value for i in form.indicators] == ["1-1-1", None, "1-1-3"]
    assert form.indicators[1].level2.value == "组织甲类培训三场"


def test_decimals_under_the_number_s_heading_are_numbers_of_two_parts() -> None:
    form = form_of(f"""
    {HEAD}
    {row("1-1-1")}
    |3.1||全面落实从严治党主体责任、党委（党组）意识形态工作责任制。||1|全年实施|陈大明|办公室|林小红|
    """)
    assert form.indicators[1].number.value == "3-1"


def test_a_total_of_the_whole_form_is_no_section_s() -> None:
    form = form_of(f"{HEAD}\n{row('1-1-1')}\n本项合计|||||68|||||\n总计|||||100|||||")
    total = form.sections[0].total
    assert len(form.indicators) == 1
    assert total is not None
    assert total.value == Decimal(68)
