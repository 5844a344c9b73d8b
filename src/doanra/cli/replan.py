"""doanra replan: repairs an announced plan with the fewest changes for people already told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from doanra.cli.plan import add_limits, check_folder, interruptible, load_json, tell, write_json
from doanra.planner import Stop, read_plan, read_problem
from doanra.planner.repair import MORE, repair
from doanra.planner.repair_file import read_changes
from doanra.planner.repair_result import Repaired, RepairResult

HELP = "repairs an announced plan with the fewest changes for people already told"
_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PROBLEM.json PLAN.json CHANGES.json --out NEW.json [--time-limit S] [--seed N] [--deterministic] [...]."""
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json", help="bài toán theo mẫu plan-problem/1")
    parser.add_argument("plan", type=Path, metavar="PLAN.json", help="kế hoạch đã công bố (plan/1)")
    parser.add_argument("changes", type=Path, metavar="CHANGES.json", help='{"withdrawn": [...], "cancelled": [...]}')
    parser.add_argument("--out", type=Path, required=True, metavar="NEW.json", help="nơi ghi kế hoạch mới (plan/1)")
    add_limits(parser)
    parser.add_argument(
        "--alternatives",
        type=Path,
        metavar="FOLDER",
        help="ghi thêm vào thư mục này các phương án đổi chỗ nhiều người hơn để thêm chỗ: more-1.json, more-2.json ...",
    )
    parser.add_argument(
        "--problem-out", type=Path, metavar="FILE", help="ghi bài toán đã có khóa mới, hạn mức mới của CHANGES.json"
    )


def run(options: argparse.Namespace) -> int:
    """0 done, 2 bad input, 130 stopped by Ctrl-C (the best repair so far is written all the same)."""
    problem, before = read_problem(load_json(options.problem)), read_plan(load_json(options.plan))
    changes = read_changes(load_json(options.changes), problem=problem, before=before)
    folder: Path | None = options.alternatives
    for path in (options.out, options.problem_out, folder / "more-1.json" if folder else None):
        if path is not None:
            check_folder(path)
    if changes.ignored:
        print("Bỏ qua các mục không dùng đến: " + ", ".join(changes.ignored) + ".", file=sys.stderr)
    if options.problem_out:
        write_json(options.problem_out, changes.applied(problem).as_json())
    stop, seed, more = (
        Stop(options.time_limit, deterministic=options.deterministic),
        options.seed,
        MORE if folder else (),
    )
    result, interrupted = interruptible(
        lambda stopped: repair(
            problem, before, changes, stop=stop, seed=seed, more=more, on_progress=tell, cancelled=stopped
        )
    )
    write_json(options.out, result.plan.as_json())
    for number, one in enumerate(result.alternatives, 1):
        if folder:
            write_json(folder / f"more-{number}.json", one.plan.as_json())
    _summary(result, options.out)
    return 130 if interrupted else 0


def _summary(result: RepairResult, out: Path) -> None:
    best = result.best
    proof = "ít nhất có thể" if result.fewest_proven else f"chưa chứng minh; không thể dưới {result.fewest_bound}"
    lines = [
        f"{best.changes} người đã báo phải đổi hoặc mất chỗ ({proof}): {best.changes - best.dropped} đổi, "
        f"{best.dropped} mất chỗ. {best.reseated} người của khóa bỏ có chỗ khác, {best.newly} người mới có chỗ.",
        f"{best.tiers.courses} khóa, {best.tiers.seated} chỗ; T1 {best.tiers.t1}, "
        f"cận dưới {'?' if best.t1_bound is None else best.t1_bound} với chừng ấy thay đổi.",
    ]
    lines += [
        _listed("Khóa đã báo nay không chạy", (f"{one.course} ({', '.join(one.reasons)})" for one in best.stopped))
    ]
    lines += [
        _listed(
            "Không giữ được ghim",
            (f"{x.pin.nominee} → {x.pin.course} ({', '.join(x.reasons)})" for x in best.pins_lost),
        )
    ]
    lines += [_other(best, one) for one in result.alternatives]
    endings = {"proven": "đã chứng minh là tốt nhất", "limit": "hết thời gian", "cancelled": "dừng theo yêu cầu"}
    lines.append(f"{endings[result.status]} sau {result.seconds:.1f} giây; kế hoạch ở {out}.")
    print("\n".join(line for line in lines if line), file=sys.stderr)


def _listed(head: str, items: Iterable[str]) -> str:
    """A line with the first of some things; empty where there are none."""
    shown = list(items)
    more = f" và {len(shown) - _SHOWN} nữa" if len(shown) > _SHOWN else ""
    return f"{head}: {', '.join(shown[:_SHOWN])}{more}." if shown else ""


def _other(best: Repaired, one: Repaired) -> str:
    proof = ", nhiều chỗ nhất có thể" if one.seats_proven else ""
    return (
        f"Phương án khác: đổi {one.changes} người thì thêm {one.tiers.seated - best.tiers.seated} chỗ "
        f"(với không quá {one.allowed} thay đổi{proof})."
    )
