"""The planning folder that stands beside the checkout: years of the real size and the checkers that others wrote."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "../shared/planning"
beside = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder shared/planning is not beside the checkout")


@cache
def program(name: str) -> ModuleType:
    """A program of the folder, as a module."""
    spec = importlib.util.spec_from_file_location(f"shared_{name}", SHARED / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def year(seed: int) -> dict[str, Any]:
    """A year of the real size: some 30 courses, 900 nominees of 100 units."""
    made: dict[str, Any] = program("generate").generate("S1", seed)
    return made


def part_of_a_year(seed: int) -> dict[str, Any]:
    """A third of the courses of a year, and whoever wants one of them."""
    data = year(seed)
    courses = data["courses"][1::3]
    offered = {course["id"] for course in courses}
    people = []
    for person in data["nominees"]:
        choices = [choice for choice in person["choices"] if choice["course"] in offered]
        people += [person | {"choices": choices}] if choices else []
    return data | {"courses": courses, "nominees": people}
