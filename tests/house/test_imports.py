"""The import contracts of pyproject.toml hold; and a wrong import would break them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from source import ROOT

RUN = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"


def contracts_kept(folder: Path, *, source: Path) -> subprocess.CompletedProcess[str]:
    """Runs import-linter on the packages of `source` with the configuration in `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", RUN]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_contracts_hold() -> None:
    result = contracts_kept(ROOT, source=ROOT / "src")
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_wrong_import_breaks_them(tmp_path: Path) -> None:
    """A small house of the same plan, in which policy asks the database."""
    for room in ("terms", "policy", "policy/rules", "planner", "intake", "records", "records/models", "documents",
                 "reports", "stages", "web", "api", "cli", "config"):  # fmt: skip
        (tmp_path / "doanra" / room).mkdir(parents=True)
        (tmp_path / "doanra" / room / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "doanra" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert contracts_kept(tmp_path, source=tmp_path).returncode == 0
    (tmp_path / "doanra" / "policy" / "assess.py").write_text("import doanra.records.models\n", encoding="utf-8")
    broken = contracts_kept(tmp_path, source=tmp_path)
    assert broken.returncode == 1
    assert "BROKEN" in broken.stdout
