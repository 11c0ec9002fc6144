from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import docx
import pytest
from notices import edit_cell, texts_of, write_dataset
from results import BATCH
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.notices import letter_template
from pipeline.notices.folder import RECORD
from pipeline.notices.numbering import day_text

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = {
    "民政局（docx）审核意见.docx",
    "教育局（docx）退回修改通知.docx",
    "财政局（pdf）退回修改通知.docx",
    "审核情况汇总.docx",
}


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write_dataset(tmp_path / "clean", BATCH)


def kaoping(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["notices", *(str(a) for a in arguments)])


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_letters_are_written_beside_the_dataset(clean: Path) -> None:
    done = kaoping(clean)
    folder = clean / "notices"
    assert (done.exit_code, done.stdout) == (0, f"写出 4 件，在 {folder}\n")
    files = files_in(folder)
    assert files.keys() == {*LETTERS, RECORD}
    texts = texts_of(files["民政局（docx）审核意见.docx"])
    assert texts[-2:] == ["区效能办", day_text(date.today())]  # noqa: DTZ011 - as the office's clock
    assert "5.第1-5-3项没有填写权重。" not in texts


def test_the_same_dataset_and_options_give_the_same_bytes(clean: Path, tmp_path: Path) -> None:
    for name in ("one", "two", "two"):
        done = kaoping(clean, "--to", tmp_path / name, "--date", "2025-01-03")
        assert done.exit_code == 0
    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")


def test_the_options_say_who_writes_and_by_when(clean: Path, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,单位\n林一,洛江区民政局\n林二,洛江区审计局\n", encoding="utf-8")
    options = ("--office", "绩效办", "--date", "2025-01-03", "--deadline", "2025-01-10")
    assert kaoping(clean, "--to", tmp_path / "out", *options, "--roster", roster).exit_code == 0
    files = files_in(tmp_path / "out")
    texts = texts_of(files["教育局（docx）退回修改通知.docx"])
    assert texts[-3].startswith("请对照上述意见逐项修改、核对，于2025年1月10日前重新报送")
    assert texts[-2:] == ["绩效办", "2025年1月3日"]
    assert "洛江区审计局。" in texts_of(files["审核情况汇总.docx"])


def test_the_run_itself_may_have_found_who_sent_nothing(clean: Path) -> None:
    record = '{"outstanding": {"unreported": ["洛江区司法局"]}}'
    (clean / "run.json").write_text(record, encoding="utf-8")
    assert kaoping(clean).exit_code == 0
    texts = texts_of((clean / "notices" / "审核情况汇总.docx").read_bytes())
    assert "洛江区司法局。" in texts


def test_a_letter_that_the_office_edited_is_not_overwritten(clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kaoping(clean, "--to", out)
    (out / "民政局（docx）审核意见.docx").write_bytes(b"edited")
    done = kaoping(clean, "--to", out)
    assert done.exit_code == 1
    assert done.stderr == (
        "“民政局（docx）审核意见.docx”不是本程序所写，或写出后改过：没有覆盖。\n"
    )
    assert done.stdout == f"写出 3 件，在 {out}\n"
    assert (out / "民政局（docx）审核意见.docx").read_bytes() == b"edited"


def test_a_form_that_passes_after_all_has_one_letter(clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kaoping(clean, "--to", out)
    edit_cell(clean / "submissions.csv", 3, "状态", "通过")
    done = kaoping(clean, "--to", out)
    assert done.stdout == (
        f"已删除被新件取代的“教育局（docx）退回修改通知.docx”。\n写出 4 件，在 {out}\n"
    )


def test_a_superseded_letter_that_was_edited_is_told(clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kaoping(clean, "--to", out)
    (out / "教育局（docx）退回修改通知.docx").write_bytes(b"edited")
    edit_cell(clean / "submissions.csv", 3, "状态", "通过")
    done = kaoping(clean, "--to", out)
    assert done.exit_code == 1
    assert done.stderr == (
        "“教育局（docx）退回修改通知.docx”已被新件取代，但写出后改过：没有删除。\n"
    )


def test_the_template_is_written_edited_and_used(clean: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "模板.docx", tmp_path / "out"
    done = kaoping("--write-template", file)
    assert (done.exit_code, file.read_bytes()) == (0, letter_template())
    edited = docx.Document(str(file))
    edited.paragraphs[0].text = "洛江区{{ 文种 }}"
    edited.save(str(file))
    assert kaoping(clean, "--to", out, "--template", file).exit_code == 0
    texts = texts_of((out / "民政局（docx）审核意见.docx").read_bytes())
    assert texts[0] == "洛江区审核意见"


def test_a_template_is_not_written_over_a_file(tmp_path: Path) -> None:
    file = tmp_path / "模板.docx"
    file.write_bytes(b"the user's")
    done = kaoping("--write-template", file)
    assert (done.exit_code, done.stderr) == (2, f"错误：已有“{file}”，没有覆盖。\n")
    assert file.read_bytes() == b"the user's"


def test_a_template_that_is_refused_leaves_the_letters(clean: Path, tmp_path: Path) -> None:
    out, file = tmp_path / "out", tmp_path / "模板.docx"
    kaoping(clean, "--to", out)
    before = files_in(out)
    file.write_bytes(b"no document")
    done = kaoping(clean, "--to", out, "--template", file)
    assert done.exit_code == 2
    assert done.stderr.startswith("错误：模板“模板.docx”不是完好的 .docx 文件")
    assert files_in(out) == before


def test_a_folder_that_is_no_dataset_is_refused(tmp_path: Path) -> None:
    done = kaoping(tmp_path)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"错误：文件夹“{tmp_path}”里没有“submissions.csv”")


def test_a_roster_that_is_refused_leaves_nothing(clean: Path, tmp_path: Path) -> None:
    done = kaoping(clean, "--roster", tmp_path / "没有.csv")
    assert (done.exit_code, (clean / "notices").exists()) == (2, False)


def test_a_folder_that_cannot_be_written_is_told(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    done = kaoping(clean, "--to", tmp_path / "out" / "in")
    assert done.exit_code == 2
    assert done.stderr.startswith("错误：写不出文件（")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--date", "2025-01-03", "--deadline", "2025-01-02"), "期限早于成文日期 2025-01-03。"),
        (("--office", " "), "发文机关不能是空的。"),
        (("--date", "2025年1月3日"), "2025年1月3日"),
    ],
)
def test_wrong_options_are_told(clean: Path, options: tuple[str, ...], reason: str) -> None:
    done = kaoping(clean, *options)
    assert (done.exit_code, reason in done.stderr) == (2, True)
    assert not (clean / "notices").exists()
