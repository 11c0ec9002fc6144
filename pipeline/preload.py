"""What every child needs; importing it is its use: the server that children are forked from does.

camelot and pdfplumber are not among it: few files need a second opinion. Nor is the recogniser:
its threads would not live on in a child. OpenCV and Pillow start none before they are used.
"""

from __future__ import annotations

import gc
from importlib import import_module

from normalizers.glyphs import likeness
from normalizers.scheme import packaged_schemes

_SELDOM = 200_000
"""Objects made between two collections: a child lives for one file only. A run over 24 PDFs took
4.4 s with it and 6.4 s with Python's own 700."""

for _module in (
    "parsers.image",
    "parsers.ofd",
    "parsers.office",
    "parsers.pdf",
    "parsers.sheet",
    "parsers.transcript",
    "parsers.word",
    "pipeline.packed",
    "pipeline.process",
):
    import_module(_module)
packaged_schemes()
likeness("玉", "王")  # reads the tables of characters

# A child's collector would touch, and so copy, every page that it shares with the server: 9.8 s
# for the same run.
gc.collect()
gc.freeze()
gc.set_threshold(_SELDOM)
