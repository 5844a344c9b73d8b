"""Nothing writes records round the verbs: neither a door, nor a function of the verbs that no act shelters."""

from __future__ import annotations

import ast

import pytest
import writing
from source import SOURCE, modules, tree

DOORS = ("web", "cli", "api", "reports", "documents", "config")


def named(path):
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FRAME = {"doanra.stages.acting", "doanra.stages.chaining", "doanra.stages.telling"}
"""The frame itself writes the trail, in the transaction that it opens."""


def trees(*rooms):
    return {named(path): tree(path) for path in modules(*rooms) if named(path) not in FRAME}


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("def f(x):\n    x.save()\n", {"f"}),
        ("def f(x):\n    with acting('a', by=None) as act:\n        x.save()\n", set()),
        ("def f(x):\n    with acting('a', by=None) as act:\n        pass\n    x.delete()\n", {"f"}),
        ("def g(x):\n    x.save()\ndef f(x):\n    g(x)\n", {"f", "g"}),
        ("def g(x):\n    x.save()\ndef f(x):\n    with acting('a', by=None):\n        g(x)\n", {"g"}),
        ("def f():\n    with transaction.atomic():\n        Call.objects.all().update(year=1)\n", {"f"}),
        ("def f(c):\n    with connection.cursor() as cursor:\n        cursor.execute('DELETE FROM x')\n", {"f"}),
        (
            "def s(x):\n    with acting('a', by=None):\n        yield x\ndef f(x):\n    with s(x):\n        x.save()\n",
            set(),
        ),
        ("class A:\n    def put(self, x):\n        x.save()\ndef f(a, x):\n    a.put(x)\n", {".put", "f"}),
        ("def f(x):\n    bulk.insert([x])\n", {"f"}),
    ],
)
def test_what_no_act_shelters_is_found(text, bad):
    found = writing.read({"doanra.stages.example": ast.parse(text)})
    assert {name for _, name in writing.unsheltered(found)} == bad


MACHINES = {
    "accounts_entry.stayed": "when a session was last used, for its owner to see",
    "nominations.attempts._end": "how a reading ended",
    "nominations.attempts.begin": "that a reading began; each file that it takes in is an act",
    "nominations.attempts..say": "how far a reading is",
    "plans.computing": "how far a run is; the draft that it finds is an act",
    "plans.mending": "how far a search is, and the offers that it found",
    "plans.repairs.sweep": "that a search was broken off",
    "plans.runs.sweep": "that a run was broken off",
    "savings.runs._true": "that a saving was broken off",
    "savings.runs.save_later": "how far a saving is; the saving itself is an act",
    "savings.signals": "signs between the page and the machine that saves",
}
"""What the machine writes by itself about its own work, and why that is nobody's act."""


def short(key):
    return ".".join(key).removeprefix("doanra.stages.")


def of_machine(key):
    return short(key) in MACHINES or key[0].removeprefix("doanra.stages.") in MACHINES


def test_no_door_has_anything_written_outside_of_acts():
    found = writing.read(trees("stages"))
    for key, one in found.items():
        if of_machine(key):
            one.writes.clear()
    bad = writing.unsheltered(found)
    by_name = {}
    for key in found:
        by_name.setdefault(key[1], set()).add(key)
    used = {
        key
        for use in writing.used_by(writing.read(trees(*DOORS)))
        if use[0].startswith("doanra.stages")
        for key in writing.meant(use, found, by_name) & bad
    }
    assert {short(key) for key in used} == set()


def test_every_exception_still_writes():
    """What writes no more, or is gone, is no exception any more."""
    writers = {key for key, one in writing.read(trees("stages")).items() if one.writes}
    said = {short(key) for key in writers} | {key[0].removeprefix("doanra.stages.") for key in writers}
    assert set(MACHINES) - said == set()


def test_no_other_room_writes_records():
    """Doors are looked through by test_python; the rooms below only read."""
    found = writing.read(trees("reports", "policy", "planner", "intake", "terms"))
    assert {short(key) for key, one in found.items() if one.writes} == set()


def test_no_door_speaks_sql():
    spoken = [
        f"{name}: {ast.unparse(node)[:80]}"
        for name, tree_ in trees(*DOORS).items()
        for node in ast.walk(tree_)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in writing.RAW
        and ("cursor" in ast.unparse(node.func.value) or "connection" in ast.unparse(node.func.value))
    ]
    assert spoken == []
