"""Options of the tests, and what pytest must know of their helpers."""

from __future__ import annotations

import pytest
from hypothesis import settings

# Before the helpers are imported: their assertions tell what is wrong, too.
pytest.register_assert_rewrite("tests")

from tests.support.golden import Goldens  # noqa: E402

# How long an example takes depends on what else the machine does; it proves nothing.
settings.register_profile("docgen", deadline=None)
settings.load_profile("docgen")

UPDATED = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden``."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests found into the golden files (tests/flowchart/baseline.json), "
        "where else it is compared with them and a missing one fails. Look at the pictures first: "
        "docgen sop render tests/cases/flowchart/NAME.yaml --format svg",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Golden files are written by one process."""
    if config.getoption("--update-golden") and getattr(config.option, "numprocesses", None):
        raise pytest.UsageError("--update-golden needs a single process: leave out -n")
    config.stash[UPDATED] = []


@pytest.fixture
def goldens(pytestconfig: pytest.Config) -> Goldens:
    """What was found and looked at before."""
    return Goldens(pytestconfig.getoption("--update-golden"), pytestconfig.stash[UPDATED])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Which golden values are new."""
    for name in terminalreporter.config.stash[UPDATED]:
        terminalreporter.write_line(f"golden written: {name}")
