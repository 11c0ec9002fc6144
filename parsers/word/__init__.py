"""The reader of Word documents (.docx and its kin, transitional and strict)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import Empty, TooLarge, Unreadable
from parsers.model import Grid, Kind, Reading
from parsers.opc import open_package
from parsers.word.names import W, find, is_prompt
from parsers.word.numbering import numbering_of
from parsers.word.sections import sections_of
from parsers.word.story import Story
from parsers.word.styles import styles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from parsers.limits import Limits
    from parsers.model import Block
    from parsers.opc import Package

_METHOD = "Word 结构"
_USUAL_NAME = "word/document.xml"
_CELL_END = b"</w:tc>"


def read_word(data: bytes, limits: Limits) -> Reading:
    """Read a Word document: its paragraphs and tables in order, without places.

    Insertions are kept, deletions and hidden text dropped, automatic numbers written out. The
    header of a section's pages comes before the section, once, for titles stand there; footers,
    notes and comments are left out.

    Raises:
        Unreadable: it is no Word document, or is damaged.
        Empty: it says nothing.
        Encrypted, Unsafe, TooLarge: see `opc.open_package`; also TooLarge for too many cells or
            too deep a nesting.
    """
    document = _document(open_package(data, limits), limits)
    body = find(document.root("officeDocument"), "body")
    if body is None:
        raise Unreadable("文件已损坏：Word 文档没有正文，请重新导出后再报送")
    styles = styles_of(document.root("styles"))
    story = Story(styles, numbering_of(document.root("numbering"), styles), limits)
    blocks = tuple(b for b in _in_order(body, story, document) if not _is_blank(b))
    if not blocks:
        raise Empty("Word 文档中没有文字和表格（可能只有图片），请提供文字版或 PDF 扫描件")
    return Reading(Kind.DOCX, blocks, method=_METHOD, notes=tuple(_notes(body, story)))


@dataclass(frozen=True, slots=True)
class _Document:
    """A package, the name of its main part, and the bounds within which parts are parsed."""

    package: Package
    main: str
    limits: Limits

    def root(self, kind: str) -> _Element | None:
        """The root of the main part, or of the first part of a kind that it points to."""
        if kind == "officeDocument":
            return self.parsed(self.main)
        names = self.package.related(kind, self.main)
        return self.parsed(names[0]) if names else None

    def parts_by_id(self) -> Mapping[str, str]:
        """The names of the parts that the main part points to, by the ids it uses for them."""
        return {known.id: known.target for known in self.package.relations(self.main)}

    def parsed(self, name: str) -> _Element:
        """The root of a part, within bounds."""
        if self.package.read(name).count(_CELL_END) >= self.limits.cells:
            raise TooLarge(f"表格单元格过多（上限 {self.limits.cells} 个），请拆分后再报送")
        root = self.package.xml(name)
        if root.xpath("/*" * (self.limits.depth + 1)):
            raise TooLarge(f"文件嵌套过深（上限 {self.limits.depth} 层），请简化后再报送")
        return root


def _document(package: Package, limits: Limits) -> _Document:
    names = package.related("officeDocument") or (_USUAL_NAME,)
    return _Document(package, names[0], limits)


def _in_order(body: _Element, story: Story, document: _Document) -> Iterator[Block]:
    parts = document.parts_by_id()
    printed: set[str] = set()
    for section in sections_of(body):
        for name in (parts[header] for header in section.headers if header in parts):
            if name not in printed:
                printed.add(name)
                yield from (b for b in story.blocks(document.parsed(name)) if _is_worded(b))
        yield from story.blocks(section.elements)


def _is_worded(block: Block) -> bool:
    """Whether a header's block says something: page numbers and rules do not."""
    cells = block.cells if isinstance(block, Grid) else (block,)
    return any(character.isalpha() for cell in cells for character in cell.source.text)


def _is_blank(block: Block) -> bool:
    return not isinstance(block, Grid) and not block.source.text.strip()


def _notes(body: _Element, story: Story) -> Iterator[str]:
    prompts = sum(1 for control in body.iter(f"{W}sdt") if is_prompt(control))
    embedded = sum(1 for _ in body.iter(f"{W}altChunk"))
    if story.covered:
        yield f"{story.covered} 个被合并遮住的单元格里还有文字，Word 中看不到，未采用"
    if prompts:
        yield f"{prompts} 处内容控件未填写，只有提示文字，按空白处理"
    if embedded:
        yield f"{embedded} 处嵌入的外部文档未读取，请在 Word 中打开并另存后再报送"
