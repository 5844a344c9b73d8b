"""`doanra intake`: the public corpus by command, folders, unknown paths; nothing of Django is imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from doanra.cli import main
from intake.workbooks import xlsx

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples/intake"
ROWS = [
    ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Chương trình"],
    [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Ngắn hạn"],
]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, object]], str]:
    code = main(["intake", *arguments])
    captured = capsys.readouterr()
    return code, [json.loads(line) for line in captured.out.splitlines()], captured.err


def test_files_and_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.xlsx").write_bytes(xlsx(ROWS))
    (tmp_path / "a.xlsx").write_bytes(xlsx(ROWS))
    (tmp_path / "trong.xlsx").write_bytes(b"")
    code, lines, errors = run(capsys, str(tmp_path))
    assert (code, errors) == (0, "")
    assert [line["file"] for line in lines] == ["a.xlsx", "b.xlsx", "trong.xlsx"]
    assert lines[0]["problems"][0]["code"] == "duplicate_across_files"  # type: ignore[index]
    assert lines[2]["error"]["code"] == "empty_file"  # type: ignore[index]


def test_an_unknown_path_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(xlsx(ROWS))
    code, lines, errors = run(capsys, str(tmp_path / "a.xlsx"), str(tmp_path / "khong-co.xlsx"))
    assert code == 2
    assert [line["full_name"] for line in lines] == ["Nguyễn Văn An"]
    assert errors.count("\n") == 1
    assert "khong-co.xlsx" in errors


def test_the_command_starts_without_django() -> None:
    program = "import sys, doanra.cli.intake; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the public corpus is not beside the checkout")
def test_the_public_corpus_passes_the_strict_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["intake", str(SAMPLES)])
    assert code == 0
    result = tmp_path / "result.jsonl"
    result.write_text(capsys.readouterr().out, encoding="utf-8")
    score = [sys.executable, str(SAMPLES / "score.py"), str(SAMPLES), str(result)]
    strict = ["--strict", "--min-fields", "0.995", "--min-codes", "1"]
    scored = subprocess.run([*score, *strict], capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout[-2000:]
