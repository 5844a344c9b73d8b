"""Who writes records outside every act: follows calls through the verbs, by name, from where a row is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import python_faults as faults

Function: TypeAlias = tuple[str, str]
"""Module and name; a method goes by its name with a dot before, whatever its class."""

OPENERS = {"acting", "finishing", "together"}
RAW = {"execute", "executemany", "executescript", "copy", "raw"}
WRITES = {*faults.WRITES, "update_or_create", "aupdate", "abulk_create", "insert", "insert_values"}


@dataclass
class Found:
    """What one function does outside every act: lines that write, and functions that it uses there."""

    writes: list[int] = field(default_factory=list)
    uses: set[Function] = field(default_factory=set)
    opens: bool = False
    yields_within: bool = False


class Module(ast.NodeVisitor):
    """Reads one module of the verbs; ``openers`` are names of context managers that open an act."""

    def __init__(self, name: str, tree: ast.Module, openers: set[str]) -> None:
        self.name, self.openers = name, openers
        self.found: dict[Function, Found] = {}
        self.names: dict[str, Function] = {}
        self.modules: dict[str, str] = {}
        self._within, self._at, self._class = 0, (name, ""), False
        self.found[self._at] = Found()
        self._imports(tree)
        self.visit(tree)

    def _imports(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("doanra"):
                for alias in node.names:
                    called, whole = alias.asname or alias.name, f"{node.module}.{alias.name}"
                    self.modules[called] = whole
                    self.names[called] = (node.module or "", alias.name)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                self.names[node.name] = (self.name, node.name)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._class = True
        self.generic_visit(node)
        self._class = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer, within = self._at, self._within
        if outer[1] == "":
            self._at, self._within = (self.name, f".{node.name}" if self._class else node.name), 0
            self.found.setdefault(self._at, Found())
        for part in node.body:
            self.visit(part)
        self._at, self._within = outer, within

    def visit_With(self, node: ast.With) -> None:
        opens = any(_called(item.context_expr) in self.openers for item in node.items)
        for item in node.items:
            self.visit(item.context_expr)
        self._within += opens
        for part in node.body:
            self.visit(part)
        self._within -= opens

    def visit_Yield(self, node: ast.Yield) -> None:
        self._here.yields_within |= bool(self._within)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if not self._within and _writes(node):
            self._here.writes.append(node.lineno)
        if not self._within and isinstance(node.func, ast.Attribute):
            self._here.uses.add(("", f".{node.func.attr}"))
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if not self._within and node.id in self.names and isinstance(node.ctx, ast.Load):
            self._here.uses.add(self.names[node.id])

    def visit_Attribute(self, node: ast.Attribute) -> None:
        owner = self.modules.get(node.value.id) if isinstance(node.value, ast.Name) else None
        if owner and not self._within:
            self._here.uses.add((owner, node.attr))
        self.generic_visit(node)

    def settle(self, found: dict[Function, Found]) -> None:
        """A method of some object is one of this module, or of one that it imports from."""
        near = {self.name, *self.modules.values(), *(module for module, _ in self.names.values())}
        for key, one in self.found.items():
            methods = {use for use in one.uses if use[0] == ""}
            one.uses = (one.uses - methods) | {
                (module, name)
                for _, name in methods
                for module in near
                if (module, name) in found and key != (module, name)
            }

    @property
    def _here(self) -> Found:
        return self.found[self._at]


def _called(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")


def _writes(node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Attribute):
        return False
    owner = ast.unparse(node.func.value)
    if node.func.attr in RAW:
        return "cursor" in owner or "connection" in owner or ".objects" in owner
    if node.func.attr in ("insert", "insert_values"):
        return owner == "bulk"
    stored = node.func.attr != "save" or not {"book", "workbook", "content"} & set(owner.split("."))
    return (node.func.attr in WRITES and stored) or (node.func.attr == "update" and bool(faults.QUERIES.search(owner)))


def read(trees: dict[str, ast.Module]) -> dict[Function, Found]:
    """All functions of these modules; context managers that open an act are found first."""
    openers = set(OPENERS)
    while True:
        modules = [Module(name, tree, openers) for name, tree in trees.items()]
        found = {key: one for module in modules for key, one in module.found.items()}
        more = {name for (_, name), one in found.items() if one.yields_within} | openers
        if more == openers:
            for module in modules:
                module.settle(found)
            return found
        openers = more


def unsheltered(found: dict[Function, Found]) -> set[Function]:
    """Functions that write, or have something written, where no act is open: somebody must open one around them."""
    by_name: dict[str, set[Function]] = {}
    for key in found:
        by_name.setdefault(key[1], set()).add(key)
    bad = {key for key, one in found.items() if one.writes}
    while True:
        more = {key for key, one in found.items() if any(bad & meant(use, found, by_name) for use in one.uses)} | bad
        if more == bad:
            return bad
        bad = more


def meant(use: Function, found: dict[Function, Found], by_name: dict[str, set[Function]]) -> set[Function]:
    """Which functions a use can mean: that of the module, else one that its package re-exports."""
    if use in found:
        return {use}
    return {key for key in by_name.get(use[1], set()) if key[0].startswith(f"{use[0]}.")}


def used_by(found: dict[Function, Found]) -> Iterator[Function]:
    """Everything that these functions use outside of acts."""
    for one in found.values():
        yield from one.uses
