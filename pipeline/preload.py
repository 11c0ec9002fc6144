"""What every child needs, loaded once in the server that children are forked from.

camelot and pdfplumber are not among them: few files need a second opinion.
"""

from __future__ import annotations

from importlib import import_module

from normalizers.scheme import packaged_schemes

for _module in ("parsers.pdf", "parsers.word", "parsers.sheet", "pipeline.process"):
    import_module(_module)
packaged_schemes()
