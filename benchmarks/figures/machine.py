"""On what machine something was measured."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = (
    "numpy",
    "scipy",
    "pypdfium2",
    "pdfplumber",
    "camelot-py",
    "opencv-python-headless",
    "onnxruntime",
    "rapidocr",
    "lxml",
    "openpyxl",
    "xlsxwriter",
    "sqlalchemy",
    "typer",
)
"""Those that the figures depend on."""


def machine_lines() -> tuple[tuple[str, str], ...]:
    """What there is to know of this machine, named."""
    return (
        ("processor", _processor()),
        ("cores", f"{len(os.sched_getaffinity(0))} of {os.cpu_count()}"),
        ("memory", f"{_memory() / 1024**3:.1f} GB"),
        ("system", _system()),
        ("load when it began", f"{os.getloadavg()[1]:.1f} processes in five minutes"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        ("libraries", ", ".join(f"{name} {found}" for name, found in _versions())),
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())


def _memory() -> int:
    """Bytes that the machine has, or that this container may have of them."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    bound = Path("/sys/fs/cgroup/memory.max")
    told = bound.read_text("utf-8").strip() if bound.exists() else ""
    return min(whole, int(told)) if told.isdigit() else whole


def _system() -> str:
    release = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{release}, {platform.system()} {platform.release()} {platform.machine()}"


def _versions() -> list[tuple[str, str]]:
    found = []
    for name in LIBRARIES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            found.append((name, "missing"))
    return found
