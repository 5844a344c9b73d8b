"""Every note that a verb leaves with its act has a word, and is read as people read it."""

import ast
from pathlib import Path

import factories
import pytest

from doanra import stages
from doanra.records.models import Event
from doanra.web.trail.notes import _KEPT_BACK, NOTES, noted

ROOM = Path(stages.__file__).parent


def noted_names(tree):
    """Names in the dictionaries that are put down as an act's detail."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            values = [node.value]
            if isinstance(targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                targets, values = targets[0].elts, node.value.elts
            for target, value in zip(targets, values, strict=False):
                if isinstance(target, ast.Attribute) and target.attr == "detail" and isinstance(value, ast.Dict):
                    yield from (key.value for key in value.keys if isinstance(key, ast.Constant))


def test_every_note_has_its_word():
    told = {name: path for path in ROOM.rglob("*.py") for name in noted_names(ast.parse(path.read_text("utf-8")))}
    assert len(told) > 60
    missing = {name: str(path.relative_to(ROOM)) for name, path in told.items() if name not in {*NOTES, *_KEPT_BACK}}
    assert missing == {}


def event(**detail):
    return Event(verb="x", subject="", detail=detail)


@pytest.mark.parametrize(("detail", "said"), [
    ({"on": "2026-11-22"}, "ngày: 22/11/2026"), ({"removed": {"person": 2, "nomination": 3}}, "bỏ: người 2; đề cử 3"),
    ({"entry": "passkey", "address": "10.0.0.5"}, "vào bằng: khoá truy cập · địa chỉ máy: 10.0.0.5"),
    ({"clerk_submits": True}, "người soạn được nộp: có"), ({"held": {"rows": 3}}, ""),
])  # fmt: skip
def test_notes_are_read_as_people_read(detail, said):
    assert noted(event(**detail), names=True) == said


def test_who_sees_no_dossiers_is_told_no_names():
    assert noted(event(person="Nguyễn Thử Ánh", rows=3), names=False) == "số dòng: 3"


@pytest.mark.django_db
def test_the_unit_is_not_said_twice():
    one = event(unit="p-cao-bang", rows=1)
    one.unit = factories.nomination(factories.call(2027)).unit
    assert noted(one, names=True) == "số dòng: 1"
