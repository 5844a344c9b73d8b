"""Where the checks of the house read: the tracked files, and what is parsed out of them once."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "doanra"
VENDORED = ("vendor", "vendored", "dist")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: those that git holds and those that it would take."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file()))


def files(folder: Path, *endings: str, vendored: bool = False) -> list[Path]:
    """Tracked files below a folder with one of the endings; without what others wrote, unless asked for."""
    return [
        path
        for path in tracked()
        if path.is_relative_to(folder) and path.suffix in endings and (vendored or not set(path.parts) & set(VENDORED))
    ]


def modules(*rooms: str) -> list[Path]:
    """The Python files of the source, or of some rooms; migrations are a diary and left out."""
    folders = [SOURCE / room for room in rooms] or [SOURCE]
    return [path for folder in folders for path in files(folder, ".py") if "migrations" not in path.parts]


@cache
def text(path: Path) -> str:
    """The file's text."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(text(path), filename=str(path))


def place(path: Path, line: int | None = None) -> str:
    """How a fault is cited: the path inside the project and the line."""
    name = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
    return f"{name}:{line}" if line else name
