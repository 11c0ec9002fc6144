"""A scheme for the next year, from its blank form."""

from .doubts import Doubt
from .learned import Learned, NothingLearned, learned_from
from .scheme_text import text_of

__all__ = ["Doubt", "Learned", "NothingLearned", "learned_from", "text_of"]
