"""The year's form and rules, read from a scheme file: nothing of them stands in code."""

from .choosing import packaged_schemes, scheme_for
from .lines import lines_of
from .loading import as_mapping, load_scheme, scheme_in
from .model import (
    WORDING_FIELDS,
    Category,
    FixedItem,
    Scheme,
    SectionScheme,
    SuperiorList,
    Thresholds,
    Wording,
)
from .problem import Fault, KeyPath, SchemeProblem, shown
from .rules import faults_in

__all__ = [
    "WORDING_FIELDS",
    "Category",
    "Fault",
    "FixedItem",
    "KeyPath",
    "Scheme",
    "SchemeProblem",
    "SectionScheme",
    "SuperiorList",
    "Thresholds",
    "Wording",
    "as_mapping",
    "faults_in",
    "lines_of",
    "load_scheme",
    "packaged_schemes",
    "scheme_for",
    "scheme_in",
    "shown",
]
