"""The catalogue of findings: every code with its level, what it means, and what the clerk does."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Level

ERROR, WARNING, HINT = Level.ERROR, Level.WARNING, Level.HINT


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: `when` it is made and what the clerk does about it (`action`)."""

    code: str
    level: Level
    title: str
    when: str
    action: str


RULES = (
    # The file
    Rule("file.unreadable", ERROR, "文件损坏", "文件打不开，或内容残缺", "请单位重新导出后再报"),
    Rule("file.encrypted", ERROR, "文件加密", "打开文件需要密码", "请单位取消密码后再报"),
    Rule(
        "file.unsupported",
        ERROR,
        "格式不支持",
        "文件不是程序能读的格式",
        "请单位改报 Word、Excel 或 PDF 文件",
    ),
    Rule("file.empty", ERROR, "空文件", "文件没有内容", "请单位核对后重报"),
    Rule(
        "file.unsafe",
        ERROR,
        "文件有安全隐患",
        "打开文件会执行或联网取用外部内容",
        "不要打开；请单位另存为普通文件后再报",
    ),
    Rule("file.timeout", ERROR, "读取超时", "在规定时间内没有读完", "拆分文件，或放宽时限后再读"),
    Rule(
        "file.too_large",
        ERROR,
        "文件过大",
        "大小、页数、层次或内存超出限度",
        "请单位压缩图片或拆分文件后再报",
    ),
    Rule(
        "file.no_form",
        ERROR,
        "没有考评表",
        "文件读得出，但里面没有考评表",
        "请单位补报考评表",
    ),
    Rule(
        "file.duplicate",
        WARNING,
        "重复报送",
        "另有文件内容相同，或同一单位同一年度另报了一份；一份提交里夹有别的考评表",
        "确认以哪一份为准",
    ),
    # The form as a whole
    Rule(
        "form.section_missing",
        ERROR,
        "缺大类",
        "方案规定的一个大类在表中没有",
        "请单位补齐该大类",
    ),
    Rule("form.column_missing", ERROR, "缺栏目", "方案规定的一栏在表中没有", "请单位补上该栏"),
    Rule("form.unit_missing", WARNING, "未填参评单位", "参评单位一行空白", "请单位填写并盖章"),
    Rule("form.date_missing", WARNING, "未填日期", "考评表的日期空白或不全", "请单位填写完整日期"),
    Rule(
        "form.residue",
        WARNING,
        "模板残留",
        "留有（样表）、××等模板文字，或夹杂外文",
        "请单位删去",
    ),
    Rule(
        "form.year",
        WARNING,
        "年度不一致",
        "函、方案、考评表、文件名所说的年度不同，或夹有往年的考评表",
        "核对年度",
    ),
    # Numbers
    Rule("seq.duplicate", ERROR, "序号重复", "一个序号出现两次（指后一行）", "请单位改正序号"),
    Rule("seq.invalid", ERROR, "序号有误", "序号空白，或不合编号规则", "请单位改正序号"),
    Rule("seq.gap", WARNING, "序号不连续", "编号跳号（指跳号后的一行）", "核对是否漏行"),
    Rule("seq.order", WARNING, "序号倒序", "编号比上一行小", "核对行的次序"),
    # Fields and weights
    Rule(
        "field.missing",
        ERROR,
        "漏填",
        "一级指标、二级指标、完成时限、分管领导、责任单位或责任人空白",
        "请单位补填",
    ),
    Rule("weight.missing", ERROR, "未填权重", "权重空白", "请单位补填，不代填"),
    Rule("weight.invalid", ERROR, "权重有误", "权重不是大于零的数", "请单位改正"),
    Rule(
        "weight.sum",
        ERROR,
        "权重合计不符",
        "大类（或自有分值的一组）各项权重之和与规定分值不等",
        "按应为、实为和差额核对各项权重",
    ),
    Rule(
        "weight.declared",
        ERROR,
        "标注分值不符",
        "合计行或栏目名上印的分值与方案规定不同",
        "请单位改正所印分值",
    ),
    # Indicators
    Rule(
        "indicator.too_few",
        ERROR,
        "一级指标过少",
        "一级指标项数低于规定下限（“以上”含本数）",
        "请单位补足",
    ),
    Rule(
        "indicator.too_many",
        ERROR,
        "一级指标过多",
        "一级指标项数多于方案的上限，或多于上一年度",
        "请单位压减",
    ),
    Rule(
        "indicator.duplicate",
        ERROR,
        "二级指标重复",
        "二级指标与前面一项相同（指后一行）",
        "请单位删改其中一项",
    ),
    Rule(
        "indicator.overlap",
        ERROR,
        "与规定内容重复",
        "二级指标重复了统一规定的考评内容",
        "请单位更换该二级指标",
    ),
    Rule(
        "indicator.label_uncertain",
        WARNING,
        "一级指标归属存疑",
        "这一行属于哪个一级指标是推断的",
        "对照原件确认",
    ),
    Rule(
        "indicator.vague",
        HINT,
        "指标笼统",
        "二级指标既无数量、程度，也无具体时限",
        "建议单位写明可考核的要求",
    ),
    # Fixed items
    Rule(
        "fixed.changed",
        ERROR,
        "规定内容被改动",
        "统一规定的目标内容与方案原文不同",
        "请单位恢复原文",
    ),
    Rule("fixed.weight", ERROR, "规定权重被改动", "统一规定的权重与方案不同", "请单位恢复权重"),
    Rule("fixed.missing", ERROR, "缺规定项目", "统一规定的项目在表中没有", "请单位补上该项"),
    Rule("fixed.extra", ERROR, "多出项目", "表中有方案没有规定的项目", "请单位删去该项"),
    # Bases
    Rule(
        "basis.conflict",
        ERROR,
        "文件依据矛盾",
        "同一文件写了两个文号，或同一文号写了两个文件名（与其他单位所写的不一致时，列为警告）",
        "对照文件原件统一",
    ),
    Rule("basis.malformed", WARNING, "文号不规范", "文号无法规范成标准格式", "对照文件原件改正"),
    Rule("basis.missing", WARNING, "无文件依据", "文件依据空白", "请单位补填依据"),
    Rule(
        "basis.future",
        WARNING,
        "文件年份偏晚",
        "所引文件的年份晚于考评表的日期",
        "对照文件原件核对文号",
    ),
    # People
    Rule("people.unknown", WARNING, "名册无此人", "人名不在名册上", "核对姓名"),
    Rule(
        "people.ambiguous",
        WARNING,
        "姓名存疑",
        "一个名字可能是另一个人（两个单位有同名的责任人而分管领导不同的，列为提示）",
        "对照原件确认",
    ),
    Rule(
        "people.mismatch",
        WARNING,
        "人数不对应",
        "分管领导、责任单位、责任人的个数对不上，或一个责任单位有两位分管领导",
        "核对一一对应关系",
    ),
    # References to superior indicators
    Rule(
        "reference.uncovered",
        WARNING,
        "引用未列入一级指标",
        "二级指标所属的上级指标，一级指标没有列出；"
        "或引用了上级清单里没有的、由别的单位牵头的条目（给了清单时）",
        "核对一级指标的括注",
    ),
    Rule(
        "reference.unclaimed",
        WARNING,
        "引用无人承接",
        "一级指标列出的上级指标，没有二级指标承接（可能漏了一行）；"
        "或本单位牵头的条目没有引用（给了上级清单时）",
        "核对是否漏行",
    ),
    # The letter
    Rule("letter.unit", ERROR, "函表单位不一致", "函与考评表的单位不同", "核对是否报错文件"),
    Rule("letter.number", WARNING, "函的文号", "没有函，或函的发文字号空白、不规范", "请单位补正"),
    Rule("letter.date", WARNING, "函的日期", "函的发文日期空白或不规范", "请单位补正"),
    Rule("letter.attachment", WARNING, "附件不齐", "函中所列附件没有附上", "请单位补报附件"),
    # Recognition
    Rule("parse.uncertain", WARNING, "识别存疑", "程序对所识别的文字把握不大", "对照原件确认"),
    Rule(
        "parse.disagreement",
        WARNING,
        "内容不一致",
        "两种方法读出的内容不同，或同一份表的两个文件（如扫描件和 Word 文件）内容不同",
        "对照原件确认",
    ),
)
