"""How well scans are read: made-up forms on paper, spoilt, taken by machines, and read again.

The forms and their scans are drawn by the tests' builders, with seeds of their own.
"""

from __future__ import annotations

import sys
from pathlib import Path

_BUILDER = str(Path(__file__).resolve().parents[2] / "tests")
if _BUILDER not in sys.path:
    sys.path.append(_BUILDER)
