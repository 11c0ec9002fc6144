"""The same form in several files of a submission, and other forms in them.

What is the submission's form, and which of its copies counts, `normalizers.choice` says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from normalizers.model import Field, Presence
from normalizers.twins import VALUES, shown
from pipeline.disagreements import Copy, disagreement
from pipeline.findings import Contrast, Subject, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Difference, Form, FormCopy, OtherForm
    from pipeline.model import Finding


def check_copies(form: Form) -> Iterator[Finding]:
    """Each copy once, then each value in which it differs."""
    ours = Copy(_named(form.files), form.origin)
    for copy in form.copies:
        theirs = Copy(_named(copy.files), copy.origin)
        left = tuple(d for d in copy.differences if not _is_settled(d, form))
        yield _duplicate(ours, theirs, replace(copy, differences=left))
        yield from (disagreement(d, ours, theirs) for d in left)


def check_others(form: Form) -> Iterator[Finding]:
    """Each form that is not the submission's: of another year, another unit, or another draft."""
    for other in form.others:
        if other.year and form.year and other.year != form.year:
            yield _of_other_year(form, other)
        else:
            yield _of_other_unit(form, other)


def _is_settled(difference: Difference, form: Form) -> bool:
    """Whether what other files of the batch prove has made the two say the same meanwhile."""
    value_in = VALUES.get(difference.field)
    if value_in is None or difference.presence is not Presence.BOTH:
        return False
    row = next((i for i in form.indicators if i.number.value == difference.number), None)
    return row is not None and shown(value_in(row).value) == difference.theirs != ""


def _named(files: tuple[str, ...]) -> str:
    return "、".join(files)


def _duplicate(ours: Copy, theirs: Copy, copy: FormCopy) -> Finding:
    if ours.name == theirs.name:
        same = f"“{ours.name}”里有两份同样的考评表，只按前一份发布"
    else:
        same = f"“{theirs.name}”与“{ours.name}”是同一份考评表，只按{ours.origin}“{ours.name}”发布"
    piece = f"“{theirs.name}”只有其中{copy.rows}项；" if copy.fragment else ""
    count = len(copy.differences)
    found = f"有{count}处不同" if count else "没有不同"
    advice = "请按各处不同的提示逐一核对。" if count else "内容一致，留存签字盖章的一份即可。"
    message = f"{same}；{piece}逐项比对，{found}。"
    contrast = Contrast("同一份考评表各处一致", found)
    return finding("file.duplicate", message, contrast=contrast, advice=advice)


def _of_other_year(form: Form, other: OtherForm) -> Finding:
    return finding(
        "form.year",
        f"{_where(other)}夹有{other.unit or ''}{other.year}年度的考评表，"
        f"不是{form.year}年度的，没有读取。",
        Subject(field=Field.YEAR, place=other.place),
        Contrast(f"{form.year}年", f"{other.year}年"),
        f"请确认本年度以{form.year}年度的表为准，往年的表不必附上。",
    )


def _of_other_unit(form: Form, other: OtherForm) -> Finding:
    place, unit = Subject(field=Field.UNIT, place=other.place), form.unit.value or ""
    if other.unit and other.unit != unit:
        return finding(
            "file.duplicate",
            f"{_where(other)}夹有{other.unit}的考评表，不是{unit or '本单位'}的，没有读取。",
            place,
            Contrast(unit, other.unit),
            f"{other.unit}没有另报的，请把它的表单独存为一个文件报送。",
        )
    return finding(
        "file.duplicate",
        f"{_where(other)}另有一份考评表，内容与所读的一份多数不同，没有读取。",
        place,
        Contrast("只有一份考评表", "另有一份"),
        "请单位确定以哪一份为准，只报一份。",
    )


def _where(other: OtherForm) -> str:
    return f"“{other.file}”" + (f"自第{other.place.page}页起" if other.place.page else "里")
