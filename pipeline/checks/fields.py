"""Fields that may not be blank (field.missing)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.findings import BLANK, Contrast, finding

from .items import about, heading_of, name_of, sections_of, shortened, value_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Field, Form, Indicator
    from normalizers.scheme import Scheme, SectionScheme
    from pipeline.model import Finding


def check_fields(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """One finding per item and blank field; a column that is absent altogether is none of these."""
    for section, rules in sections_of(form, scheme):
        required = [f for f in rules.required if f not in section.missing_columns]
        for indicator in section.indicators:
            blanks = (f for f in required if not value_in(indicator, f).value)
            yield from (_missing(indicator, field, rules) for field in blanks)


def _missing(indicator: Indicator, field: Field, rules: SectionScheme) -> Finding:
    heading = heading_of(field, rules)
    text = value_in(indicator, field).source.text.strip()
    state = f"“{shortened(text)}”无法辨认" if text else "空白"
    return finding(
        "field.missing",
        f"{name_of(indicator)}的{heading}{state}。",
        about(indicator, field),
        Contrast(f"填写{heading}", text or BLANK),
        f"请单位补填{heading}。",
    )
