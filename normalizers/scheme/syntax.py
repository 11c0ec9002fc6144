"""What tomllib says of a text that is no TOML, in Chinese."""

from __future__ import annotations

import re

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_REASONS = (
    ("Invalid value", "等号后面没有合法的值；文字要写在英文引号里"),
    ("Invalid statement", "这里应是“键 = 值”或 [表名]；中文的键要写在英文引号里"),
    ("Invalid initial character for a key part", "键不合法；中文的键要写在英文引号里"),
    ("Expected '=' after a key", "键后面缺等号；中文的键要写在英文引号里"),
    ("Expected ']'", "表名后面缺方括号"),
    ("Unclosed array", "列表没有写完：缺逗号或方括号"),
    ("Unclosed inline table", "花括号里没有写完：缺逗号或花括号"),
    ("Unterminated string", "文字没有写完：缺引号"),
    ("Illegal character", "文字里有不能直接写的字符，或缺引号"),
    ("Unescaped '\\'", "反斜杠要写两个"),
    ("Expected newline or end of document", "值后面多了内容，或缺引号"),
    ("Cannot overwrite a value", "这个键前面已经写过"),
    ("Cannot declare", "这个表前面已经写过"),
    ("Duplicate inline table key", "花括号里有一个键写了两次"),
    ("Cannot", "这个键与前面的矛盾"),
)


def told(message: str) -> str:
    """Tomllib's message as a Chinese clause with line and column; unknown ones keep its words."""
    place = _PLACE.search(message)
    reason = message[: place.start()] if place else message
    said = next((text for start, text in _REASONS if reason.startswith(start)), reason)
    if place is None:
        return said
    line = f"第{place['line']}行第{place['column']}列" if place["line"] else "文件末尾"
    return f"{line}，{said}"
