"""How well damaged forms are repaired: made-up forms, damages of every kind, what became of them.

The forms are drawn by the tests' builder with people and seeds of their own; the damages are this
package's.
"""

from __future__ import annotations

import sys
from pathlib import Path

_BUILDER = str(Path(__file__).resolve().parents[2] / "tests")
if _BUILDER not in sys.path:
    sys.path.append(_BUILDER)
