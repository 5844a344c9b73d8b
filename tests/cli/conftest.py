"""The command in a process of its own with an installation of its own, or quickly in this one on the tests' tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli.installation import Installation

from doanra.cli import main


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A new installation after `doanra begin`, made once for all tests that only read or add to it."""
    made = Installation(tmp_path_factory.mktemp("var"))
    ran = made.run("begin")
    assert ran.returncode == 0, ran.stderr
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    """An installation that has not begun."""
    return Installation(tmp_path / "var")


@pytest.fixture
def doanra(db: None, capsys: pytest.CaptureFixture[str], _only_verbs_write: Any) -> Callable[..., SimpleNamespace]:
    """`doanra WORDS...` within this process: exit code and what was printed."""

    def run(*words: str) -> SimpleNamespace:
        try:
            with _only_verbs_write.door():
                code = main(words)
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=said.out, stderr=said.err)

    return run
