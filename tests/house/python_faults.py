"""What the house does not want in Python code. Each check takes a tree and yields (line, fault)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TypeAlias

Fault: TypeAlias = tuple[int, str]
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
AIMED_FUNCTION = 40
AIMED_MODULE = 300

BROAD = {"Exception", "BaseException"}
EMPTY_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "misc", "core"}
EMPTY_CLASS = re.compile(r"(Helper|Helpers|Util|Utils|Manager)$")
EMPTY_VERB = re.compile(r"^(process|handle|manage|do)_")
FRAMEWORK_VERBS = re.compile(
    r"process_(view|request|response|exception|template_response)|do_(GET|POST|HEAD)"
    r"|handle_(starttag|endtag|startendtag|data|entityref|charref|comment|decl|pi)"
)
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "asave",
          "acreate", "adelete"}  # fmt: skip
QUERIES = re.compile(r"\.(objects|filter|exclude|all|select_related|_set)\b")


def missing_docstring(tree: ast.Module) -> Iterator[Fault]:
    """A module says what it is for; an empty file has nothing to say."""
    if tree.body and not ast.get_docstring(tree):
        yield 1, "the module has no docstring"


def too_long(tree: ast.Module, *, function: int = LONGEST_FUNCTION, module: int = LONGEST_MODULE) -> Iterator[Fault]:
    """Functions and modules above the hard limits."""
    for node in ast.walk(tree):
        if isinstance(node, Function) and (length := (node.end_lineno or 0) - node.lineno + 1) > function:
            yield node.lineno, f"{node.name} has {length} lines, {function} is the limit"
    last = max((getattr(node, "end_lineno", 0) or 0 for node in tree.body), default=0)
    if last > module:
        yield last, f"the module has {last} lines, {module} is the limit"


def broad_except(tree: ast.Module) -> Iterator[Fault]:
    """A handler that swallows what nobody foresaw; one that ends by raising it again swallows nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and not _raises_again(node):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or getattr(kind, "id", getattr(kind, "attr", "")) in BROAD for kind in caught):
                yield node.lineno, "a broad except"


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def empty_module_name(name: str) -> bool:
    """Is this the name of a drawer into which anything goes?"""
    return name in EMPTY_NAMES


def empty_names(tree: ast.Module) -> Iterator[Fault]:
    """Names that say nothing of the office's work."""
    for node in ast.walk(tree):
        if isinstance(node, Function) and EMPTY_VERB.match(node.name) and not FRAMEWORK_VERBS.fullmatch(node.name):
            yield node.lineno, f"{node.name}: say what it does in the office's words"
        if isinstance(node, ast.ClassDef) and EMPTY_CLASS.search(node.name):
            yield node.lineno, f"{node.name}: say what it is"


def writes(tree: ast.Module) -> Iterator[Fault]:
    """Calls that write records; doors leave that to the verbs in stages."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            receiver = ast.unparse(node.func.value)
            if node.func.attr in WRITES or (node.func.attr == "update" and QUERIES.search(receiver)):
                yield node.lineno, f"{receiver}.{node.func.attr}() writes; call a verb of stages"
