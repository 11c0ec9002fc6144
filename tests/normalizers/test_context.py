from dataclasses import replace
from decimal import Decimal

from doubtful import doubtful
from grids import grid, reading

from normalizers import normalize
from normalizers.model import Form, Indicator, Part
from normalizers.scheme import load_scheme
from normalizers.usage import RULE as USAGE
from parsers.model import Grid, Source

SCHEME = load_scheme("luojiang-2024-series2")
CLEAN = """
项目|序号|文件依据|一级指标|二级指标|权重|完成时限|分管领导|责任单位|责任人|备注
重点工作目标|1-1-1|《治水方案》（泉洛委〔2024〕5号）|深化治水工作|治水培训3期以上|1.5|全年实施|林晓明|治水股|陈志强|
^|1-1-2|^|^|治水督导3次以上|1.5|全年实施|^|治水股|陈志强|
^|1-2-1|《治水方案》（泉洛委〔2024〕5号）|深化护林工作|举办护林培训3期以上|15|6月底前|林晓明|林业股|方澜晓|
^|1-2-2|泉洛委〔2024〕7号|^|举办护林督导4次以上|1.5|6月底前|林晓明|林业股|方澜晓|
行政能力目标|4-5|依法依规开展表彰奖励和创建示范活动。|<|<|1|全年实施|林晓明|办公室|陈志强|
"""


def form_with(**sources: Source) -> Form:
    """The form of the table, with other sources in the place of these texts."""
    table = grid(CLEAN)
    cells = list(table.cells)
    for name, source in sources.items():
        at = int(name.removeprefix("cell"))
        cells[at] = replace(cells[at], source=source)
    made = reading("2024年度洛江区第二系列绩效管理目标考评表", Grid(tuple(cells), table.breaks))
    form = normalize((Part("表.txt", made),), SCHEME)
    assert form is not None
    return form


def place_of(text: str, time: int = 0) -> str:
    """The keyword of the cell with this text: of several, of the one that is so many further on."""
    found = [i for i, c in enumerate(grid(CLEAN).cells) if c.source.text == text]
    return f"cell{found[time]}"


def row(form: Form, number: str) -> Indicator:
    return next(i for i in form.indicators if i.number.value == number)


def test_a_form_without_doubts_is_as_it_was() -> None:
    form = form_with()
    assert not [r for i in form.indicators for r in i.level2.repairs + i.leaders.repairs]
    assert row(form, "1-2-1").weight.value == Decimal(15)
    assert row(form, "1-2-1").weight.suggestions == ()


def test_every_field_of_a_scan_is_read_in_its_own_context() -> None:
    form = form_with(
        **{
            place_of("1-1-2"): doubtful("1-1-Z", (4, 0.5, {"2": 0.49})),
            place_of("1.5", 1): doubtful("1,5", (1, 0.6, {".": 0.39})),
            place_of("6月底前"): doubtful("6月感前", (2, 0.6, {"底": 0.39})),
            place_of("泉洛委〔2024〕7号"): doubtful("泉洛委（2024]7号", (3, 0.5, {"〔": 0.49})),
            place_of("举办护林培训3期以上"): doubtful(
                "华办护林培训3期以上", (0, 0.7, {"举": 0.29})
            ),
        }
    )
    found = row(form, "1-1-2")
    assert (found.weight.value, found.level1.value) == (Decimal("1.5"), "深化治水工作")
    found = row(form, "1-2-1")
    assert (found.deadline.value, found.level2.value) == ("6月底前", "举办护林培训3期以上")
    assert [r.rule for r in found.level2.repairs] == [USAGE]
    assert [str(b) for b in row(form, "1-2-2").bases.value or ()] == ["泉洛委〔2024〕7号"]


def test_rows_of_a_merged_cell_share_one_value() -> None:
    form = form_with(
        **{
            place_of("林晓明"): doubtful("林晓朋", (2, 0.5, {"明": 0.49})),
            place_of("深化治水工作"): doubtful("深化治水工作\nX", (7, 0.3, {})),
        }
    )
    one, two = row(form, "1-1-1"), row(form, "1-1-2")
    assert one.leaders.value == ("林晓明",)
    assert one.leaders.source is two.leaders.source
    assert one.level1.repairs is two.level1.repairs
    assert two.level1.value == "深化治水工作"


def test_a_mark_beside_a_label_leaves_the_label() -> None:
    form = form_with(
        **{place_of("重点工作目标"): doubtful("重点工作目标\n欧", (7, 0.3, {"环": 0.1}))}
    )
    category = row(form, "1-1-1").category
    assert (category.value, category.repairs) == ("重点工作目标", ())


def test_a_weight_that_may_have_lost_its_point_is_told_and_not_changed() -> None:
    form = form_with(**{place_of("1-1-1"): doubtful("1-1-1", (4, 0.9, {"l": 0.1}))})
    weight = row(form, "1-2-1").weight
    assert (weight.value, [s.after for s in weight.suggestions]) == (Decimal(15), ["1.5"])
    assert row(form, "1-1-1").weight.suggestions == ()


def test_a_look_alike_in_a_fixed_item_of_a_scan_is_the_schemes_text() -> None:
    text = "依法依规开展表彰奖励和创建示范活动。"
    wrong = text.replace("创", "刨")
    typed = row(form_with(**{place_of(text): Source(wrong)}), "4-5")
    scanned = row(form_with(**{place_of(text): doubtful(wrong, (0, 0.9, {"衣": 0.1}))}), "4-5")
    assert (typed.level1.value, scanned.level1.value) == (wrong, text)


def test_names_that_look_alike_prove_nothing_of_each_other() -> None:
    form = form_with(
        **{
            place_of("方澜晓", 1): Source("方润晓"),
            place_of("陈志强", 2): doubtful("方润晓", (1, 0.7, {"澜": 0.29})),
        }
    )
    owners = row(form, "4-5").owners
    assert (owners.value, owners.source.confidence < 0.8) == (("方润晓",), True)
