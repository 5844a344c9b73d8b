"""Which rows about people and units a door queries itself, by which rights, and whether it asks the reach for them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

ABOUT_SOMEBODY = {
    "Appraisal", "BusyDays", "Consultation", "Delegation", "DossierFile", "Evidence", "FileRow", "HandIn",
    "Invitation", "LateRequest", "ListedPerson", "Member", "Need", "Nomination", "NominationDraft", "Opinion",
    "OpinionRequest", "PastCourse", "Person", "QuotaEntry", "Seat", "SourceFile", "StoredFile", "Submission", "Waiver",
}  # fmt: skip
"""Models whose rows belong to a unit, a body or a person."""
OF_A_YEAR = {
    "busy_days", "consultations", "delegations", "drafts", "files", "invitations", "late_requests", "needs",
    "nominations", "quota_entries", "submissions",
}  # fmt: skip
"""What a call has of all units: ``call.nominations``."""
ASKS_THE_REACH = {"reach", "within", "units_of"}
"""Names by which a function narrows what it reads to what the account reaches."""


@dataclass(frozen=True)
class Reading:
    """A function of a door that queries such rows: where, which, by which rights of its own, whether within reach."""

    function: str
    line: int
    rows: tuple[str, ...]
    rights: frozenset[str]
    narrowed: bool


def readings(tree: ast.AST) -> Iterator[Reading]:
    """All of a module."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        inside = list(ast.walk(function))
        rows = sorted({said for node in inside if (said := _queried(node))})
        if rows:
            names = {node.id for node in inside if isinstance(node, ast.Name)}
            names |= {node.attr for node in inside if isinstance(node, ast.Attribute)}
            narrowed = bool(names & ASKS_THE_REACH)
            yield Reading(function.name, function.lineno, tuple(rows), frozenset(_rights(function)), narrowed)


def _queried(node: ast.AST) -> str:
    if not isinstance(node, ast.Attribute):
        return ""
    of = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
    if node.attr in {"objects", "_default_manager"} and of in ABOUT_SOMEBODY:
        return str(of)
    return f"call.{node.attr}" if node.attr in OF_A_YEAR and of == "call" else ""


def _rights(function: ast.FunctionDef) -> Iterator[str]:
    """What the page asks: ``@asks("...")``."""
    for node in function.decorator_list:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "asks":
            yield str(ast.literal_eval(node.args[0]))
