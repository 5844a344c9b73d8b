"""Times saving to PostgreSQL: 50,000 rows of 20 columns by our own load and by django-import-export, in one run.

`python bench/saving.py [ROWS [ROWS_ONE_BY_ONE]]`. Starts a throw-away PostgreSQL (its programs must be installed) and
puts the peer by pip into a throw-away folder: it is no dependency of ours. Both sides get the same rows, each its own
empty database, and make the same checks by the same functions: who is meant, whose number it is, what other units said,
what is unchanged, what the post says, what the row proves. Only ours also remembers what the load changed, so that it
can be taken back, and looks for likely doubles. `bench/saving_peer.py` is the peer's side. Row by row the peer takes so
long that it is given fewer rows (5,000 unless told) and compared by the row: a row gets no cheaper as its tables grow.
Prints a table.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import intake

PEER = ("django-import-export==4.4.3", "tablib==3.10.0", "diff-match-patch", "openpyxl")
HERE = Path(__file__).resolve().parent
FLAGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def cluster(place: Path) -> Iterator[str]:
    """A PostgreSQL of its own under ``place``; gives the address up to the name of the database."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    programs = found[-1].parent if found else Path(shutil.which("initdb") or "/").parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place.mkdir()
    place.parent.chmod(0o755)
    before: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(place, "postgres")
        before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]

    def run(program: str, *arguments: str) -> None:
        command = [*before, str(programs / program), "-D", str(place / "data"), *arguments]
        subprocess.run(command, cwd=place, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    run("initdb", "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {place} {FLAGS}"
    run("pg_ctl", "-l", str(place / "log"), "-w", "-o", options, "start")
    try:
        yield f"postgres://postgres@127.0.0.1:{port}/"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")


def peer_folder(place: Path) -> Path:
    """The peer and what it needs, by pip, apart from our environment."""
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PEER], check=True, stderr=subprocess.DEVNULL)
    return next(place.glob("lib/python*/site-packages"))


def timed(side: str, book: Path, *, address: str, var: Path, peer: Path | None = None) -> dict[str, float]:
    """The measures of one side in a process of its own, with an empty database."""
    environment = {
        **os.environ, "DATABASE_URL": f"{address}postgres", "DOANRA_VAR": str(var), "BENCH_SIDE": side,
        "BENCH_PEER": str(peer or ""), "BENCH_BOOK": str(book), "PYTHONPATH": str(HERE.parent / "src"),
        "DOANRA_INTAKE_SECONDS": "600",
    }  # fmt: skip
    run = subprocess.run(
        [sys.executable, str(HERE / "saving_peer.py")], env=environment, check=True, stdout=subprocess.PIPE
    )
    measured: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return measured


def main() -> int:
    """Prints the table; 2 if the peer can't be had."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    one_by_one = min(rows, int(sys.argv[2]) if len(sys.argv) > 2 else 5_000)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        books = {}
        for intake.ROWS in {rows, one_by_one}:
            books[intake.ROWS] = root / f"{intake.ROWS}.xlsx"
            intake.workbook(books[intake.ROWS])
        try:
            peer = peer_folder(root / "peer")
        except subprocess.CalledProcessError:
            print("bench/saving.py: django-import-export can't be installed by pip here", file=sys.stderr)
            return 2
        results = {}
        for side in ("ours", "peer, use_bulk", "peer"):
            with cluster(root / f"cluster-{len(results)}") as address:
                book = books[one_by_one if side == "peer" else rows]
                results[side] = timed(side, book, address=address, var=root / "var", peer=peer)
            print(f"{side}: {results[side]}", file=sys.stderr, flush=True)
    show(results)
    return 0


def show(results: dict[str, dict[str, float]]) -> None:
    """The table, and each peer against ours by the nomination saved."""
    heads = f"{'rows':>7}{'reading':>10}{'saving':>10}{'processor':>11}{'database':>10}{'memory':>9}"
    print(f"{'':<16}{heads}   people / papers")
    for side, one in results.items():
        seconds = f"{one['reading']:>9.1f}s{one['saving']:>9.1f}s{one['processor']:>10.1f}s{one['database']:>9.1f}s"
        counts = f"{one['people']:.0f} / {one['papers']:.0f}"
        print(f"{side:<16}{one['nominations']:>7.0f}{seconds}{one['megabytes']:>6.0f} MB   {counts}")
    ours = results.pop("ours")
    for side, one in results.items():
        share = ours["nominations"] / one["nominations"]
        saving, processor = (share * one[name] / ours[name] for name in ("saving", "processor"))
        both = share * (one["processor"] + one["database"]) / (ours["processor"] + ours["database"])
        print(f"{side}: {saving:.1f} x ours; by processor time {processor:.1f} x, with the database's {both:.1f} x")


if __name__ == "__main__":
    sys.exit(main())
