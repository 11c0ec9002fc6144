"""A finding's sentences, which speak to the office, as a letter says them to the department."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.catalogue import RULES

from .plain import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.published import PublishedFinding

_QUOTED = re.compile(r"(“[^”]*”)")
_BOX = re.compile(r"（\d+(?:,\d+){3}）")
_DOUBT = re.compile(r"识别把握不大（\d+%）(?:：.*?)?(?=，见第\d+页|。$)")
_EVIDENCE = re.compile(r"：[^：]*识别把握只有.*(?=。$)")
_FOR_US = re.compile(r"，请把文件交给维护人员")

_TO_YOU = (
    ("请单位", "请"),
    ("建议单位", "建议"),
    ("须由单位", "须由你单位"),
    ("，不代填", ""),
    ("识别有误", "有误"),
)
"""How findings speak of the department and to the office, and how a letter speaks to the former."""

_REQUESTS = {
    "file.unsafe": "请另存为不含宏和外部链接的普通文件后再报。",
    "file.timeout": "请拆分文件，或压缩其中的图片后再报。",
}
"""What a letter asks for where the catalogue tells the office what to do."""

_ACTIONS = {rule.code: f"{rule.action}。" for rule in RULES}


def statement(finding: PublishedFinding, units: Mapping[str, str]) -> str:
    """What is wrong: without places on the page in points, and without how sure recognition is.

    `units` names the department of each submission: a letter speaks of other departments, not of
    the files that these have sent.
    """
    text = _BOX.sub("", plain(finding.message))
    text = _FOR_US.sub("", _EVIDENCE.sub("", _DOUBT.sub("辨认不清", text)))
    return _ended(_to_department(_named(text, finding.id, units)))


def contrast(finding: PublishedFinding, said: str) -> str:
    """What should stand and what does, as far as the statement does not say so already."""
    told = [
        f"{word}：{text}"
        for word, text in (("应为", plain(finding.expected)), ("实为", plain(finding.found)))
        if text and not _says(said, text)
    ]
    return _ended("；".join(told)) if told else ""


def request(finding: PublishedFinding) -> str:
    """What the department is asked to do; empty where nothing is."""
    advice = finding.advice
    if advice in {"", _ACTIONS.get(finding.code)}:
        advice = _REQUESTS.get(finding.code, advice)
    text = _to_department(plain(advice))
    if not text:
        return ""
    return _ended(text if "请" in text or "建议" in text else f"请{text}")


def _named(text: str, ours: str, units: Mapping[str, str]) -> str:
    def name_of(quoted: re.Match[str]) -> str:
        unit = units.get(quoted[0][1:-1])
        return quoted[0] if unit in {None, "", units.get(ours)} else str(unit)

    return _QUOTED.sub(name_of, text)


def _to_department(text: str) -> str:
    """What is quoted is the department's own, and stays."""
    parts = _QUOTED.split(text)
    return "".join(part if part.startswith("“") else _addressed(part) for part in parts)


def _addressed(text: str) -> str:
    for ours, yours in _TO_YOU:
        text = text.replace(ours, yours)
    return text


def _says(text: str, part: str) -> bool:
    """Whether each of its parts stands there by itself: 1 is not said by 第1-1-1项 or 12分."""
    patterns = (rf"(?<![\d.-]){re.escape(p)}(?![\d.-]|项)" for p in part.split("；"))
    return all(re.search(pattern, text) for pattern in patterns)


def _ended(text: str) -> str:
    return text if not text or text.endswith(("。", "？", "！")) else f"{text.rstrip('；，')}。"
