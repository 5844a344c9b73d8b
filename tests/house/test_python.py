"""The Python of the house: size, docstrings, names, handlers, doors. Every check is first seen to fail."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import python_faults as faults
from source import ROOT, SOURCE, files, modules, place, tree

DOORS = ("web", "api", "cli")
LONG = "def f():\n" + "    x = 1\n" * 60


def faults_in(paths: Iterable[Path], check: Callable[[ast.Module], Iterable[faults.Fault]]) -> list[str]:
    """The faults of all paths, as lines that an editor can jump to."""
    return [f"{place(path, line)} {fault}" for path in paths for line, fault in check(tree(path))]


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        (faults.missing_docstring, "x = 1\n"),
        (faults.too_long, LONG),
        (faults.too_long, '"""A doc."""\n' + "x = 1\n" * 400),
        (faults.broad_except, "try:\n    pass\nexcept Exception:\n    pass\n"),
        (faults.broad_except, "try:\n    pass\nexcept (ValueError, BaseException):\n    pass\n"),
        (faults.broad_except, "try:\n    pass\nexcept:\n    pass\n"),
        (faults.empty_names, "def process_rows(): ...\n"),
        (faults.empty_names, "def handle_upload(): ...\n"),
        (faults.empty_names, "class PlanManager: ...\n"),
        (faults.writes, "person.save()\n"),
        (faults.writes, "Call.objects.create(year=2027)\n"),
        (faults.writes, "Call.objects.filter(year=2027).update(year=2028)\n"),
        (faults.writes, "call.delete()\n"),
    ],
)
def test_a_bad_snippet_is_caught(check: Callable[[ast.Module], Iterable[faults.Fault]], bad: str) -> None:
    assert len(list(check(ast.parse(bad)))) == 1


@pytest.mark.parametrize(
    ("check", "good"),
    [
        (faults.missing_docstring, ""),
        (faults.missing_docstring, '"""What it is for."""\nx = 1\n'),
        (faults.too_long, "def f():\n" + "    x = 1\n" * 59),
        (faults.broad_except, "try:\n    pass\nexcept (ValueError, OSError):\n    pass\n"),
        (faults.broad_except, "try:\n    pass\nexcept BaseException:\n    clean()\n    raise\n"),
        (faults.empty_names, "def process_view(): ...\ndef submit(): ...\nclass Plan: ...\n"),
        (faults.writes, "counts.update(other)\nCall.objects.filter(year=2027).count()\n"),
    ],
)
def test_a_good_snippet_is_left_alone(check: Callable[[ast.Module], Iterable[faults.Fault]], good: str) -> None:
    assert list(check(ast.parse(good))) == []


def test_modules_say_what_they_are_for() -> None:
    assert faults_in(modules(), faults.missing_docstring) == []


def test_functions_and_modules_stay_small() -> None:
    assert faults_in(modules(), faults.too_long) == []


def test_nothing_is_swallowed() -> None:
    assert faults_in(modules(), faults.broad_except) == []


def test_names_speak() -> None:
    drawers = [place(path) for path in modules() if any(map(faults.empty_module_name, (path.stem, path.parent.name)))]
    assert drawers == []
    assert faults_in(modules(), faults.empty_names) == []


@pytest.mark.parametrize("name", ["utils", "common", "helpers", "manager"])
def test_a_drawer_is_caught(name: str) -> None:
    assert faults.empty_module_name(name)


def test_doors_never_write_records() -> None:
    assert faults_in(modules(*DOORS), faults.writes) == []


def test_tests_of_postgres_stand_where_they_are_run() -> None:
    """script/test runs only these folders on PostgreSQL; a mark elsewhere would be run nowhere."""
    run_there = {"records", "stages", "web", "api", "cli", "house"}
    marked = [path for path in files(ROOT / "tests", ".py") if "mark.postgres" in path.read_text(encoding="utf-8")]
    assert [place(path) for path in marked if path.relative_to(ROOT / "tests").parts[0] not in run_there] == []


def test_every_room_is_read() -> None:
    """An empty list of modules would make every check above pass."""
    rooms = {path.relative_to(SOURCE).parts[0] for path in modules()}
    assert {"terms", "policy", "planner", "intake", "records", "stages", "web", "cli", "config"} <= rooms
