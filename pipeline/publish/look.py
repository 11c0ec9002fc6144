"""How the workbook looks: widths, fonts, colours, borders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sheet_model import Linked

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from .sheet_model import SheetCell

_WIDTHS = {
    "提交编号": 22,
    "参评单位": 22,
    "状态": 7,
    "级别": 7,
    "项目": 9,
    "大类": 9,
    "序号": 8,
    "文件依据": 30,
    "文件名称": 48,
    "一级指标": 28,
    "二级指标": 36,
    "权重": 6,
    "完成时限": 10,
    "截止日期": 11,
    "分管领导": 9,
    "责任单位": 12,
    "责任人": 9,
    "来源页": 7,
    "次序": 6,
    "条目": 6,
    "代码": 20,
    "说明": 56,
    "应为": 18,
    "实为": 18,
    "建议": 26,
    "原文": 36,
    "修正": 36,
    "上年": 36,
    "本年": 36,
    "规则": 20,
    "发文字号": 24,
    "来源清单": 24,
    "名称": 20,
    "首要问题": 48,
    "表": 14,
    "文件": 18,
    "字段": 12,
    "引用情况": 16,
    "引用单位": 48,
    "引用它的序号": 48,
    "负责的序号": 48,
    "全额分值": 10,
    "均摊分值": 10,
    "问题": 7,
}
"""Widths of columns in half-width characters of the body font, by what they usually hold."""

_WIDTH = 9

_SECTION_WIDTH = 16
"""Of a section's sum: room for a bar beside the figure."""

_CENTRED = frozenset(
    {
        *("状态", "级别", "序号", "年度", "系列", "角色", "来源页", "次序", "类型", "项目"),
        *(
            "完成时限",
            "截止日期",
            "分管领导",
            "责任单位",
            "责任人",
            "大类",
            "上限核对",
            "引用情况",
            "变化",
            "上年序号",
        ),
    }
)

_TINTS = {
    "通过": "#D8EBD9",
    "待核": "#FBE9C6",
    "退回": "#F6D0CC",
    "未报送": "#E3E6EA",
    "符合": "#D8EBD9",
    "超出": "#F6D0CC",
    "未核对": "#E3E6EA",
    "无人引用": "#FBE9C6",
    "非牵头单位引用": "#FBE9C6",
    "清单无此项": "#FBE9C6",
    "错误": "#F6D0CC",
    "警告": "#FBE9C6",
}


def width_of(heading: str, sections: frozenset[str]) -> int:
    """The width of the column under this heading; `sections` are headings of sums."""
    return _SECTION_WIDTH if heading in sections else _WIDTHS.get(heading, _WIDTH)


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        body = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1}
        body |= {"border_color": "#BFC5CC", "text_wrap": True}
        centred = body | {"align": "center"}
        link = {"font_color": "#1F5FA8", "underline": 1}
        head = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "font_name": "黑体"}
        self.head: Format = book.add_format(centred | head)
        self.text: Format = book.add_format(body | {"num_format": "@"})
        self.centred: Format = book.add_format(centred | {"num_format": "@"})
        self.link: Format = book.add_format(body | link | {"num_format": "@"})
        self.centred_link: Format = book.add_format(centred | link | {"num_format": "@"})
        self.number_link: Format = book.add_format(centred | link)
        self.number: Format = book.add_format(centred)
        self.sum: Format = book.add_format(centred | {"bold": True, "bg_color": "#EEF2F6"})
        self.wrong: Format = book.add_format({"font_color": "#B3362B", "bold": True})
        self.tints: dict[str, Format] = {
            word: book.add_format(centred | {"bg_color": colour}) for word, colour in _TINTS.items()
        }

    def of(self, heading: str, value: SheetCell) -> Format:
        """The format of a cell under this heading."""
        if isinstance(value, str) or value is None:
            centred = heading in _CENTRED
            return self.tints.get(value or "", self.centred) if centred else self.text
        return self._of_link(heading, value) if isinstance(value, Linked) else self.number

    def _of_link(self, heading: str, link: Linked) -> Format:
        if not isinstance(link.value, str):
            return self.number_link
        return self.centred_link if heading in _CENTRED else self.link
