"""What a letter says, before it is laid out: parts, groups, and the office's own particulars."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.published import PublishedSubmission


class Verdict(StrEnum):
    """What the office tells a department of its submission."""

    PASSED = "审核通过"
    REVISE = "退回修改"
    RESEND = "退回重报"

    @property
    def kind(self) -> str:
        """What the letter is called."""
        return "审核意见" if self is Verdict.PASSED else "退回修改通知"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, when, and by when it is to be sent again; None for no fixed day."""

    office: str
    date: dt.date
    deadline: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The remarks on one section, or on the form as a whole, under a heading with its number."""

    title: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The remarks of one level, under a heading with its number."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A submission's letter; `next_numeral` numbers what the template itself adds after parts."""

    submission: PublishedSubmission
    verdict: Verdict
    parts: tuple[Part, ...]
    next_numeral: str
