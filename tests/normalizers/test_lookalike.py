import pytest

from normalizers.lookalike import is_close, is_misreading


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("完成干部培训任各", "完成干部培训任务"),
        ("未实施", "末实施"),
        ("完成l5场次", "完成15场次"),
        (
            "《年度任各分解方案》（泉洛政办〔2024〕10号）",
            "《年度任务分解方案》（泉洛政办〔2024〕10号）",
        ),
    ],
)
def test_few_look_alike_characters_are_a_misreading(read: str, written: str) -> None:
    assert is_misreading(read, written)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("完成任务", "完成任务"),
        ("完成 任务。", "完成任务"),
        ("", "完成任务"),
        ("组织培训15场", "组织培训18场"),
        ("每月报送一次", "每日报送一次"),
        ("增长百分之二", "增长百分之三"),
        ("综合一科", "综合二科"),
        ("全年实", "全年实施"),
        ("牵头组织演出", "完成任务分解"),
        ("各各各各完成", "务务务务完成"),
    ],
)
def test_anything_else_is_a_difference_of_substance(read: str, written: str) -> None:
    assert not is_misreading(read, written)


def test_a_text_that_lost_a_character_is_close() -> None:
    assert is_close("推进重点项目建设和投资促工作", "推进重点项目建设和投资促进工作", 0.85)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("推进15个重点项目建设和投资工作", "推进18个重点项目建设和投资工作"),
        ("推进重点项目建设和招商促进的工作", "推进重点项目建设和投资促进工作"),
        ("项目推进不到位的予以通报批评", "项目推进到位的予以通报批评"),
        ("推进综合一科的重点项目建设工作", "推进综合二科的重点项目建设工作"),
        ("牵头组织演出", "完成任务分解"),
    ],
)
def test_a_text_that_means_something_else_is_not_close(read: str, written: str) -> None:
    assert not is_close(read, written, 0.85)
