"""What stands in the template of a letter; the fields are those of `notices.fields`."""

from __future__ import annotations

from .layout import Block, Paragraph

_PASSED = (
    Paragraph("body", "你单位报送的{{ 报送材料 }}收悉。经审核，符合方案规定，审核通过。"),
    Paragraph("body", "{%p if 分值 %}"),
    Paragraph(
        "body",
        "考评表共列{% for 项 in 分值 %}{{ 项.大类 }}{{ 项.分值 }}分{% if not loop.last %}、"
        "{% endif %}{% endfor %}，合计{{ 合计 }}分；一级指标{{ 一级指标数 }}项，"
        "二级指标{{ 二级指标数 }}项。请据此组织实施，确保各项目标按期完成。",
    ),
    Paragraph("body", "{%p endif %}"),
    Paragraph("body", "{%p if 意见 %}"),
    Paragraph(
        "body",
        "另有下列事项，不影响审核结果，请一并核对；确需更正的，请于{{ 期限 }}报送更正后的考评表。",
    ),
    Paragraph("body", "{%p endif %}"),
)

_REVISE = (
    Paragraph(
        "body",
        "你单位报送的{{ 报送材料 }}收悉。经审核，有{{ 需修改 }}处需要修改"
        "{% if 请核对 %}、{{ 请核对 }}处请予核对{% endif %}，现予退回。具体意见如下：",
    ),
)

_RESEND = (
    Paragraph(
        "body", "你单位报送的文件{{ 报送文件 }}未能审核，现予退回，请重新报送。具体情况如下："
    ),
)

_REMARKS = (
    Paragraph("body", "{%p for 部分 in 意见 %}"),
    Paragraph("heading1", "{{ 部分.标题 }}"),
    Paragraph("body", "{%p for 大类 in 部分.大类 %}"),
    Paragraph("body", "{%p if 大类.标题 %}"),
    Paragraph("heading2", "{{ 大类.标题 }}"),
    Paragraph("body", "{%p endif %}"),
    Paragraph("body", "{%p for 条目 in 大类.条目 %}"),
    Paragraph("body", "{{ 条目 }}"),
    Paragraph("body", "{%p endfor %}"),
    Paragraph("body", "{%p endfor %}"),
    Paragraph("body", "{%p endfor %}"),
)

_AGAIN = (
    Paragraph("body", '{%p if 结果 != "审核通过" %}'),
    Paragraph("heading1", "{{ 末号 }}、重新报送的要求"),
    Paragraph("body", '{%p if 结果 == "退回修改" %}'),
    Paragraph(
        "closing",
        "请对照上述意见逐项修改、核对，于{{ 期限 }}重新报送考评表，并随附报送函。"
        "经核对无误、不作修改的，请在报送函中说明。",
    ),
    Paragraph("body", "{%p else %}"),
    Paragraph(
        "closing",
        "请按上述意见处理后，于{{ 期限 }}重新报送报送函、工作方案和考评表。文件请用 Word、Excel"
        " 或 PDF 格式，不设密码；扫描件请逐页扫描完整、清晰。",
    ),
    Paragraph("body", "{%p endif %}"),
    Paragraph("body", "{%p endif %}"),
)

LETTER: tuple[Block, ...] = (
    Paragraph("title", "关于{{ 年度 }}绩效管理目标考评表的\n{{ 文种 }}"),
    Paragraph("body"),
    Paragraph("addressee", "{{ 主送机关 }}："),
    Paragraph("body", '{%p if 结果 == "审核通过" %}'),
    *_PASSED,
    Paragraph("body", '{%p elif 结果 == "退回修改" %}'),
    *_REVISE,
    Paragraph("body", "{%p else %}"),
    *_RESEND,
    Paragraph("body", "{%p endif %}"),
    *_REMARKS,
    *_AGAIN,
    Paragraph("closing"),
    Paragraph("closing"),
    Paragraph("signature", "{{ 发文机关 }}"),
    Paragraph("date", "{{ 成文日期 }}"),
)
