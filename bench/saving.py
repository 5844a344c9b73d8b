"""Times saving to PostgreSQL: 50,000 rows of 20 columns by our own load and by django-import-export, in one run.

`python bench/saving.py [ROWS]`. Starts a throw-away PostgreSQL beside nothing else (its programs must be installed) and
puts the peer by pip into a throw-away folder: it is no dependency of ours. Both sides get the same rows, each its own
empty database, and make the same checks by the same functions: who is meant, whose number it is, what other units said,
what is unchanged, what the post says, what the row proves. Only ours also remembers what the load changed, so that it
can be taken back. `bench/saving_peer.py` is the peer's side. Prints a table.
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
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        book = root / "big.xlsx"
        intake.ROWS = rows
        intake.workbook(book)
        try:
            peer = peer_folder(root / "peer")
        except subprocess.CalledProcessError:
            print("bench/saving.py: django-import-export can't be installed by pip here", file=sys.stderr)
            return 2
        results = {}
        for side in ("ours", "peer, use_bulk", "peer"):
            with cluster(root / f"cluster-{len(results)}") as address:
                results[side] = timed(side, book, address=address, var=root / "var", peer=peer)
            print(f"{side}: {results[side]}", file=sys.stderr, flush=True)
    ours = results["ours"]
    heads = f"{'reading':>10}{'saving':>10}{'processor':>11}{'whole':>10}"
    print(f"{rows} rows{'':<18}{heads}   people / nominations / papers")
    for side, one in results.items():
        whole = one["reading"] + one["saving"]
        counts = f"{one['people']:.0f} / {one['nominations']:.0f} / {one['papers']:.0f}"
        seconds = f"{one['reading']:>9.1f}s{one['saving']:>9.1f}s{one['processor']:>10.1f}s{whole:>9.1f}s"
        print(f"{side:<24}{seconds}   {counts}")
    for side in ("peer, use_bulk", "peer"):
        one = results[side]
        saving = one["saving"] / ours["saving"]
        whole = (one["reading"] + one["saving"]) / (ours["reading"] + ours["saving"])
        processor = one["processor"] / ours["processor"]
        print(f"{side}: saving {saving:.1f} x ours ({processor:.1f} x by processor time), whole {whole:.1f} x ours")
    return 0


if __name__ == "__main__":
    sys.exit(main())
