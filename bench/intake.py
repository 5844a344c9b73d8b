"""Times the intake: the public corpus by command, and 50,000 rows of 20 columns against calamine and openpyxl alone.

`python bench/intake.py [FOLDER]`; each measure runs in a process of its own, the best of three counts. Prints a table.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "../shared/samples/intake"
RUNS, ROWS = 3, 50_000
HEAD = [
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị công tác", "Dân tộc", "Quê quán", "Ngày vào Đảng",
    "Trình độ chuyên môn", "LLCT", "Ngoại ngữ (trình độ)", "Quy hoạch chức danh", "Đánh giá 2021", "Kỷ luật", "Số CCCD",
    "Điện thoại", "Chương trình đăng ký", "Ngoại ngữ đăng ký", "Ghi chú",
]  # fmt: skip
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ"]
MIDDLE = ["Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quốc"]
GIVEN = ["An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hải", "Hùng", "Lan", "Mai", "Nam", "Phúc", "Quân", "Sơn", "Yến"]

_MEASURE = """
import json, resource, sys, time
from pathlib import Path
content = Path(sys.argv[1]).read_bytes()
{setup}
begun = time.perf_counter()
{work}
spent = time.perf_counter() - begun
print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, count]))
"""
_CALAMINE = (
    "import io; from python_calamine import CalamineWorkbook",
    "count = len(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python())",
)
_OPENPYXL = ("import io, openpyxl", "count = openpyxl.load_workbook(io.BytesIO(content)).active.max_row")
_INTAKE = ("from doanra.intake import read_file", "count = len(read_file('a.xlsx', content).accepted)")


def workbook(path: Path) -> None:
    """Fifty thousand invented people in twenty columns."""
    r = random.Random(1)
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet("DS"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write(0, 0, "DANH SÁCH TRÍCH NGANG (dữ liệu bịa để đo)")
    sheet.write_row(2, 0, HEAD)
    for number in range(ROWS):
        kind = r.choice(["Ngắn hạn", "Trung hạn", "Ngoại ngữ"])
        cells = [
            number + 1, " ".join(map(r.choice, (FAMILY, MIDDLE, MIDDLE, GIVEN))), None, r.choice(["Nam", "Nữ"]),
            f"Phó Trưởng phòng {r.randrange(3000)}", f"Sở {r.randrange(300)}", "Kinh", "Quế Sơn, Quảng Nam",
            f"{r.randrange(1, 28)}/{r.randrange(1, 12)}/{r.randrange(1995, 2020)}", "Đại học Luật", "Cao cấp", "Anh B",
            "Giám đốc sở", "HTTNV", "Không", f"00{r.randrange(10**9, 10**10)}", f"095{r.randrange(10**7)}", kind,
            "tiếng Anh" if kind == "Ngoại ngữ" else "", "",
        ]  # fmt: skip
        sheet.write_row(number + 3, 0, cells)
        born = datetime(r.randrange(1962, 1995), r.randrange(1, 13), r.randrange(1, 28))  # noqa: DTZ001 - a birth date
        sheet.write_datetime(number + 3, 2, born, day)
    book.close()


def measured(program: tuple[str, str], path: Path, *, runs: int = RUNS) -> tuple[float, float, int]:
    """Seconds, megabytes and count of the quickest of some runs."""
    code = _MEASURE.format(setup=program[0], work=program[1])
    command = [sys.executable, "-c", code, str(path)]
    results = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(runs)]
    seconds, megabytes, count = min(results)
    return seconds, megabytes, count


def by_command(folder: Path) -> tuple[float, int]:
    """Seconds of the quickest `doanra intake` over a folder, and the lines it printed."""
    best, lines = float("inf"), 0
    for _ in range(RUNS):
        begun = time.perf_counter()
        run = subprocess.run(
            [sys.executable, "-m", "doanra.cli", "intake", str(folder)], capture_output=True, check=True
        )
        best, lines = min(best, time.perf_counter() - begun), run.stdout.count(b"\n")
    return best, lines


def main() -> int:
    """Prints the table; 2 if there is no corpus to read."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if not folder.is_dir():
        print(f"bench/intake.py: there is no folder {folder}", file=sys.stderr)
        return 2
    seconds, lines = by_command(folder)
    print(f"{'public corpus by command':<34}{seconds:8.2f} s  {lines} lines  (goal 5 s, limit 10 s)")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "big.xlsx"
        workbook(path)
        calamine = measured(_CALAMINE, path)
        intake = measured(_INTAKE, path)
        openpyxl = measured(_OPENPYXL, path, runs=1)
    for name, (spent, memory, count) in {
        "calamine alone": calamine, "whole intake": intake, "openpyxl, only opening": openpyxl,
    }.items():  # fmt: skip
        title, ratio = f"{ROWS} x {len(HEAD)}: {name}", spent / calamine[0]
        print(f"{title:<34}{spent:8.2f} s  {memory:5.0f} MB  {count} rows  {ratio:.1f} x calamine")
    return 0


if __name__ == "__main__":
    sys.exit(main())
