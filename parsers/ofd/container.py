"""The parts of an OFD file, found by the locations that other parts give (ST_Loc, 7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import FileProblem, TooLarge, Unreadable, Unsafe
from parsers.markup import root_of
from parsers.opc import open_plain_package
from parsers.prolog import refuse_doctype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from parsers.limits import Limits
    from parsers.opc import Package

ENTRY = "OFD.xml"
OUTSIDE = "文件部件 {part} 指向文件之外（{location}），为安全起见不予读取"


@dataclass(frozen=True, slots=True)
class Container:
    """An OFD file whose bounds were checked; nothing outside it is ever looked for."""

    _package: Package

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return self._package.names

    def find(self, location: str, part: str) -> str | None:
        """The part at this location; None where there is none.

        A location counts from the folder of the part that gives it, or from the file's root if it
        begins with `/`. Some writers count from a folder further up: those are tried next.

        Raises:
            Unsafe: it leads outside the file.
        """
        for name in _candidates(location, part):
            if name in self._package:
                return name
        return None

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            Unreadable: there is none, or it is damaged.
        """
        return self._package.read(part)

    def root(self, part: str) -> _Element:
        """The root element of a part.

        Raises:
            Unreadable: there is no such part, or it is no XML.
            Unsafe: it declares a document type.
            TooLarge: its elements nest too deeply.
        """
        data = self._package.read(part)
        refuse_doctype((data,), part)
        return root_of(data, part)

    def root_at(self, location: str, part: str) -> tuple[_Element, str]:
        """The root element of the part at this location, and the part's name.

        Raises:
            Unreadable: there is no such part, or it is no XML; names it.
            Unsafe: it leads outside the file, or declares a document type.
            TooLarge: its elements nest too deeply.
        """
        name = self.find(location, part)
        if name is None:
            raise Unreadable(f"文件已损坏：缺少部件 {location or '（未写明）'}，请重新导出后再报送")
        return self.root(name), name

    def root_if_sound(self, location: str, part: str) -> tuple[_Element, str] | None:
        """As `root_at`, and None where the part is missing or damaged.

        Raises:
            Unsafe: it leads outside the file, or declares a document type.
            TooLarge: its elements nest too deeply.
        """
        try:
            return self.root_at(location, part)
        except (Unsafe, TooLarge):
            raise
        except FileProblem:
            return None


def open_container(data: bytes, limits: Limits) -> Container:
    """Open an OFD file after checking its size and names; nothing is unpacked to disk.

    Raises:
        FileProblem: as `opc.open_plain_package` says.
    """
    return Container(open_plain_package(data, limits))


def _candidates(location: str, part: str) -> Iterator[str]:
    path = location.strip().replace("\\", "/")
    folder = [] if path.startswith("/") else part.split("/")[:-1]
    steps = [step for step in path.split("/") if step not in {"", "."}]
    if ":" in path or not _is_within(folder, steps):
        raise Unsafe(OUTSIDE.format(part=part, location=location))
    while steps:
        if _is_within(folder, steps):
            yield "/".join(_followed(folder, steps))
        if not folder:
            return
        folder = folder[:-1]


def _is_within(folder: list[str], steps: list[str]) -> bool:
    depth = len(folder)
    for step in steps:
        depth += -1 if step == ".." else 1
        if depth < 0:
            return False
    return True


def _followed(folder: list[str], steps: list[str]) -> list[str]:
    place = list(folder)
    for step in steps:
        if step == "..":
            place.pop()
        else:
            place.append(step)
    return place
