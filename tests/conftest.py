"""What all tests share: the samples beside the checkout, and no skipping in CI."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from postgres import Server, binaries, server

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

NO_SHARED = "no shared folder beside the checkout"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of samples beside the checkout; the test is skipped where there is none."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip(NO_SHARED)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; the test is skipped where its programs are not installed."""
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server in /usr/lib/postgresql")
    with server(programs) as running:
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return _without_skips(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return _without_skips(report)


def _without_skips(report: Report) -> Report:
    """In CI a skipped test has failed, unless what it lacks is the samples."""
    in_ci = os.environ.get("CI") == "true"
    if in_ci and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr)
        if NO_SHARED not in reason:
            report.outcome = "failed"
            report.longrepr = f"skipped, which CI does not allow: {reason}"
    return report
