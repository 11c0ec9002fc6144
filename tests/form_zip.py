"""Office packages whose bytes do not depend on the hour they were made."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

STAMP = (2025, 1, 3, 9, 0, 0)
STAMPED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def with_fixed_dates(package: bytes) -> bytes:
    """The same package with every date in and around its parts set to one moment."""
    buffer = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = STAMPED.sub(rb"\g<1>2025-01-03T09:00:00Z\g<2>", part)
            info = ZipInfo(name, STAMP)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, part)
    return buffer.getvalue()
