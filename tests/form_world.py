"""A fictional district's departments, people and tasks, and clean forms made of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from form_dice import dice
from form_local import moved_to
from form_model import Document, Duty, FormSpec, Group, LetterSpec, Row, SectionSpec
from form_schemes import LUOJIANG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from normalizers.scheme import Scheme, SectionScheme

HALF = Decimal("0.5")
LEAST_ROWS, MOST_ROWS = 34, 48
MOST_OF_GROUP = 4
# Name, the letters of its document numbers, and its offices.
DEPARTMENTS = (
    ("洛江区林业局", "泉洛林", ("造林绿化股", "资源保护股", "林政稽查股", "防火办")),
    ("洛江区水利局", "泉洛水", ("水政水资源股", "河长制工作股", "建设管理股", "防汛中心")),
    ("洛江区司法局", "泉洛司", ("公共法律服务股", "社区矫正股", "行政复议股", "普法办")),
    ("洛江区审计局", "泉洛审", ("财政金融审计股", "投资审计股", "经济责任审计股", "法规股")),
    ("洛江区交通运输局", "泉洛交", ("规划建设股", "运输管理股", "安全监督股", "公路养护中心")),
    ("洛江区商务局", "泉洛商", ("外经贸股", "流通业发展股", "招商服务中心", "电子商务股")),
    ("洛江区统计局", "泉洛统", ("综合核算股", "工业统计股", "服务业统计股", "普查中心")),
    ("洛江区退役军人事务局", "泉洛退役", ("移交安置股", "拥军优抚股", "权益维护股", "服务中心")),
    ("洛江区医疗保障局", "泉洛医保", ("待遇保障股", "医药服务股", "基金监管股", "经办中心")),
    ("洛江区市场监督管理局", "泉洛市监", ("食品监管股", "质量发展股", "信用监管股", "注册登记股")),
    ("洛江区科学技术局", "泉洛科", ("高新技术股", "成果转化股", "科技人才股", "综合规划股")),
    ("洛江区城市管理局", "泉洛城管", ("市容管理股", "环卫管理股", "执法监督股", "园林绿化股")),
)
MORE = (
    ("洛江区财政局", "泉洛财", ("预算股", "国库股", "绩效管理股", "采购监管股")),
    ("洛江区信访局", "泉洛信", ("接访股", "办信股", "督查股", "综合股")),
    ("洛江区地震局", "泉洛震", ("监测预报股", "震害防御股", "应急宣传股", "综合股")),
    ("洛江区体育局", "泉洛体", ("群众体育股", "竞技体育股", "场馆管理中心", "产业股")),
)
"""Departments that are made by name only: chance does not choose them."""
SURNAMES = "周沈韩秦尤孔曹严华魏陶姜谢邹喻柏窦章云潘葛范彭鲁韦马方袁柳温"
GIVEN = "启承嘉若晓文景思予明远博雅宁清兰竹松岩川屿澜禾穗岚彦昭瑾泓熙"
TOPICS = (
    "河湖长制", "林下经济", "公共法律服务", "农村公路养护", "外贸稳增长", "统计执法检查",
    "双拥共建", "医保基金监管", "食品安全抽检", "研发投入提升", "市容环境整治", "行政复议规范化",
    "松材线虫病防治", "饮用水源保护", "社区矫正管理", "审计整改督促", "电商直播基地",
    "普查数据质量",
    "退役军人就业", "异地就医结算", "知识产权保护", "科技成果转化", "垃圾分类示范", "古树名木保护",
    "小流域治理", "人民调解网络", "货运安全监管", "消费市场提振", "名录库维护", "优抚对象帮扶",
    "药品集中采购", "信用分级监管", "技能人才评价", "口袋公园建设", "数据资源共享", "窗口服务质效",
)  # fmt: skip
AIMS = (
    "深化{}工作", "统筹推进{}", "{}提质增效", "抓实{}攻坚", "健全{}长效机制", "{}专项提升行动",
    "巩固拓展{}成果", "开展{}“回头看”",
)  # fmt: skip
TASKS = (
    "组织{}督导{}次以上", "{}年度目标完成率达{}%以上", "新建{}示范点{}个以上",
    "办理{}事项{}件以上，按时办结率达100%", "举办{}业务培训{}期以上", "走访{}服务对象{}户以上",
    "报送{}经验信息{}篇以上", "完成{}问题清单销号{}项以上",
)  # fmt: skip
LONG_TASK = (
    "制定{}年度实施计划并分解到各乡镇（街道），建立月调度、季通报、年评估制度，"
    "全年召开推进会{}次以上，对进度滞后的单位逐一约谈，确保各项任务按序时进度完成"
)
PLANS = (
    "《洛江区2024年重点改革事项清单》", "《洛江区优化公共服务三年行动计划》",
    "《2024年洛江区重点领域攻坚任务书》", "《关于进一步加强基层治理的若干措施》",
    "《洛江区“十四五”专项规划中期评估方案》",
)  # fmt: skip
DEADLINES = ("全年实施",) * 6 + ("2024年6月底前", "2024年9月30日前", "第四季度", "2024年12月底前")
NOTE = (
    "说明：（1）“重点工作目标”和“常规工作目标”两项内容，每个单位必须设定一级指标15项以上且"
    "不多于上一年度的一级指标数量。（2）“行政能力目标”不下设二级指标，内容、权重不能改变。"
)
PLAN_TEXTS = (
    "为做好本年度绩效评估工作，结合我局实际，制定本方案。",
    "一、总体要求",
    "围绕区委、区政府中心工作，明确目标、压实责任、注重实效。",
    "二、责任分工",
    "各股室按照考评表所列责任分解抓好落实，按季度报送进展情况。",
)


def clean_form(seed: int, unit: str = "", scheme: Scheme = LUOJIANG) -> FormSpec:
    """A form without a fault; the same for the same seed. `unit` empty means any department.

    It is made in 洛江区 in 2024, and then moved to the district and year of its scheme.
    """
    chance = dice("form", seed)
    drawn = chance.choice(DEPARTMENTS)
    name, code, offices = next((d for d in (*DEPARTMENTS, *MORE) if d[0] == unit), drawn)
    duties = _staff(chance, offices)
    day = date(2025, 1, 2) + timedelta(days=chance.randrange(28))
    written = f"{day.year}年{day.month}月{day.day}日"
    with_letter = chance.random() < 0.7
    spec = FormSpec(
        unit=name,
        year=2024,
        title=scheme.title,
        unit_line=name,
        date_line=written,
        sections=tuple(_sections(chance, code, duties, scheme)),
        letter=_letter(name, f"{code}函〔2025〕{chance.randint(1, 40)}号", written)
        if with_letter
        else None,
        letter_date=day if with_letter else None,
        plan=(f"{name}2024年度绩效评估工作方案", *PLAN_TEXTS) if with_letter else (),
        note=NOTE,
        scheme=scheme,
    )
    return spec if scheme is LUOJIANG else moved_to(spec, scheme)


def _letter(name: str, number: str, written: str) -> LetterSpec:
    announced = (
        f"{name}2024年度绩效评估工作方案",
        f"2024年度{name}绩效管理目标考评表",
    )
    return LetterSpec(number, name, written, announced)


def _staff(chance: Random, offices: tuple[str, ...]) -> tuple[Duty, ...]:
    """The office first, then the others; each office has one leader, who may have several."""
    names = _names(chance)
    leaders = [next(names) for _ in range(3)]
    units = ("办公室", *offices)
    return tuple(Duty(leaders[i % 3], unit, next(names)) for i, unit in enumerate(units))


def _names(chance: Random) -> Iterator[str]:
    """Names of two or three characters, no two sharing a surname or a given name's character."""
    surnames = chance.sample(SURNAMES, len(SURNAMES))
    given = iter(chance.sample(GIVEN, len(GIVEN)))
    for surname in surnames:
        length = 1 if chance.random() < 0.3 else 2
        yield surname + "".join(next(given) for _ in range(length))


def _sections(
    chance: Random, code: str, duties: tuple[Duty, ...], scheme: Scheme
) -> Iterator[SectionSpec]:
    for section in scheme.sections:
        if section.has_level2:
            groups = tuple(_own_groups(chance, code, duties, section))
        elif section.fixed:
            groups = tuple(_fixed_groups(chance, duties, section))
        else:
            groups = tuple(_own_items(chance, duties, section))
        yield SectionSpec(section.name, groups, str(section.total), str(section.total))


def _own_items(chance: Random, duties: tuple[Duty, ...], scheme: SectionScheme) -> Iterator[Group]:
    """Items of the department's own, without 二级指标: three under each label."""
    weights = iter(_weights(chance, 3 * len(scheme.categories), scheme.total))
    topics = iter(chance.sample(TOPICS, 3 * len(scheme.categories)))
    for category in scheme.categories:
        rows = tuple(
            Row(
                f"{category.prefix}{scheme.separator}{place}",
                f"推进{next(topics)}改革，形成可以推广的做法。",
                _plain(next(weights)),
                "全年实施",
                _answering(chance, duties),
            )
            for place in (1, 2, 3)
        )
        yield Group(category.name, rows)


def _fixed_groups(
    chance: Random, duties: tuple[Duty, ...], scheme: SectionScheme
) -> Iterator[Group]:
    for category in scheme.categories:
        rows = tuple(
            Row(f.number, f.text, str(f.weight), "全年实施", _answering(chance, duties))
            for f in scheme.fixed
            if f.category == category.name
        )
        points = str(category.total) if len(rows) > 1 else ""
        yield Group(category.name, rows, points=points)


def _answering(chance: Random, duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """Mostly the office; sometimes another; sometimes two together, of different leaders."""
    roll = chance.random()
    if roll < 0.75:
        return duties[:1]
    other = chance.choice(duties[1:3])
    return (other,) if roll < 0.9 else (duties[0], other)


def _own_groups(
    chance: Random, code: str, duties: tuple[Duty, ...], scheme: SectionScheme
) -> Iterator[Group]:
    sizes = _sizes(chance, scheme.minimum_level1 or 1)
    weights = iter(_weights(chance, sum(sizes), scheme.total))
    topics = chance.sample(TOPICS, len(sizes))
    papers = _papers(chance, code)
    ordinary = len(sizes) // 3
    for index, (size, topic) in enumerate(zip(sizes, topics, strict=True)):
        routine = index >= len(sizes) - ordinary
        category = scheme.categories[1 if routine else 0]
        place = index - (len(sizes) - ordinary) if routine else index
        number = f"{category.prefix}{scheme.separator}{place + 1}"
        duty = (chance.choice(duties[1:]),)
        bases = (Document("三定方案"),) if routine else _bases(chance, papers)
        numbers = [f"{number}{scheme.separator}{i}" for i in range(1, size + 1)]
        group = _group(chance, numbers, topic, [next(weights) for _ in range(size)], duty)
        yield Group(category.name, group.rows, group.level1, bases)


def _group(
    chance: Random, numbers: list[str], topic: str, weights: list[Decimal], duty: tuple[Duty, ...]
) -> Group:
    cited = sorted(chance.sample(range(1, 90), chance.randint(0, min(2, len(weights)))))
    tasks = chance.sample(TASKS, len(weights))
    rows = tuple(
        Row(
            number=numbers[i - 1],
            text=_task(chance, task, topic, cited[i - 1 : i]),
            weight=_plain(weight),
            deadline=chance.choice(DEADLINES),
            duties=duty,
        )
        for i, (task, weight) in enumerate(zip(tasks, weights, strict=True), start=1)
    )
    return Group("", rows, chance.choice(AIMS).format(topic) + _citation(chance, cited))


def _task(chance: Random, task: str, topic: str, cited: list[int]) -> str:
    text = LONG_TASK if chance.random() < 0.06 else task
    claim = f"（属市对区年度考核指标第{cited[0]}项）" if cited else ""
    return text.format(topic, chance.randint(3, 96)) + claim


def _citation(chance: Random, cited: list[int]) -> str:
    if not cited:
        return ""
    lists = ["市对区年度考核指标第" + "、".join(map(str, cited)) + "项"]
    if chance.random() < 0.4:
        lists.append(f"区政府工作目标第{chance.randint(1, 140)}项")
    return f"（{'，'.join(lists)}）"


def _sizes(chance: Random, least_groups: int) -> list[int]:
    """How many rows each group has: 1 to 4, at least the scheme's number of groups."""
    rows = chance.randint(LEAST_ROWS, MOST_ROWS)
    sizes = [1] * chance.randint(least_groups, least_groups + 5)
    while sum(sizes) < min(rows, MOST_OF_GROUP * len(sizes)):
        place = chance.randrange(len(sizes))
        sizes[place] = min(MOST_OF_GROUP, sizes[place] + 1)
    return sizes


def _weights(chance: Random, rows: int, total: Decimal) -> list[Decimal]:
    """Weights in steps of a half, from 0.5 to 4, that add up to the total."""
    weights = [HALF] * rows
    for _ in range(int((total - HALF * rows) / HALF)):
        place = min(chance.sample(range(rows), 3), key=lambda i: weights[i])
        weights[place] += HALF
    return weights


def _plain(weight: Decimal) -> str:
    return str(weight.normalize()) if weight != weight.to_integral() else str(int(weight))


def _papers(chance: Random, code: str) -> tuple[Document, ...]:
    """The documents a department works by: each title has one number, each number one title."""
    codes = (code, "泉洛委", "泉洛政办", "泉洛委办", "泉洛政文")
    serials = iter(chance.sample(range(1, 130), 20))
    alone = [
        Document(number=f"{c}〔{chance.choice((2023, 2024))}〕{next(serials)}号") for c in codes
    ]
    titled = [
        Document(title, f"{chance.choice(codes[1:])}〔2024〕{next(serials)}号")
        if chance.random() < 0.7
        else Document(title)
        for title in PLANS
    ]
    return (*titled, *alone)


def _bases(chance: Random, papers: tuple[Document, ...]) -> tuple[Document, ...]:
    titled = [p for p in papers if p.title]
    alone = [p for p in papers if not p.title]
    first = [chance.choice(titled)] if chance.random() < 0.6 else []
    return tuple(first + chance.sample(alone, chance.randint(0 if first else 1, 2)))
