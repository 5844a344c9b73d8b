"""doanra plan: forms delegations for a planning problem and writes the plan."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TypeVar

from doanra.planner import Problem, Progress, Result, Stop, read_problem, solve
from doanra.planner.whatif import applied
from doanra.planner.whatif_file import read_changes
from doanra.terms.refusal import Refused

HELP = "forms delegations for a planning problem"
T = TypeVar("T")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PROBLEM.json --out PLAN.json [--time-limit S] [--seed N] [--deterministic] [--what-if CHANGES.json]."""
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json", help="bài toán theo mẫu plan-problem/1")
    parser.add_argument("--out", type=Path, required=True, metavar="PLAN.json", help="nơi ghi kế hoạch (plan/1)")
    add_limits(parser)
    parser.add_argument(
        "--what-if", type=Path, metavar="CHANGES.json", help="lập cho bài toán với các thay đổi này (what-if/1)"
    )


def add_limits(parser: argparse.ArgumentParser) -> None:
    """[--time-limit S] [--seed N] [--deterministic]: how long a planner works, and whether it can be repeated."""
    parser.add_argument("--time-limit", type=seconds, default=60.0, metavar="S", help="số giây (mặc định 60)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="hạt giống ngẫu nhiên (mặc định 1)")
    parser.add_argument(
        "--deterministic",
        action="store_true",
        help="chạy lại cho đúng cùng một kế hoạch: giới hạn tính bằng đơn vị công việc thay cho giây",
    )


def run(options: argparse.Namespace) -> int:
    """0 done, 2 bad input, 130 stopped by Ctrl-C (the best plan so far is written all the same)."""
    problem = read_problem(load_json(options.problem))
    if options.what_if:
        problem = applied(problem, read_changes(load_json(options.what_if)))
    check_folder(options.out)
    stop = Stop(options.time_limit, deterministic=options.deterministic)
    seed = options.seed
    result, interrupted = interruptible(
        lambda stopped: solve(problem, stop=stop, seed=seed, on_progress=tell, cancelled=stopped)
    )
    write_json(options.out, result.plan.as_json())
    _summary(problem, result, options.out)
    return 130 if interrupted else 0


def seconds(text: str) -> float:
    """A time limit on the command line, above 0."""
    value = float(text)
    if not 0 < value < 10**7:
        raise argparse.ArgumentTypeError("phải lớn hơn 0, ví dụ 60")
    return value


def load_json(path: Path) -> object:
    """The document in a file; Refused with the place where it is not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        reason = fault.strerror or "lỗi đọc tệp"
        raise Refused("unreadable", f"Không đọc được tệp {path}: {reason}.", remedy="Kiểm tra đường dẫn.") from fault
    except UnicodeDecodeError as fault:
        raise Refused("not_text", f"Tệp {path} không phải chữ UTF-8.", remedy="Ghi lại tệp bằng UTF-8.") from fault
    except json.JSONDecodeError as fault:
        message = f"Tệp {path} không phải JSON: dòng {fault.lineno}, cột {fault.colno}: {fault.msg}."
        raise Refused("not_json", message, remedy="Xuất lại tệp hoặc sửa chỗ đó.") from fault
    except (RecursionError, ValueError) as fault:
        raise Refused("not_json", f"Tệp {path} không đọc được như JSON.", remedy="Xuất lại tệp.") from fault


def check_folder(path: Path) -> None:
    """Refused, before any work is done, where nothing can be written."""
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise Refused("unwritable", f"Không ghi được vào {path}.", remedy="Chọn một thư mục có thật và ghi được.")


def write_json(path: Path, document: object) -> None:
    """Writes the whole document or nothing."""
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


def interruptible(work: Callable[[Callable[[], bool]], T]) -> tuple[T, bool]:
    """Works in a second thread, so that Ctrl-C reaches this one at once; tells what came out and whether it came."""
    interrupted = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as pool:
        run = pool.submit(work, interrupted.is_set)
        while not run.done():
            try:
                wait([run], timeout=0.1)
            except KeyboardInterrupt:
                print("Đang dừng; giữ kế hoạch tốt nhất đến lúc này ...", file=sys.stderr)
                interrupted.set()
        return run.result(), interrupted.is_set()


def tell(moment: Progress) -> None:
    """A line on standard error for each step forward."""
    bound = "?" if moment.bound is None else moment.bound
    best = "?" if moment.best is None else moment.best
    print(f"{moment.elapsed:7.1f}s  {moment.tier:<5} tốt nhất {best}  cận dưới {bound}", file=sys.stderr, flush=True)


def _summary(problem: Problem, result: Result, out: Path) -> None:
    tiers, target = result.tiers, sum(problem.targets.values())
    lines = [f"{tiers.courses} khóa, {tiers.seated}/{target} chỗ; T1 {tiers.t1}, cận dưới {result.bounds['T1']}."]
    if result.never_run:
        lines.append("Không bao giờ đủ số người tối thiểu: " + ", ".join(result.never_run[:20]) + ".")
    if result.pins_lost:
        pins = ", ".join(f"{pin.nominee} → {pin.course}" for pin in result.pins_lost[:20])
        lines.append(f"Không giữ được ghim: {pins}.")
    endings = {"proven": "đã chứng minh là tốt nhất", "limit": "hết thời gian", "cancelled": "dừng theo yêu cầu"}
    lines.append(f"{endings[result.status]} sau {result.seconds:.1f} giây; kế hoạch ở {out}.")
    print("\n".join(lines), file=sys.stderr)
