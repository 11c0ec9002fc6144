"""Posts (职务) stuck to people's names: 王某某副局长, 局长王某某, 张三（兼）."""

from __future__ import annotations

import re

from .surnames import COMPOUND, has_surname
from .text import HAN

_POST = (
    r"(?:党组|党委|党总支|党支部)?(?:副?书记|成员|委员)"
    r"|(?:常务)?副?(?:局长|主任|部长|股长|科长|所长|站长|大?队长|处长|校长|院长|会长|主席|区长|镇长|乡长|组长"
    r"|总工程师|秘书长)"
    r"|[一二三四]级(?:主任科员|调研员)|(?:主任)?科员|调研员|办事员|负责人|干部|干事|同志"
)
_POSTS = re.compile(rf"(?:{_POST})+")
_BEHIND = re.compile(rf"(?P<name>[{HAN}]{{2,4}}?)(?:{_POST})+")
_BEFORE = re.compile(rf"(?:{_POST})+(?P<name>[{HAN}]{{2,4}})")
_NOTE = re.compile(r"(?P<name>.+?)[（(][^（()）]{1,8}[）)]")
_NAME = re.compile(rf"[{HAN}]{{2,3}}")


def is_post(text: str) -> bool:
    """Whether a text is the name of a post, and of nobody."""
    return bool(_POSTS.fullmatch(text))


def without_post(text: str) -> str:
    """A person's name without the post or the note stuck to it; any other text as it is.

    各股室负责人 and 全体干部 name nobody, and 张局长 no one for sure: they are left alone.
    """
    for pattern in (_NOTE, _BEHIND, _BEFORE):
        match = pattern.fullmatch(text)
        if match and looks_like_name(match["name"]):
            return match["name"]
    return text


def looks_like_name(text: str) -> bool:
    """Whether a text looks like the Chinese name of a person, surname and all."""
    short = bool(_NAME.fullmatch(text)) and has_surname(text) and text not in COMPOUND
    return short or (len(text) in {3, 4} and text[:2] in COMPOUND)
