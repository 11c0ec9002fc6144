"""A scheme for the next year, from its blank form."""

from .doubts import Doubt
from .learned import Learned, NothingLearned, learned_from
from .report import report_of
from .scheme_text import text_of, written_to

__all__ = [
    "Doubt",
    "Learned",
    "NothingLearned",
    "learned_from",
    "report_of",
    "text_of",
    "written_to",
]
