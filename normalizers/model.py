"""What normalizers hand out: a Form of clean values, each with its source and its repairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - cattrs reads the annotations
from decimal import Decimal  # noqa: TC003
from enum import StrEnum
from typing import Generic, TypeVar

from parsers.model import Place, Reading, Source  # noqa: TC001

T_co = TypeVar("T_co", covariant=True)


class Field(StrEnum):
    """The fields of a form, by the names that the dataset gives them."""

    SECTION = "大类"
    CATEGORY = "项目"
    NUMBER = "序号"
    BASIS = "文件依据"
    LEVEL1 = "一级指标"
    LEVEL2 = "二级指标"
    WEIGHT = "权重"
    DEADLINE = "完成时限"
    LEADERS = "分管领导"
    UNITS = "责任单位"
    OWNERS = "责任人"
    REMARK = "备注"
    TITLE = "标题"
    UNIT = "参评单位"
    YEAR = "年度"
    DATE = "日期"
    POINTS = "分值"
    LETTER_NUMBER = "发文字号"
    LETTER_DATE = "发文日期"
    LETTER_UNIT = "发文单位"
    ATTACHMENT = "附件"


class Origin(StrEnum):
    """How a form came, the one that counts first.

    A scan, or a PDF, shows the signature and the seal; Word and Excel files are legible; a
    transcript is what a recognition program made of some scan.
    """

    SCAN = "扫描件"
    PDF = "PDF文件"
    WORD = "Word文件"
    SHEET = "Excel文件"
    TRANSCRIPT = "识别文本"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a submission, read; `name` is the file's name, with its ending."""

    name: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Repair:
    """A change from what was read to what is published; or one that was weighed and not made.

    `rule` is a dotted code (`number.brackets`), `evidence` one Chinese sentence, `confidence`
    the share of such repairs that are right, between 0 and 1.
    """

    field: Field
    before: str
    after: str
    rule: str
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Value(Generic[T_co]):
    """A clean value, where it came from, and what was done to it.

    `value` is None where nothing legible was found: then `source.text` still holds what stood
    there, possibly nothing. `repairs` were made, in order; `suggestions` were not: the evidence
    falls short, or several candidates fit.
    """

    value: T_co | None
    source: Source
    repairs: tuple[Repair, ...] = ()
    suggestions: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """One document of 文件依据: a title in 《》, a number, or both; or a plain name (三定方案).

    `title` keeps its 《》; `number` is in the form 泉洛政办〔2024〕10号, or as it was read where it
    cannot be brought into form: then `flaw` says why, in Chinese, with a proposal if there is one.
    `year` is the number's year.
    """

    title: str | None
    number: str | None
    raw: str
    year: int | None = None
    flaw: str | None = None

    def __str__(self) -> str:
        if self.title and self.number:
            return f"{self.title}（{self.number}）"
        return self.title or self.number or self.raw


@dataclass(frozen=True, slots=True)
class Reference:
    """Items of one superior list that an indicator cites; `source_list` is its canonical name.

    `items` is empty where the text names the list, or a plan, without numbers.
    """

    source_list: str
    items: tuple[int, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf row of the form.

    `group` is the part of the number that one 一级指标 covers (`1-5` of 1-5-2), empty in sections
    without 二级指标. An item of such a section has its 目标内容 in `level1` and an empty `level2`.
    `uncertain_level1` says, in Chinese, why it is doubtful which 一级指标 covers this row, and
    names the alternatives; None where it is not.
    """

    section: str
    category: Value[str]
    number: Value[str]
    group: str
    bases: Value[tuple[Basis, ...]]
    level1: Value[str]
    level2: Value[str]
    weight: Value[Decimal]
    deadline: Value[str]
    due: date | None
    leaders: Value[tuple[str, ...]]
    units: Value[tuple[str, ...]]
    owners: Value[tuple[str, ...]]
    remark: Value[str]
    level1_references: tuple[Reference, ...]
    level2_references: tuple[Reference, ...]
    place: Place
    uncertain_level1: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedPoints:
    """Points that stand in a label (职能工作目标75分, 依法履职（8分）); `label` is without them."""

    label: str
    points: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class Section:
    """A 大类 of the form, by the scheme's name, with its indicators in the order of the form.

    `total` is what the 合计 row prints, None where there is no such row. `missing_columns` are
    columns of the scheme that the section's table has not got.
    """

    name: str
    indicators: tuple[Indicator, ...]
    printed: tuple[PrintedPoints, ...] = ()
    total: Value[Decimal] | None = None
    missing_columns: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """The 函 that comes with a form.

    `unit` is whom the letter's title speaks for, without the city's name; `announced` are the
    attachments that it names, in order, without their numbers.
    """

    number: Value[str]
    title: Value[str]
    unit: Value[str]
    date: Value[date]
    announced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Residue:
    """A leftover of the template, or a stray foreign word: the text and what it stands in."""

    text: str
    context: str
    place: Place


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year that a part of the submission is about; `part` is 函, 方案, 考评表 or 文件名."""

    part: str
    year: int
    source: Source


class Presence(StrEnum):
    """Which of two copies of a form something stands in."""

    BOTH = "两份都有"
    OURS = "只在本表"
    THEIRS = "只在另一份"


@dataclass(frozen=True, slots=True)
class Difference:
    """What two copies of one form say differently; `ours` is the copy that was asked about.

    `number` is the row's 序号, empty where it has none or the whole form is meant; `item` names
    what differs where there is no number: the row's text, or a section. `presence` says that a
    row, a section or a column stands in one copy only; else `ours` and `theirs` are both values,
    empty where blank. `legible`: a program read ours off a picture, with doubt or with look-alike
    characters, so that theirs may be what is written there.
    """

    number: str
    item: str
    field: Field
    ours: str
    theirs: str
    our_place: Place
    their_place: Place
    presence: Presence = Presence.BOTH
    legible: bool = False


@dataclass(frozen=True, slots=True)
class FormCopy:
    """The same form in another file of the submission, and where it says something else.

    `files` are its files' names. `rows` counts its rows; with less than half of the form's it is a
    fragment, and only the rows that it has are compared.
    """

    files: tuple[str, ...]
    origin: Origin
    rows: int
    fragment: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A form in the submission's files that is not the one that is read.

    `unit` and `year` are None where it does not say; `place` is where it begins.
    """

    file: str
    title: str
    unit: str | None
    year: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Form:
    """One submission's content, normalised.

    `unit` is 参评单位 without the city's name; its source is the form's own line, or the letter's
    text where that line is blank: then `unit_printed` is False. `date` likewise stands on the
    form itself. `plan` is the title of the 工作方案, None where it is not attached. `attached` are
    the titles of the parts that are there. `files` are the names of those that the form itself
    stands in, and `origin` how it came; `copies` are the same form in other files, `others` are
    other forms.
    """

    title: Value[str]
    unit: Value[str]
    unit_printed: bool
    year: int | None
    series: str
    date: Value[str]
    sections: tuple[Section, ...]
    letter: Letter | None = None
    plan: Source | None = None
    attached: tuple[str, ...] = ()
    residues: tuple[Residue, ...] = ()
    years: tuple[YearMention, ...] = ()
    files: tuple[str, ...] = ()
    origin: Origin = Origin.WORD
    copies: tuple[FormCopy, ...] = ()
    others: tuple[OtherForm, ...] = ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every leaf row, in the order of the form."""
        return tuple(i for s in self.sections for i in s.indicators)
