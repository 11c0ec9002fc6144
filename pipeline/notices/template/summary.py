"""What stands in the template of the summary; the fields are those of `notices.summary`."""

from __future__ import annotations

from .layout import Block, Column, Paragraph, RowsOf

_RETURNED = RowsOf(
    "退回修改",
    (
        Column("序号", 0.09, "{{ row.序号 }}"),
        Column("单位", 0.27, "{{ row.单位 }}", "tableText"),
        Column("需修改", 0.12, "{{ row.需修改 }}"),
        Column("请核对", 0.12, "{{ row.请核对 }}"),
        Column("主要问题", 0.4, "{{ row.主要问题 }}", "tableText"),
    ),
)

_RESEND = RowsOf(
    "退回重报",
    (
        Column("序号", 0.09, "{{ row.序号 }}"),
        Column("报送单位或文件", 0.41, "{{ row.单位 }}", "tableText"),
        Column("原因", 0.5, "{{ row.主要问题 }}", "tableText"),
    ),
)

_FREQUENT = RowsOf(
    "常见问题",
    (
        Column("序号", 0.09, "{{ row.序号 }}"),
        Column("问题", 0.35, "{{ row.问题 }}", "tableText"),
        Column("类别", 0.26, "{{ row.类别 }}"),
        Column("份数", 0.15, "{{ row.份数 }}"),
        Column("处数", 0.15, "{{ row.处数 }}"),
    ),
)


def _part(field: str, title: str, *blocks: Block) -> tuple[Block, ...]:
    """A part with its heading, left out where its field has nothing; `编号` holds its numeral."""
    return (
        Paragraph("body", f"{{%p if {field} %}}"),
        Paragraph("heading1", f"{{{{ 编号.{field} }}}}、{title}"),
        *blocks,
        Paragraph("body", "{%p endif %}"),
    )


SUMMARY: tuple[Block, ...] = (
    Paragraph("title", "{{ 年度 }}绩效管理目标考评表\n审核情况汇总"),
    Paragraph("body"),
    Paragraph(
        "body",
        "截至{{ 成文日期 }}，共收到报送材料{{ 总数 }}份。经审核，通过{{ 审核通过|length }}份，"
        "退回修改{{ 退回修改|length }}份，未能审核、退回重报{{ 退回重报|length }}份；"
        "提出需修改的问题{{ 需修改 }}处，请核对的问题{{ 请核对 }}处。具体情况如下：",
    ),
    *_part("审核通过", "审核通过的单位", Paragraph("body", "{{ 审核通过|join('、') }}。")),
    *_part("退回修改", "退回修改的单位", _RETURNED),
    *_part("退回重报", "退回重报的材料", _RESEND),
    *_part("常见问题", "常见问题", _FREQUENT),
    *_part("尚未报送", "尚未报送的单位", Paragraph("body", "{{ 尚未报送|join('、') }}。")),
    Paragraph("closing"),
    Paragraph("closing"),
    Paragraph("signature", "{{ 发文机关 }}"),
    Paragraph("date", "{{ 成文日期 }}"),
)
