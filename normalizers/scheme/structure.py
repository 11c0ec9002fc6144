"""Plain TOML values to a Scheme: strictly by type, with every fault by its path.

cattrs would take 5 for "5" and a text for a list of its characters, and what it says of a fault is
no sentence for a clerk; so the fields of the model's classes are read here.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, cast, get_args, get_origin, get_type_hints

from normalizers.alignment import ORDER
from normalizers.model import Field

from .model import Scheme
from .problem import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .problem import KeyPath

_NAMES = {str: "文字（写在引号里）", int: "整数", float: "小数", bool: " true 或 false "}


def structured(values: Mapping[str, object]) -> Scheme | tuple[Fault, ...]:
    """The scheme of a file's values; or all the faults that keep them from being one."""
    reader = _Reader([])
    scheme = reader.value(Scheme, values, ())
    return tuple(reader.faults) or cast("Scheme", scheme)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values by type; what does not fit comes out as None, with a fault noted."""

    faults: list[Fault]

    def value(self, kind: object, value: object, path: KeyPath) -> object:
        """The value as this type holds it."""
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is tuple:
            return self._tuple(arguments[0], value, path)
        if origin is dict:
            return self._dict(arguments, value, path)
        if NoneType in arguments:
            return self.value(arguments[0], value, path)
        if is_dataclass(kind) and isinstance(kind, type):
            return self._record(kind, value, path)
        return self._plain(cast("type", kind), value, path)

    def _record(self, kind: type, value: object, path: KeyPath) -> object:
        if not isinstance(value, dict):
            return self._fault(path, f"应为表（键 = 值），不是{_shown(value)}")
        types, known = _types(kind), {f.name: f for f in fields(kind)}
        for key in (k for k in value if k not in known):
            self._fault((*path, key), f"不认识的键；这里可以写：{'、'.join(known)}")
        for name, field in known.items():
            optional = field.default is not MISSING or field.default_factory is not MISSING
            if name not in value and not optional:
                self._fault((*path, name), "缺这个键")
        own = {k: self.value(types[k], v, (*path, k)) for k, v in value.items() if k in known}
        return None if self.faults else kind(**own)

    def _tuple(self, element: object, value: object, path: KeyPath) -> object:
        if not isinstance(value, list):
            return self._fault(path, f"应为列表（写在方括号里），不是{_shown(value)}")
        return tuple(self.value(element, v, (*path, i)) for i, v in enumerate(value))

    def _dict(self, kinds: tuple[object, ...], value: object, path: KeyPath) -> object:
        if not isinstance(value, dict):
            return self._fault(path, f"应为表（键 = 值），不是{_shown(value)}")
        return {
            self.value(kinds[0], k, (*path, k)): self.value(kinds[1], v, (*path, k))
            for k, v in value.items()
        }

    def _decimal(self, value: object, path: KeyPath) -> object:
        try:
            number = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        return number if number.is_finite() else self._fault(path, f"应为数，不是{_shown(value)}")

    def _field(self, value: object, path: KeyPath) -> object:
        field = next((f for f in ORDER if f == value), None)
        known = "、".join(ORDER)
        return field or self._fault(path, f"没有叫{_shown(value)}的栏目；栏目有：{known}")

    def _plain(self, kind: type, value: object, path: KeyPath) -> object:
        if kind is Decimal:
            return self._decimal(value, path)
        if kind is Field:
            return self._field(value, path)
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is kind:
            return value
        return self._fault(path, f"应为{_NAMES[kind]}，不是{_shown(value)}".replace(" ，", "，"))

    def _fault(self, path: KeyPath, reason: str) -> object:
        """Nothing in the place of the value, and the fault noted."""
        self.faults.append(Fault(path, reason))
        return None


@cache
def _types(kind: type) -> Mapping[str, object]:
    return get_type_hints(kind)


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "表" if isinstance(value, dict) else "列表"
    return f" {str(value).lower()}" if isinstance(value, bool) else f"“{value}”"
