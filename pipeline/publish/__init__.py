"""Writes the published dataset, all of it or nothing."""

from .names import REPORT, RUN_RECORD, WORKBOOK
from .swap import Seal, recover, replace_files

__all__ = ["REPORT", "RUN_RECORD", "WORKBOOK", "Seal", "recover", "replace_files"]
