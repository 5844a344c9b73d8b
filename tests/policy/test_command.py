"""`doanra assess` at the command line: one line in, one line out, and bad input in one sentence."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from doanra.cli import main

GOOD = json.dumps({"person": {"full_name": "Nguyễn Văn Thử", "birth": "1975-08"}}, ensure_ascii=False)
DAY = ["--programme", "short", "--on", "2027-04-05"]


def _file(folder: Path, content: bytes) -> str:
    path = folder / "facts.jsonl"
    path.write_bytes(content)
    return str(path)


def test_one_line_in_one_line_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", _file(tmp_path, f"\ufeff{GOOD}\n\n{GOOD}\n".encode()), *DAY, "--field", "economy"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["line"] for line in lines] == [1, 3]
    assert lines[0]["full_name"] == "Nguyễn Văn Thử"
    assert lines[0]["edition"]["id"] == "2023-01-01"


def test_bad_lines_are_said_and_the_others_still_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = b"\xff\xfe\n" + GOOD.encode() + b"\n{\n[]\n" + b"[" * 100_000 + b"\n"
    assert main(["assess", _file(tmp_path, content), *DAY]) == 2
    said = capsys.readouterr()
    assert [json.loads(line)["line"] for line in said.out.splitlines()] == [2]
    assert [line.split(": ")[1] for line in said.err.splitlines()] == ["dòng 1", "dòng 3", "dòng 4", "dòng 5"]


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert main(["assess", "-", *DAY]) == 0
    assert json.loads(capsys.readouterr().out)["programme"] == "short"


@pytest.mark.parametrize("day", ["2027-04", "5/4/2027", "9999-12-31", "2022-07-17"])
def test_a_day_that_cannot_be_judged(day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", _file(tmp_path, GOOD.encode()), "--programme", "short", "--on", day]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(tmp_path / "none.jsonl"), *DAY]) == 2
    assert "none.jsonl" in capsys.readouterr().err
