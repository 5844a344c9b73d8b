"""Tells, after the tests of the house, what is over the aimed (not the hard) size."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import python_faults
from source import modules, place, tree


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Lists functions and modules over the aim; a list to look at, not a failure."""
    aims = {"function": python_faults.AIMED_FUNCTION, "module": python_faults.AIMED_MODULE}
    over = [
        f"{place(path, line)} {fault}"
        for path in modules()
        for line, fault in python_faults.too_long(tree(path), **aims)
    ]
    if over:
        terminalreporter.section("over the aimed size")
        terminalreporter.write_line("\n".join(over))
