"""`doanra plan` and `doanra explain`: files in, files out, one clear refusal for bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from shared_planning import beside, year
from tiny_problems import problem_json

from doanra.cli import main
from doanra.planner import read_plan, read_problem
from doanra.planner.judge import judge


def written(folder: Path, document: object, name: str = "problem.json") -> Path:
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return path


def test_a_plan_is_written_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = problem_json(11, nominees=8)
    folder = tmp_path / "plans"
    folder.mkdir()
    problem, out = written(folder, data), folder / "plan.json"

    assert main(["plan", str(problem), "--out", str(out), "--time-limit", "5"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "cận dưới" in said.err
    plan = read_plan(json.loads(out.read_text(encoding="utf-8")))
    assert judge(read_problem(data), plan).valid
    assert sorted(path.name for path in folder.iterdir()) == ["plan.json", "problem.json"]

    assert main(["explain", str(problem), str(out)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["nominee"] for line in lines} == {f"P{n}" for n in range(8)} - set(plan.seats())


def test_the_same_problem_seed_and_units_give_the_same_bytes(tmp_path: Path) -> None:
    problem = written(tmp_path, problem_json(12, courses=6, nominees=30))
    outs = [tmp_path / "one.json", tmp_path / "two.json"]
    for out in outs:
        assert main(["plan", str(problem), "--out", str(out), "--time-limit", "3", "--deterministic"]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "không phải JSON"),
        ("[]", "plan-problem/1"),
        ('{"schema": "plan/1"}', "thiếu khóa"),
        ("[" * 100_000, "không đọc được"),
    ],
)
def test_a_bad_problem_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str) -> None:
    problem = written(tmp_path, text)
    assert main(["plan", str(problem), "--out", str(tmp_path / "plan.json")]) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "plan.json").exists()


def test_a_missing_file_and_a_missing_folder_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem = written(tmp_path, problem_json(1))
    assert main(["plan", str(tmp_path / "không.json"), "--out", str(tmp_path / "plan.json")]) == 2
    assert "Không đọc được tệp" in capsys.readouterr().err
    assert main(["plan", str(problem), "--out", str(tmp_path / "không" / "plan.json")]) == 2
    assert "Không ghi được" in capsys.readouterr().err
    assert main(["explain", str(problem), str(problem)]) == 2
    assert "plan/1" in capsys.readouterr().err


@beside
def test_ctrl_c_keeps_the_best_plan_so_far(tmp_path: Path) -> None:
    problem, out = written(tmp_path, year(1)), tmp_path / "plan.json"
    command = [sys.executable, "-m", "doanra.cli", "plan", str(problem), "--out", str(out), "--time-limit", "60"]
    source = str(Path(__file__).resolve().parents[2] / "src")
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": source},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what a background job of a shell ignores
    ) as run:
        assert run.stderr
        assert [run.stderr.readline() for _ in range(3)][-1]
        run.send_signal(signal.SIGINT)
        said = run.stderr.read()
        assert run.wait(20) == 130
    assert "dừng theo yêu cầu" in said
    plan = read_plan(json.loads(out.read_text(encoding="utf-8")))
    assert judge(read_problem(json.loads(problem.read_text(encoding="utf-8"))), plan).valid
    assert plan.courses
