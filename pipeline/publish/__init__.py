"""Writes the published dataset, all of it or nothing."""

from .hold import held
from .names import RUN_RECORD, WORKBOOK
from .swap import Seal, recover, replace_files

__all__ = ["RUN_RECORD", "WORKBOOK", "Seal", "held", "recover", "replace_files"]
