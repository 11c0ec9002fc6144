"""Each row's own weight (weight.missing, weight.invalid)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import BLANK, Contrast, finding
from pipeline.points import has_weight, plain

from .items import about, name_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator
    from normalizers.scheme import Scheme
    from pipeline.model import Finding

_POSITIVE = "大于零的数"


def check_weights(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Every row has a weight, and it is a decimal over zero."""
    for section, _ in sections_of(form, scheme):
        if Field.WEIGHT in section.missing_columns:
            continue
        for indicator in section.indicators:
            if not has_weight(indicator):
                yield _fault(indicator)


def _fault(indicator: Indicator) -> Finding:
    weight = indicator.weight.value
    stands = indicator.weight.source.text.strip() if weight is None else plain(weight)
    subject = about(indicator, Field.WEIGHT)
    if not stands:
        message = f"{name_of(indicator)}没有填写权重。"
        contrast = Contrast(_POSITIVE, BLANK)
        return finding("weight.missing", message, subject, contrast, "请单位补填权重，不代填。")
    return finding(
        "weight.invalid",
        f"{name_of(indicator)}的权重“{stands}”不是大于零的数。",
        subject,
        Contrast(_POSITIVE, stands),
        "请单位改正权重。",
    )
