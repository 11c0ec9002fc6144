"""What a letter's file is called: fit for Windows, and the same however the batch changes."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from .plain import plain

if TYPE_CHECKING:
    from .model import Letter

_UNFIT = re.compile(r'[<>:"/\\|?*\s]+')

_PLAIN_ID = re.compile(r"(?P<stem>[a-z0-9㐀-鿿_-]{1,40})(?:\.(?P<ending>[a-z]{2,10}))?")
"""An id that a name can hold as it is. Capitals are not among them: to Windows A and a are one."""

_LONGEST = 60
"""Characters of an id that a name keeps; Windows' paths end at 260."""


def file_name_of(letter: Letter) -> str:
    """The name, which no other submission's letter has: `民政局（pdf）退回修改通知.docx`.

    An id that cannot stand as it is, is shortened and marked with some of its own SHA-256, so that
    its name does not depend on what else was sent.
    """
    return f"{_slug(letter.submission.id)}{letter.verdict.kind}.docx"


def _slug(name: str) -> str:
    match = _PLAIN_ID.fullmatch(name)
    if match is None:
        mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return f"{_UNFIT.sub('_', plain(name))[-_LONGEST:].strip('. ')}（{mark}）"
    ending = match["ending"]
    return f"{match['stem']}（{ending}）" if ending else match["stem"]
