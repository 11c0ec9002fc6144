from grids import grid, reading

from normalizers import normalize
from normalizers.model import Form, Indicator, Part
from normalizers.scheme import load_scheme

SCHEME = load_scheme("luojiang-2024-series2")


def form_of(table: str) -> Form:
    form = normalize((Part("表.txt", reading(grid(table))),), SCHEME)
    assert form is not None
    return form


def level1_of(form: Form) -> dict[str | None, str | None]:
    return {i.number.value: i.level1.value for i in form.indicators}


def by_number(form: Form, number: str) -> Indicator:
    return next(i for i in form.indicators if i.number.value == number)


def row(number: str, level1: str, level2: str) -> str:
    return f"重点工作目标|{number}|三定方案|{level1}|{level2}|1|全年实施|陈大明|综合股|林小红\n"


def test_a_label_printed_on_any_of_its_rows_covers_all_of_them() -> None:
    form = form_of(
        row("1-1-1", "", "完成甲类任务十项")
        + row("1-1-2", "推进甲项工作", "组织甲类培训三场")
        + row("1-1-3", "", "形成甲类报告一份")
        + row("1-2-1", "推进乙项工作", "完成乙类任务十项")
        + row("1-2-2", "", "组织乙类培训三场")
    )
    assert level1_of(form) == {
        "1-1-1": "推进甲项工作",
        "1-1-2": "推进甲项工作",
        "1-1-3": "推进甲项工作",
        "1-2-1": "推进乙项工作",
        "1-2-2": "推进乙项工作",
    }
    assert {i.uncertain_level1 for i in form.indicators} == {None}


def test_labels_run_together_in_one_cell_are_parted_by_the_numbering() -> None:
    form = form_of(
        row("1-1-1", "完善甲项服务 促进乙项投资 推进丙项建设", "完成甲类任务十项")
        + row("1-1-2", "", "组织甲类培训三场")
        + row("1-2-1", "", "完成乙类任务十项")
        + row("1-3-1", "", "完成丙类任务十项")
    )
    assert level1_of(form) == {
        "1-1-1": "完善甲项服务",
        "1-1-2": "完善甲项服务",
        "1-2-1": "促进乙项投资",
        "1-3-1": "推进丙项建设",
    }


def test_a_citation_proves_which_group_a_label_belongs_to() -> None:
    form = form_of(
        row(
            "1-1-1",
            "专项甲（市对区年度考核指标第25、26项）",
            "甲项成效（属市对区年度考核指标第25项）",
        )
        + row(
            "1-1-2", "专项乙（市对区年度考核指标第68项）", "甲项解决（属市对区年度考核指标第26项）"
        )
        + row("1-2-1", "", "便利指数（属市对区年度考核指标第68项）")
        + row("1-2-2", "专项丙（市对区年度考核指标第5项）", "挖掘亮点做法")
        + row("1-3-1", "", "发展指数（属市对区年度考核指标第5项）")
    )
    assert level1_of(form) == {
        "1-1-1": "专项甲（市对区年度考核指标第25、26项）",
        "1-1-2": "专项甲（市对区年度考核指标第25、26项）",
        "1-2-1": "专项乙（市对区年度考核指标第68项）",
        "1-2-2": "专项乙（市对区年度考核指标第68项）",
        "1-3-1": "专项丙（市对区年度考核指标第5项）",
    }
    doubt = by_number(form, "1-3-1").uncertain_level1
    assert doubt == (
        "1-3各项的一级指标是按编号、引用条目和用词推定的：“专项丙（市对区年度考核指标第5项）”，它没有印在这几行上"
    )
    changed = by_number(form, "1-1-2").level1.repairs
    assert [(r.rule, r.before, r.after) for r in changed] == [
        (
            "label.assigned",
            "专项乙（市对区年度考核指标第68项）",
            "专项甲（市对区年度考核指标第25、26项）",
        )
    ]


def test_a_level2_that_bled_into_the_label_s_column_is_no_label() -> None:
    form = form_of(
        row("1-1-1", "推进甲项工作", "完成甲类任务十项")
        + row("1-1-2", "建立甲项协调机制", "建立甲项协调机制")
        + row("1-2-1", "推进乙项工作", "完成乙类任务十项")
    )
    assert level1_of(form)["1-1-2"] == "推进甲项工作"
    assert by_number(form, "1-1-1").uncertain_level1 is None


def test_a_label_printed_again_below_a_page_edge_is_no_second_one() -> None:
    table = (
        row("1-1-1", "推进甲项工作", "完成甲类任务十项")
        + "---\n"
        + row("1-1-2", "推进甲项 工作", "组织甲类培训三场")
    )
    form = form_of(table)
    assert {i.level1.value for i in form.indicators} == {"推进甲项工作"}


def test_a_group_without_any_label_stays_without() -> None:
    form = form_of(
        row("1-1-1", "推进甲项工作", "完成甲类任务十项") + row("1-2-1", "", "完成乙类任务十项")
    )
    assert level1_of(form) == {"1-1-1": "推进甲项工作", "1-2-1": None}
