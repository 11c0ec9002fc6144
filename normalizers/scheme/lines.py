"""The line on which each key of a TOML text stands: tomllib tells values, but not where from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .problem import KeyPath

_TOKEN = re.compile(
    r'(?P<text>"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\')'
    r"|(?P<comment>#[^\n]*)|(?P<newline>\n)|(?P<mark>[\[\]{}=,.])|(?P<bare>[^\s#=\[\]{},.\"']+)",
    re.DOTALL,
)
_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(["\\]))')


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


@dataclass(slots=True)
class _Scanner:
    """Walks over the tokens of a text that is known to be TOML, and notes where keys stand."""

    tokens: list[_Token]
    at: int = 0
    found: dict[KeyPath, int] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)

    def document(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while self._skip({"comment", "newline"}):
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.found

    def _header(self) -> KeyPath:
        line = self._next().line
        several = self._peek() == "["
        if several:
            self._next()
        *parents, last = self._keys()
        path = (*self._entered(tuple(parents), line), last)
        if several:
            place = self.counts.get(path, -1) + 1
            self.counts[path] = place
            self.found.setdefault(path, line)
            path = (*path, place)
            self._next()
        self._next()
        self.found.setdefault(path, line)
        return path

    def _entered(self, keys: KeyPath, line: int) -> KeyPath:
        """A path of header keys, with the number of the element that is being filled."""
        path: KeyPath = ()
        for key in keys:
            path = (*path, key)
            self.found.setdefault(path, line)
            path = (*path, self.counts[path]) if path in self.counts else path
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self.tokens[self.at].line
        path = table
        for key in self._keys():
            path = (*path, key)
            self.found.setdefault(path, line)
        self._next()  # the equals sign
        self._value(path)

    def _keys(self) -> tuple[str, ...]:
        keys = [_key(self._next())]
        while self._peek() == ".":
            self._next()
            keys.append(_key(self._next()))
        return tuple(keys)

    def _value(self, path: KeyPath) -> None:
        if self._peek() == "{":
            self._inline_table(path)
        elif self._peek() == "[":
            self._list(path)
        else:
            while self.at < len(self.tokens) and not self._ends_value():
                self._next()

    def _ends_value(self) -> bool:
        token = self.tokens[self.at]
        return token.kind in {"comment", "newline"} or token.text in {",", "]", "}"}

    def _inline_table(self, path: KeyPath) -> None:
        self._next()
        while self._inside("}"):
            self._pair(path)
        self._next()

    def _list(self, path: KeyPath) -> None:
        self._next()
        place = 0
        while self._inside("]"):
            element = (*path, place)
            self.found[element] = self.tokens[self.at].line
            self._value(element)
            place += 1
        self._next()

    def _inside(self, closing: str) -> bool:
        """Whether another element comes before the closing bracket."""
        self._skip({"comment", "newline"})
        while self._peek() == ",":
            self._next()
            self._skip({"comment", "newline"})
        return self._peek() != closing

    def _skip(self, kinds: set[str]) -> bool:
        while self.at < len(self.tokens) and self.tokens[self.at].kind in kinds:
            self.at += 1
        return self.at < len(self.tokens)

    def _peek(self) -> str:
        """The mark that comes next; empty where no mark comes."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token.text if token and token.kind == "mark" else ""

    def _next(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]


def lines_of(text: str) -> dict[KeyPath, int]:
    """The line, from 1, of each key and list element of a text that tomllib accepts."""
    return _Scanner(list(_tokens(text))).document()


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    line, seen = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        tokens.append(_Token(match.lastgroup or "", match.group(), line))
    return tokens


def _key(token: _Token) -> str:
    if token.kind != "text":
        return token.text
    inner = token.text[1:-1]
    return _ESCAPE.sub(_unescaped, inner) if token.text.startswith('"') else inner


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else str(match[3])
