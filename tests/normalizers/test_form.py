from datetime import date
from decimal import Decimal

from grids import grid, reading

from normalizers import normalize, titles_of
from normalizers.model import Field, Form, Part
from normalizers.scheme import load_scheme

SCHEME = load_scheme("luojiang-2024-series2")

HEAD = """
项目|<|目标内容|<|<|<|权重|完成时限|责任分解|<|<|备注
^|^|序号|文件依据|一级指标|二级指标|^|^|分管领导|责任单位|责任人|^
"""

CLEAN = f"""
{HEAD}
职能工作目标68分|重点工作目标|1-1-1|《甲方案》（泉洛委〔2024〕3号）|推进甲项工作（市对区年度考核指标第1项）|完成甲类任务十项|1.5|全年实施|陈大明|综合股|林小红|
^|^|1-1-2|^|^|甲项完成率（属市对区年度考核指标第1项）|2|第四季度|陈大明|综合股|林小红|
^|重点工作目标|1-2-1|泉洛政办〔2024〕5号|推进乙项工作|组织乙类培训3场|1|全年实施|周建国|投资股|吴海燕|
^|常规工作目标|2-1-1|三定方案|做好丙项工作|完成丙类统计四次|1.5|6月底前|周建国|投资股|吴海燕|
合计|<|<|<|<|<|68|||||
"""

SECOND = """
项目|<|序号|目标内容|<|<|权重|完成时限|责任分解|<|<|备注
^|^|^|^|^|^|^|^|分管领导|责任单位|责任人|^
行政能力目标20分|党的建设（6分）|3-1|全面落实从严治党主体责任、党委（党组）意识形态工作责任制。|<|<|1|全年实施|陈大明|办公室|林小红|
^|^|3-2|定期向区委办公室报送信息，完成信息报送任务。|<|<|1|全年实施|陈大明|办公室|林小红|
^|依法履职（8分）|4-4|优化营商环境，推进行政审批制度改革，完善社会信用体系。|<|<|1|全年实施|陈大明/周建国|办公室/投资股|林小红/吴海燕|
合计|<|<|<|<|<|20|||||
"""

THIRD = """
项目|<|目标内容|<|<|<|权重|完成时限|责任分解|<|<|备注
^|^|^|^|^|^|^|^|分管领导|责任单位|责任人|^
精神文明建设|<|由区委宣传部（文明办）统一制定考核办法对精神文明建设成效开展考评，考评牵头单位给予运用。|<|<|<|6|全年实施|陈大明|办公室|林小红|
平安建设|<|由区委政法委、区应急局、区消防大队分别制定考核办法，由区委政法委牵头对平安建设成效开展考评（含安全生产及消防安全考核各1分），考评牵头单位给予运用。|<|<|<|6|全年实施|陈大明|办公室|林小红|
合计|<|<|<|<|<|12|||||
"""

LETTER = (
    "泉州市洛江区某某局",
    "泉洛某函〔2025〕7号",
    "洛江区某某局关于报送2024年度绩效评估工作方案的函",
    "区人社局：",
    "现予以报送。",
    "附件：1. 洛江区某某局2024年度绩效评估工作方案\n2. 2024年度洛江区某某局绩效管理目标考评表",
    "2025年1月8日",
    "2024年度洛江区第二系列绩效管理目标考评表",
    "参评单位（盖章）：洛江区某某局      2025年1月  日",
)


def form_of(*blocks: object, name: str = "某某局.docx") -> Form:
    form = normalize((Part(name, reading(*blocks)),), SCHEME)  # type: ignore[arg-type]
    assert form is not None
    return form


def rows_of(form: Form, *fields: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(i, f).value for f in fields) for i in form.indicators]


def test_a_whole_submission_comes_out_with_all_its_fields() -> None:
    form = form_of(*LETTER, grid(CLEAN), grid(SECOND), grid(THIRD))
    assert [(s.name, len(s.indicators)) for s in form.sections] == [
        ("职能工作目标", 4),
        ("行政能力目标", 3),
        ("精神文明建设和平安建设", 2),
    ]
    assert [s.total.value for s in form.sections if s.total] == [68, 20, 12]
    first = form.indicators[0]
    assert (first.number.value, first.category.value) == ("1-1-1", "重点工作目标")
    assert [str(b) for b in first.bases.value or ()] == ["《甲方案》（泉洛委〔2024〕3号）"]
    assert first.level1.value == "推进甲项工作（市对区年度考核指标第1项）"
    assert first.level2.value == "完成甲类任务十项"
    assert (first.weight.value, first.due) == (Decimal("1.5"), date(2024, 12, 31))
    assert (first.leaders.value, first.units.value) == (("陈大明",), ("综合股",))
    assert first.group == "1-1"
    assert form.indicators[1].level2_references[0].items == (1,)


def test_letter_unit_and_dates_are_taken_from_the_texts_around() -> None:
    form = form_of(*LETTER, grid(CLEAN))
    assert form.letter is not None
    assert form.letter.number.value == "泉洛某函〔2025〕7号"
    assert form.letter.date.value == date(2025, 1, 8)
    assert form.letter.announced == (
        "洛江区某某局2024年度绩效评估工作方案",
        "2024年度洛江区某某局绩效管理目标考评表",
    )
    assert (form.unit.value, form.unit_printed) == ("洛江区某某局", True)
    assert form.date.value is None
    assert (form.year, form.series) == (2024, "第二系列")


def test_a_merged_cell_stands_on_every_row_that_it_covers() -> None:
    form = form_of(grid(CLEAN))
    assert rows_of(form, "level1")[:2] == [("推进甲项工作（市对区年度考核指标第1项）",)] * 2
    assert form.indicators[0].bases.value == form.indicators[1].bases.value


def test_items_of_the_other_sections_have_their_content_as_level1() -> None:
    form = form_of(grid(CLEAN), grid(SECOND), grid(THIRD))
    assert rows_of(form, "number", "level1", "level2")[4] == (
        "3-1",
        "全面落实从严治党主体责任、党委（党组）意识形态工作责任制。",
        None,
    )
    assert rows_of(form, "number", "category")[-1] == (None, "平安建设")


def test_several_leaders_units_and_people_are_paired_by_order() -> None:
    form = form_of(grid(SECOND))
    item = form.indicators[2]
    assert item.leaders.value == ("陈大明", "周建国")
    assert item.units.value == ("办公室", "投资股")
    assert item.owners.value == ("林小红", "吴海燕")


def test_points_in_labels_and_totals_are_kept_as_printed() -> None:
    form = form_of("职能工作目标75分", grid(CLEAN), grid(SECOND))
    printed = [(p.label, p.points) for s in form.sections for p in s.printed]
    assert printed == [
        ("职能工作目标", 75),
        ("职能工作目标", 68),
        ("行政能力目标", 20),
        ("党的建设", 6),
        ("依法履职", 8),
    ]


def test_a_file_without_form_gives_none() -> None:
    other = reading("会议通知", grid("姓名|电话\n张三|123"))
    assert normalize((Part("通知.docx", other),), SCHEME) is None


def test_a_cell_merged_over_a_page_edge_prints_its_text_once() -> None:
    form = form_of(
        grid(f"""
        {HEAD}
        职能工作目标68分|重点工作目标|1-1-1|泉洛政办〔2024〕5号|推进甲项工作|完成甲类任务十项|1|全年实施|陈大明|综合股|林小红|
        ---
        |||||组织甲类培训三场|1||||
        |重点工作目标|1-1-3|||形成甲类报告一份|2|全年实施|陈大明|综合股|林小红|
        """)
    )
    assert [i.level1.value for i in form.indicators][-1] == "推进甲项工作"


def test_a_cell_split_at_a_page_edge_is_joined_for_all_its_rows() -> None:
    form = form_of(
        grid(f"""
        {HEAD}
        职能工作目标68分|重点工作目标|1-1-1|泉洛政办〔2024〕5号|推进甲项工作（市对区年度考核|完成甲类任务十项|1|全年实施|陈大明|综合股|林小红|
        ^|^|1-1-2|^|^|组织甲类培训三场|1|全年实施|陈大明|综合股|林小红|
        ---
        ||1-1-3|泉洛委〔2024〕15号|指标第3项）|形成甲类报告一份|2|全年实施|陈大明|综合股|林小红|
        ||1-1-4|^|^|办好甲类实事两件|2|全年实施|陈大明|综合股|林小红|
        |重点工作目标|1-2-1|泉洛政办〔2024〕6号|推进乙项工作|完成乙类任务十项|1|全年实施|陈大明|综合股|林小红|
        |^|1-2-2|^|^|完成乙类任务五项|1|全年实施|陈大明|综合股|林小红|
        """)
    )
    first = form.indicators[:4]
    assert {i.level1.value for i in first} == {"推进甲项工作（市对区年度考核指标第3项）"}
    assert {"；".join(map(str, i.bases.value or ())) for i in first} == {
        "泉洛政办〔2024〕5号；泉洛委〔2024〕15号"
    }
    assert form.indicators[4].level1.value == "推进乙项工作"


def test_a_row_cut_by_a_page_edge_is_one_row() -> None:
    form = form_of(
        grid(f"""
        {HEAD}
        职能工作目标68分|重点工作目标|1-1-1|泉洛政办〔2024〕5号|推进甲项工作|完成甲类任务|1|全年|陈大明|综合股|林小红|
        ---
        |||||十项，形成报告||实施||||
        |重点工作目标|1-2-1|泉洛政办〔2024〕6号|推进乙项工作|完成乙类任务十项|1|全年实施|陈大明|综合股|林小红|
        """)
    )
    assert rows_of(form, "number", "level2", "deadline") == [
        ("1-1-1", "完成甲类任务十项，形成报告", "全年实施"),
        ("1-2-1", "完成乙类任务十项", "全年实施"),
    ]


def test_a_staircase_is_read_as_rows() -> None:
    form = form_of(
        "2024年度洛江区第二系列绩效管理目标考评表",
        grid("""
        项目|序号|目标内容|||权重|完成 时限|责任分解|||备注||
        3-1|||3-1|全面落实从严治党主体责任。|1|全年 实施|分管领导|责任单位|责任人|林小红||
        |||||3-2|定期向区委办公室报送信息，完成信息报送任务。|1|全年 实施|陈大明|办公室|林小红|
        |||||||3-3|定期向区政府办公室报送信息，完成信息报送任务。|1|全年 实施|陈大明|办公室
        """),
        grid(
            "依法履职|4-1|自觉接受人大政协监督，及时答复人大代表建议和政协委员提案。|1|全年实施|陈大明|办公室|林小红"
        ),
    )
    assert rows_of(form, "number", "weight", "deadline", "leaders", "units", "owners") == [
        ("3-1", 1, "全年实施", None, None, ("林小红",)),
        ("3-2", 1, "全年实施", ("陈大明",), ("办公室",), ("林小红",)),
        ("3-3", 1, "全年实施", ("陈大明",), ("办公室",), None),
        ("4-1", 1, "全年实施", ("陈大明",), ("办公室",), ("林小红",)),
    ]
    moved = {r.rule for i in form.indicators for r in (*i.weight.repairs, *i.deadline.repairs)}
    assert "row.realigned" in moved


def test_emptied_rows_stay_rows() -> None:
    form = form_of(
        grid(f"""
        {HEAD}
        职能工作目标68分|重点工作目标|1-1-1|泉洛政办〔2024〕5号|推进甲项工作|完成甲类任务|1|全年实施|陈大明|综合股|林小红|
        |重点工作目标|1-1-2|泉洛政办〔2024〕6号||||||||
        """)
    )
    assert rows_of(form, "number", "level2", "weight", "owners")[1] == ("1-1-2", None, None, None)


def test_the_template_s_leftovers_and_foreign_words_are_named() -> None:
    form = form_of(
        "2024年度洛江区第二系列绩效管理目标考评表（样表）", "以思想 and 精神为指导", grid(CLEAN)
    )
    assert [(r.text, r.context) for r in form.residues] == [
        ("（样表）", "2024年度洛江区第二系列绩效管理目标考评表（样表）"),
        ("and", "以思想and精神为指导"),
    ]


def test_years_are_collected_from_title_letter_and_file_name() -> None:
    form = form_of(*LETTER, grid(CLEAN), name="2023年某某局.docx")
    assert [(y.part, y.year) for y in form.years] == [
        ("函", 2024),
        ("考评表", 2024),
        ("文件名", 2023),
    ]


def test_the_unit_comes_from_the_file_name_as_a_last_resort() -> None:
    form = form_of(grid(CLEAN), name="08-洛江区教育局.xlsx")
    assert (form.unit.value, form.unit_printed) == ("洛江区教育局", False)
    assert [r.rule for r in form.unit.repairs] == ["unit.file_name"]


def test_a_missing_column_is_named_once_for_its_section() -> None:
    form = form_of(
        grid("""
        项目|序号|文件依据|一级指标|二级指标|权重|分管领导|责任单位|责任人
        重点工作目标|1-1-1|三定方案|推进甲项工作|完成甲类任务十项|1|陈大明|综合股|林小红
        重点工作目标|1-2-1|三定方案|推进乙项工作|完成乙类任务十项|1|陈大明|综合股|林小红
        """)
    )
    assert form.sections[0].missing_columns == (Field.DEADLINE,)


def test_titles_are_the_short_texts_that_name_a_year() -> None:
    part = Part("a.docx", reading(*LETTER, grid(CLEAN)))
    assert "2024年度洛江区第二系列绩效管理目标考评表" in titles_of((part,))
