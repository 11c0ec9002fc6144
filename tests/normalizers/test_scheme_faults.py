"""A scheme file with something wrong is refused, with all of it, by file, line and key."""

from __future__ import annotations

from importlib import resources

import pytest

from normalizers.scheme import SchemeProblem, load_scheme, scheme_in
from normalizers.scheme.syntax import told

NAME = "qinglan-2023"
TEXT = (resources.files("normalizers") / "schemes" / f"{NAME}.toml").read_text(encoding="utf-8")
CODES = ("weight.sum", "indicator.too_few")


def line_of(piece: str, text: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def refusal(text: str) -> str:
    with pytest.raises(SchemeProblem) as caught:
        scheme_in(text, "明年.toml", CODES)
    return str(caught.value)


FAULTS = [
    # what the values are
    ('name = "qinglan-2023"', "name = 5", "name", "应为文字（写在引号里），不是“5”"),
    ("year = 2023", 'year = "2023"', "year", "应为整数，不是“2023”"),
    ("year = 2023", "year = true", "year", "应为整数，不是 true"),
    ("repair = 0.8", 'repair = "高"', "thresholds.repair", "应为小数，不是“高”"),
    (
        "has_level2 = true",
        "has_level2 = 1",
        "sections[0].has_level2",
        "应为 true 或 false，不是“1”",
    ),
    ('total = "60"', 'total = "六十"', "sections[0].total", "应为数，不是“六十”"),
    ('total = "60"', "total = [60]", "sections[0].total", "应为数，不是列表"),
    ('unit_words = ["填报部门"]', 'unit_words = "部门"', "unit_words", "应为列表（写在方括号里）"),
    (
        "[thresholds]\nrepair = 0.8\nsame_text = 0.9\nuncertain = 0.94",
        "thresholds = 1",
        "thresholds",
        "应为表（键 = 值），不是“1”",
    ),
    (
        '"项目" = ["类别"]',
        '"类目" = ["类别"]',
        "head_words.类目",
        "没有叫“类目”的栏目；栏目有：项目、",
    ),
    ('"备注" = ["备注"]', '"标题" = ["备注"]', "head_words.标题", "没有叫“标题”的栏目"),
    (
        'district = "青岚区"',
        'quarter = "青岚区"',
        "quarter",
        "不认识的键；这里可以写：name、title、",
    ),
    # what they mean together
    ('district = "青岚区"', 'district = ""', "district", "不能为空"),
    ("year = 2023", "year = 23", "year", "应为2000到2100之间的年份，不是“23”"),
    ('titles = ["目标责任考核表"]', 'titles = ["考评表"]', "titles", "没有一个词在标题“2023年度"),
    ("same_text = 0.9", "same_text = 90", "thresholds.same_text", "应在 0 和 1 之间，不是“90.0”"),
    ('total_words = ["小计", "合计", "总计"]', "total_words = []", "total_words", "至少要有一个词"),
    (
        'name = "改革创新"',
        'name = "机关建设"',
        "sections[2].name",
        "大类的名称“机关建设”前面已经有了",
    ),
    (
        'name = "法治机关"',
        'name = "党建引领"',
        "sections[1].categories[1].name",
        "项目的名称“党建引领”前面已经有了",
    ),
    ('name = "日常任务"', 'name = ""', "sections[0].categories[1].name", "不能为空"),
    (
        'name = "日常任务", prefix = "2"',
        'name = "日常任务", prefix = "1"',
        "sections[0].categories[1].prefix",
        "编号的开头“1”前面已经有了",
    ),
    (
        'name = "日常任务", prefix = "2"',
        'name = "日常任务", prefix = "二"',
        "sections[0].categories[1].prefix",
        "应为序号的第一个数（如“3”），不是“二”",
    ),
    (
        'name = "日常任务", prefix = "2"',
        'name = "日常任务"',
        "sections[0].categories[1].prefix",
        "有序号的大类，每个项目要写序号的第一个数",
    ),
    (
        'name = "基层评议",',
        'name = "基层评议", prefix = "6",',
        "sections[3].categories[1].prefix",
        "这个大类没有序号",
    ),
    (
        '"责任人" = ["承办人"]',
        '"责任人" = ["类别"]',
        "head_words.责任人[0]",
        "表头的词“类别”前面已经有了",
    ),
    (
        '"责任人" = ["承办人"]',
        '"责任人" = []',
        "sections[0].columns[9]",
        "“责任人”在 [head_words] 里没有",
    ),
    ('total = "60"', 'total = "0"', "sections[0].total", "分值应大于 0，不是“0”"),
    ("levels = 3", "levels = 1", "sections[0].levels", "应为 0（没有序号）或 2 到 4，不是“1”"),
    ('separator = "."', 'separator = "、"', "sections[0].separator", "应为“-”或“.”，不是“、”"),
    (
        "minimum_level1 = 10",
        "minimum_level1 = 0",
        "sections[0].minimum_level1",
        "应大于 0，不是“0”",
    ),
    (
        "maximum_level1 = 30",
        "maximum_level1 = 9",
        "sections[0].maximum_level1",
        "应不小于下限“10”，不是“9”",
    ),
    (
        'prefix = "4", total = "8"',
        'prefix = "4", total = "9"',
        "sections[1].categories",
        "各项目的分值合计21，与大类的分值20不符",
    ),
    (
        'columns = ["项目", "一级指标", "权重", "责任单位"]',
        'columns = ["项目", "权重", "责任单位"]',
        "sections[3].columns",
        "应当有“一级指标”（按 levels、has_level2）",
    ),
    (
        'columns = ["项目", "一级指标", "权重", "责任单位"]',
        'columns = ["项目", "序号", "一级指标", "权重", "责任单位"]',
        "sections[3].columns",
        "不应有“序号”（按 levels、has_level2）",
    ),
    (
        'required = ["一级指标", "责任单位"]',
        'required = ["一级指标", "责任人"]',
        "sections[3].required[1]",
        "“责任人”不在这个大类的栏目里",
    ),
    (
        'number = "3.4", category = "党建引领", weight = "1.5"',
        'number = "3.4", category = "党建引领", weight = "2"',
        "sections[1].fixed",
        "固定内容的分值合计20.5，与大类的分值20不符",
    ),
    ('number = "3.4"', 'number = "3.3"', "sections[1].fixed[3].number", "序号“3.3”前面已经有了"),
    (
        'number = "3.4"',
        'number = "3-4"',
        "sections[1].fixed[3].number",
        "应为形如“1.1”的序号，不是“3-4”",
    ),
    (
        'number = "", category = "基层评议"',
        'number = "6.1", category = "基层评议"',
        "sections[3].fixed[1].number",
        "应为空：这个大类没有序号，不是“6.1”",
    ),
    (
        'number = "3.4"',
        'number = "4.4"',
        "sections[1].fixed[3].number",
        "项目“党建引领”的序号应以“3”开头",
    ),
    (
        'number = "3.4", category = "党建引领"',
        'number = "3.4", category = "党建"',
        "sections[1].fixed[3].category",
        "这个大类没有叫“党建”的项目",
    ),
    (
        'text = "依法公开政府信息，按期办结信访事项。"',
        'text = " "',
        "sections[1].fixed[6].text",
        "不能为空",
    ),
    (
        'weight = "2", text',
        'weight = "-2", text',
        "sections[1].fixed[6].weight",
        "分值应大于 0，不是“-2”",
    ),
    (
        '[wording."weight.sum"]',
        '[wording."weight.all"]',
        'wording."weight.all"',
        "没有“weight.all”这个问题代码",
    ),
    (
        "{实为}",
        "{现有}",
        'wording."indicator.too_few".message',
        "“{现有}”不是可用的字段；可用：{说明}",
    ),
    ("{实为}", "{实为:>9}", 'wording."indicator.too_few".message', "“{实为}”不是可用的字段"),
    ("{实为}", "{实为", 'wording."indicator.too_few".message', "花括号不成对"),
]


@pytest.mark.parametrize(
    ("old", "new", "path", "reason"), FAULTS, ids=[f"{f[2]} {f[3]}" for f in FAULTS]
)
def test_a_fault_is_told_with_file_line_and_key(old: str, new: str, path: str, reason: str) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    told = refusal(text)
    assert told.startswith("方案文件 明年.toml 有")
    lines = [
        line for line in told.replace("有误：", "\n").split("\n") if f" {path}：{reason}" in line
    ]
    assert len(lines) == 1
    number = int(lines[0].strip().removeprefix("第").partition("行")[0])
    key = path.rpartition(".")[2].partition("[")[0].strip('"')
    line = text.splitlines()[number - 1]
    assert key in line or new in line


def test_a_key_that_is_missing_is_told_where_it_should_stand() -> None:
    message = refusal(TEXT.replace('category = "法治机关", weight = "2", ', "", 1))
    line = line_of('number = "4.3"', TEXT)
    assert message == (
        "方案文件 明年.toml 有2处错误："
        f"\n  第{line}行 sections[1].fixed[6].weight：缺这个键；"
        f"\n  第{line}行 sections[1].fixed[6].category：缺这个键。"
    )


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = TEXT.replace("year = 2023", 'year = "x"').replace('"60"', '"y"')
    text = text.replace("levels = 0", "levels = 0.5")
    total, levels = line_of('total = "y"', text), line_of("levels = 0.5", text)
    assert refusal(text) == (
        "方案文件 明年.toml 有3处错误："
        "\n  第4行 year：应为整数，不是“x”；"
        f"\n  第{total}行 sections[0].total：应为数，不是“y”；"
        f"\n  第{levels}行 sections[3].levels：应为整数，不是“0.5”。"
    )


def test_sections_must_not_be_missing() -> None:
    head = TEXT[: TEXT.index("[[sections]]")]
    assert "第1行 sections：缺这个键" in refusal(head)
    assert "sections：至少要有一个大类" in refusal("sections = []\n" + head)
    assert "第1行 sections：应为列表（写在方括号里），不是“3”" in refusal("sections = 3\n" + head)


def test_without_a_catalogue_the_codes_of_wordings_are_not_checked() -> None:
    text = TEXT.replace('[wording."weight.sum"]', '[wording."weight.all"]')
    assert "weight.all" in scheme_in(text, "x.toml").wording


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = \n", "第1行第8列，等号后面没有合法的值；文字要写在英文引号里"),
        ("a = 1\na = 2\n", "第2行第6列，这个键前面已经写过"),
        ("名称 = 1", "第1行第1列，这里应是“键 = 值”或 [表名]；中文的键要写在英文引号里"),
        ('a = ["x"', "文件末尾，列表没有写完：缺逗号或方括号"),
        ('a = "x', "文件末尾，文字没有写完：缺引号"),
        ("[a\nb = 1", "第1行第3列，表名后面缺方括号"),
    ],
)
def test_a_text_that_is_no_toml_is_told_with_line_and_column(text: str, said: str) -> None:
    assert refusal(text).startswith("方案文件 明年.toml 不是合法的 TOML：")
    assert said in refusal(text)


def test_a_message_that_is_not_known_keeps_its_words() -> None:
    assert told("Odd (at line 2, column 3)") == "第2行第3列，Odd"
    assert told("Odd") == "Odd"


def test_the_packaged_scheme_has_no_fault() -> None:
    assert scheme_in(TEXT, NAME, CODES) == load_scheme(NAME, CODES)
