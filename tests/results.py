"""Results by hand, as the stages after reading get them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from form_values import SCHEME, UNIT, clean_form, value

from pipeline.findings import Contrast, Subject, finding
from pipeline.model import Finding, Result, Submission

if TYPE_CHECKING:
    from normalizers.model import Form

FORM = clean_form()

WEIGHT_SUM = finding(
    "weight.sum", "合计66分，应为68分。", Subject(field="权重"), Contrast("68", "66")
)
WEIGHT_MISSING = finding("weight.missing", "第1-5-3项没有填写权重。", Subject("1-5-3", "权重"))


def result(name: str, form: Form | None = FORM, findings: tuple[Finding, ...] = ()) -> Result:
    return Result(
        submission=Submission(name, (Path("raw") / name,)),
        fingerprint=f"{name}的指纹",
        kind="docx",
        method="Word",
        pages=None,
        form=form,
        findings=findings,
        scheme=SCHEME,
    )


def returned(name: str, code: str = "file.encrypted") -> Result:
    return result(name, None, (finding(code, "需要密码。"),))


def form_of(unit: str) -> Form:
    return replace(FORM, unit=value(unit))


BATCH = (
    result("民政局.docx"),
    result("教育局.docx", form_of("洛江区教育局"), (WEIGHT_SUM, WEIGHT_MISSING)),
    returned("财政局.pdf"),
)

__all__ = ["BATCH", "FORM", "UNIT", "WEIGHT_MISSING", "WEIGHT_SUM", "form_of", "result", "returned"]
