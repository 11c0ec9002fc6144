"""Chinese surnames in use: a hint that a word is a person's name, never proof.

The single ones are those of the Hundred Family Surnames and of the Ministry of Public Security's
lists of common surnames; the compound ones those still borne.
"""

from __future__ import annotations

SINGLE_BY_NUMBER = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏"
    "蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万"
    "顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴岳焦欧柳骆"
    "柯纪甘祝宁涂阮房华童鲍费兰关辛路梅盛查闵米游尤伍时季饶凌裴滕翁卓耿鞠屈成裘艾祁欧苗覃闫肖"
    "舒解应符古凤仇桑沙詹桂管卜明宫甄吉车项胥冉单牟储宗谷娄计戚嵇麻冷虞晏荣瞿曲池靳巩慕连习霍"
    "佟党宿褚卫支鄢闻莘蒙逄栾练留郁揭简巫左楼沃农那揣国边鹿景强隋敖丛原冀晁阳谌佘况保洑茅花穆"
    "臧匡利盖匙尚亓苑郎郜幸蔺扈荆初种由喻柏窦云缪包钮荀羊封芮伊厉祖束仲诸戎蒲邰索屠阴姬堵雍濮寿燕浦"
    "茹容戈庾居衡步满寇阙越师勾阚巢蒯竺权桓岑危"
)
"""Single surnames, roughly from the commonest to the rarest; the first hundred cover 86 %."""

SINGLE = frozenset(SINGLE_BY_NUMBER)

COMPOUND = frozenset(
    {"欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容"}
    | {"令狐", "夏侯", "长孙", "宇文", "端木", "南宫", "独孤", "申屠", "太史", "轩辕"}
)


def has_surname(name: str) -> bool:
    """Whether a name begins with a known surname."""
    return name[:1] in SINGLE or name[:2] in COMPOUND
