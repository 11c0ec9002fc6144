from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from form_values import DUTIES, rows_of, value, with_row, with_rows, without_row
from results import FORM, WEIGHT_MISSING, WEIGHT_SUM, result, returned
from typer.testing import CliRunner

from pipeline import Settings, run
from pipeline.cli import app
from pipeline.commands.difference import near_names
from pipeline.diff import Change, difference, label_of
from pipeline.diff_view import marked, print_difference
from pipeline.store.versions import VersionTold

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from normalizers.model import Form
    from pipeline.model import Result

BEFORE = result("民政局.docx")
CAME = datetime(2025, 1, 3, 8, 30, tzinfo=UTC)
TOLD = tuple(VersionTold(n, n, CAME, "通过", "民政局.docx") for n in (1, 2))


def after(form: Form) -> Result:
    return result("民政局.docx", form)


def labels(rows: tuple[dict[str, str], ...]) -> list[str]:
    return [label_of(row) for row in rows]


def test_the_same_content_has_no_difference() -> None:
    assert not difference(BEFORE, BEFORE)


def test_a_changed_value_is_told_with_its_number_field_and_both_texts() -> None:
    form = with_row(FORM, "1-1-2", weight=value(Decimal(1)), owners=value(("林晓明", "陈志强")))
    found = difference(BEFORE, after(form))
    assert found.changes == (
        Change(DUTIES, "实际合计", "68", "67.5"),
        Change("1-1-2", "权重", "1.5", "1"),
        Change("1-1-2", "责任人", "陈志强", "林晓明、陈志强"),
    )
    assert (found.added, found.dropped) == ((), ())


def test_facts_of_the_whole_form_are_told() -> None:
    form = replace(FORM, unit=value("洛江区教育局"))
    assert difference(BEFORE, after(form)).changes == (
        Change("", "参评单位", "洛江区民政局", "洛江区教育局"),
    )


def test_a_dropped_row_is_told_as_such() -> None:
    found = difference(BEFORE, after(without_row(FORM, "2-6-3")))
    assert (labels(found.added), labels(found.dropped)) == ([], ["2-6-3"])


def test_a_row_put_in_moves_numbers_and_changes_nothing_else() -> None:
    rows = list(rows_of(FORM))
    texts = ["建设养老服务中心", "救助困难群众三百户", "清理僵尸社团", "完成殡葬改革"]
    old = [replace(row, level2=value(text)) for row, text in zip(rows, texts[:3], strict=False)]
    new = [replace(old[0], number=value("1-1-1"), level2=value(texts[3]))]
    new += [replace(row, number=value(f"1-1-{n}")) for n, row in enumerate(old, start=2)]
    found = difference(
        after(with_rows(FORM, DUTIES, tuple(old))), after(with_rows(FORM, DUTIES, tuple(new)))
    )
    assert [c for c in found.changes if c.field == "序号"] == [
        Change("1-1-2", "序号", "1-1-1", "1-1-2"),
        Change("1-1-3", "序号", "1-1-2", "1-1-3"),
        Change("1-1-4", "序号", "1-1-3", "1-1-4"),
    ]
    assert ([row["二级指标"] for row in found.added], found.dropped) == (["完成殡葬改革"], ())


def test_a_row_with_quite_another_text_is_another_row() -> None:
    form = with_row(FORM, "1-1-2", level2=value("开展非洲猪瘟防控"))
    found = difference(BEFORE, after(form))
    assert (labels(found.added), labels(found.dropped)) == (["1-1-2"], ["1-1-2"])


def test_findings_that_are_gone_and_new_are_told_as_often_as_they_are() -> None:
    one = replace(BEFORE, findings=(WEIGHT_SUM, WEIGHT_MISSING, WEIGHT_MISSING))
    other = replace(BEFORE, findings=(WEIGHT_MISSING,))
    assert difference(one, other).gone == (WEIGHT_SUM, WEIGHT_MISSING)
    assert difference(other, one).new == (WEIGHT_SUM, WEIGHT_MISSING)


def test_a_form_that_could_not_be_read_before_is_all_new() -> None:
    found = difference(returned("民政局.docx"), BEFORE)
    assert len(found.added) == len(FORM.indicators)
    assert Change("", "状态", "退回", "通过") in found.changes


def test_what_differs_within_a_text_is_marked() -> None:
    before, now = marked("全年实施", "全年完成实施")
    assert (before.plain, before.spans, now.plain) == ("全年实施", [], "全年完成实施")
    assert [(s.start, s.end, s.style) for s in now.spans] == [(2, 4, "bold green")]
    assert [text.plain for text in marked("", "1.5")] == ["（空）", "1.5"]


def shown(capsys: pytest.CaptureFixture[str], one: Result, other: Result) -> str:
    print_difference((TOLD[0], TOLD[1]), (one, other), difference(one, other))
    return capsys.readouterr().out


def test_the_terminal_shows_versions_values_rows_and_findings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    form = without_row(with_row(FORM, "1-1-2", weight=value(None, "")), "2-6-3")
    other = replace(after(form), findings=(WEIGHT_MISSING,))
    said = shown(capsys, replace(BEFORE, findings=(WEIGHT_SUM,)), other)
    assert "第 1 版" in said
    assert "首次读到  待核  67 项指标，错误 1，警告 0" in said
    assert "首次读到  待核  66 项指标，错误 1，警告 0" in said
    assert "│ 1-1-2        │ 权重     │ 1.5     │ （空）  │" in said
    assert "删去的指标（1 项）" in said
    assert "新增的指标" not in said
    assert "已经消除的问题（1 个）" in said
    assert "新出现的问题（1 个）" in said


def test_the_terminal_says_that_nothing_differs(capsys: pytest.CaptureFixture[str]) -> None:
    assert "两个版本的内容没有差别" in shown(capsys, BEFORE, BEFORE)
    said = shown(capsys, returned("民政局.docx"), BEFORE)
    assert "没有读出表，错误 1" in said


def test_names_that_may_be_meant_are_offered() -> None:
    known = ("报送.zip/民政局.docx", "教育局.pdf", "民政局.docx")
    assert near_names("民政局", known) == ["报送.zip/民政局.docx", "民政局.docx"]
    assert near_names("民政局.doc", known)[0] == "报送.zip/民政局.docx"
    assert near_names("xyz", known) == []


def test_the_command_compares_versions_in_the_store(tmp_path: Path) -> None:
    def told(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["diff", str(tmp_path / "out"), *arguments])
        return done.exit_code, done.stdout + done.stderr

    (tmp_path / "raw").mkdir()
    file = tmp_path / "raw" / "民政局.txt"
    for content in ("第一稿", "第二稿", "第三稿"):
        assert told("民政局.txt")[0] == 2
        file.write_text(content, encoding="utf-8")
        run(tmp_path / "raw", tmp_path / "out", Settings(workers=1))
        if content == "第一稿":
            assert told("民政局.txt")[1] == "错误：“民政局.txt”只有一个版本，没有可以比较的。\n"
            continue
        break
    code, said = told("民政局.txt")
    assert (code, "第 1 版" in said, "第 2 版" in said) == (0, True, True)
    assert told("民政局.txt", "--versions", "2", "1")[0] == 0
    code, said = told("民政局.txt", "--versions", "1", "7")
    assert (code, said) == (2, "错误：“民政局.txt”没有第 7 版；有的是：1、2。\n")
    code, said = told("民政局")
    assert (code, said) == (2, "错误：没有编号为“民政局”的提交；相近的有：民政局.txt。\n")
    code, said = told("xyz")
    assert said == "错误：没有编号为“xyz”的提交；submissions.csv 里列有全部提交编号。\n"
