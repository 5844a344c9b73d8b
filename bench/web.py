"""Times pages over 100,000 nominations of 12 years from 400 units in PostgreSQL, Django's admin beside them.

`python bench/web.py [NOMINATIONS]`. Starts a throw-away PostgreSQL (its programs must be installed), fills it by COPY,
and asks each list page and Django's own admin change list over the same rows and columns in turns, 15 times each after
two to warm up; medians. Then the search against the bare query of its index, home pages with their queries, files.
Prints a table; exits 1 if one of the promises of issue 5 is broken.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from saving import cluster

HERE = Path(__file__).resolve().parent
TURNS, WARM, OK = 15, 2, 200
HOME_QUERIES, TIMES_BARE = 15, 3
broken: list[str] = []


def awake(address: str, var: Path) -> None:
    """Django with our settings and the admin, over the empty database."""
    os.environ |= {
        "DATABASE_URL": f"{address}postgres", "DOANRA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "web_settings",
    }  # fmt: skip
    sys.path[:0] = [str(HERE), str(HERE.parent / "src")]
    import django  # noqa: PLC0415 - after its settings are named

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django must be awake

    call_command("migrate", verbosity=0)


def median(*sides: Callable[[], Any]) -> list[float]:
    """Milliseconds of each side, asked in turns."""
    times: list[list[float]] = [[] for _ in sides]
    for turn in range(WARM + TURNS):
        for side, told in zip(sides, times, strict=True):
            start = time.perf_counter()
            side()
            if turn >= WARM:
                told.append((time.perf_counter() - start) * 1000)
    return [statistics.median(told) for told in times]


def client(role: str) -> Any:
    """A browser of somebody of that role."""
    from django.test import Client  # noqa: PLC0415 - Django must be awake

    from doanra.records.models import Account  # noqa: PLC0415 - Django must be awake

    made = Client()
    made.force_login(Account.objects.get(username=f"bench.{role}"), backend="doanra.web.accounts.backend.PostBackend")
    return made


def asked(by: Any, address: str) -> Any:
    """The page; anything but a page breaks the run."""
    response = by.get(address)
    if response.status_code != OK:
        raise SystemExit(f"bench/web.py: {address} answers {response.status_code}")
    return response


def queries_of(by: Any, address: str) -> int:
    """How many questions a page asks the database."""
    from django.db import connection  # noqa: PLC0415 - Django must be awake
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - Django must be awake

    with CaptureQueriesContext(connection) as queries:
        asked(by, address)
    return len(queries)


def pages() -> list[tuple[str, str, str]]:
    """What is compared: its name, our address, the admin's."""
    from doanra.records.models import Call, Nomination, Unit  # noqa: PLC0415 - Django must be awake

    call = Call.objects.get(year=2027)
    unit = Unit.objects.get(pk=Nomination.objects.filter(call=call).values_list("unit")[0][0])
    last = (call.nominations.count() - 1) // 100 + 1
    ours, admin = "/2027/nominations/", f"/admin/records/nomination/?call__id__exact={call.pk}"
    judged, admin_judged = "/2027/appraisals/", f"/admin/records/judged/?call__id__exact={call.pk}"
    return [
        ("nominations", ours, admin),
        ("nominations, middle page", f"{ours}?page={last // 2}", f"{admin}&p={last // 2}"),
        ("nominations, last page", f"{ours}?page={last}", f"{admin}&p={last}"),
        ("nominations of a programme", f"{ours}?programme=medium", f"{admin}&programme__exact=medium"),
        ("nominations of a unit", f"{ours}?unit={unit.slug}", f"{admin}&unit__id__exact={unit.pk}"),
        ("nominations, unknown", f"{ours}?standing=unknown", f"{admin}&appraisal__standing__exact=unknown"),
        ("nominations, a name in them", f"{ours}?q=nguyen+van", f"{admin}&q=nguyen+van"),
        ("nominations by post", f"{ours}?order=position", f"{admin}&o=3"),
        ("verdicts", judged, admin_judged),
        ("verdicts, last page", f"{judged}?page={last}", f"{admin_judged}&p={last}"),
        ("verdicts, unknown", f"{judged}?standing=unknown", f"{admin_judged}&appraisal__standing__exact=unknown"),
        ("people", "/people/register/", "/admin/records/person/"),
        ("people, a name in them", "/people/register/?q=nguyen+van", "/admin/records/person/?q=nguyen+van"),
        (
            "people of a unit", f"/people/register/?unit={unit.slug}",
            f"/admin/records/person/?unit__id__exact={unit.pk}",
        ),
        ("units", "/units/", "/admin/records/unit/"),
        ("units' files", "/2027/nominations/files/", f"/admin/records/sourcefile/?call__id__exact={call.pk}"),
        (
            "units' files by name", "/2027/nominations/files/?order=name",
            f"/admin/records/sourcefile/?call__id__exact={call.pk}&o=1",
        ),
        ("who was asked", "/2027/calls/", f"/admin/records/invitation/?call__id__exact={call.pk}"),
        ("courses", "/2027/courses/", f"/admin/records/course/?call__id__exact={call.pk}"),
    ]  # fmt: skip


def lists() -> None:
    """Each list page against the admin's."""
    by = client("chief")
    print(f"{'list page':<30}{'ours':>9}{'admin':>9}{'ours/admin':>12}{'queries':>9}{'admin':>7}")
    for name, ours, admin in pages():
        own, peer = median(partial(asked, by, ours), partial(asked, by, admin))
        counts = f"{queries_of(by, ours):>9}{queries_of(by, admin):>7}"
        print(f"{name:<30}{own:>6.0f} ms{peer:>6.0f} ms{own / peer:>12.2f}{counts}", flush=True)
        if own > peer:
            broken.append(f"{name}: {own:.0f} ms, the admin {peer:.0f} ms")


def homes() -> None:
    """The home page of every role."""
    from doanra.terms.words import Role  # noqa: PLC0415 - Django must be awake

    print(f"\n{'home page of':<30}{'time':>9}{'queries':>9}")
    for role in Role:
        by = client(role.value)
        (own,) = median(partial(by.get, "/", follow=True))
        many = queries_of(by, by.get("/", follow=True).request["PATH_INFO"])
        print(f"{role.value:<30}{own:>6.0f} ms{many:>9}", flush=True)
        if many > HOME_QUERIES:
            broken.append(f"home of {role.value}: {many} queries")


def searches() -> None:
    """What a text finds against the bare queries of the same indexes: no order, no count, no reach, keys alone.

    ``by hand`` sends their SQL as it is, ``bare`` lets Django write it, as it writes ours.
    """
    from django.db import connection  # noqa: PLC0415 - Django must be awake

    from doanra.records.models import Account  # noqa: PLC0415 - Django must be awake
    from doanra.records.queries import search  # noqa: PLC0415 - Django must be awake
    from doanra.records.words_sql import INDEXES  # noqa: PLC0415 - Django must be awake

    def raw(text: str) -> None:
        said = " & ".join(f"{word}:*" for word in search.words(text))
        with connection.cursor() as cursor:
            for table, texts in INDEXES.values():
                begun = f"to_tsvector('simple', doanra_words({texts})) @@ to_tsquery('simple', %s)"
                cursor.execute(f"SELECT id FROM {table} WHERE {begun}", [said])
                cursor.fetchall()

    def bare(text: str) -> None:
        for rows in search.bare(text):
            list(rows)

    for role in ("chief", "unit", "appraiser"):
        by, account = client(role), Account.objects.get(username=f"bench.{role}")
        print(f"\n{f'search by {role}':<22}{'by hand':>10}{'bare':>9}{'ours':>9}{'/ hand':>9}{'/ bare':>8}{'page':>9}")
        for text in ("nguyen van hoa", "Hòa", "hoà", "tran thi thuy", "cao bang", "2393", "quan tri", "khong co"):
            hand, low, own, page = median(
                partial(raw, text), partial(bare, text), partial(search.everything, text, by=account),
                partial(asked, by, f"/search/?q={text}"),
            )  # fmt: skip
            times = f"{hand:>7.1f} ms{low:>6.1f} ms{own:>6.1f} ms{own / hand:>9.2f}{own / low:>8.2f}{page:>6.0f} ms"
            print(f"{text:<22}{times}", flush=True)
            if own > TIMES_BARE * low:
                broken.append(f"search of {text} by {role}: {own:.1f} ms, bare {low:.1f} ms")


def files() -> None:
    """The list of a year as a file, and how much memory it took beyond what was held."""
    by = client("chief")
    print(f"\n{'file of a year':<30}{'time':>9}{'size':>10}{'memory':>10}")
    for form in ("csv", "xlsx"):
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        size = sum(len(part) for part in by.get(f"/2027/nominations/list.{form}").streaming_content)
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"{form:<30}{time.perf_counter() - start:>7.1f} s{size / 1e6:>7.1f} MB{more:>7.0f} MB", flush=True)


def main() -> int:
    """Fills, measures, prints; 1 if a promise is broken."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as place, cluster(Path(place) / "cluster") as address:
        awake(address, Path(place) / "var")
        import web_year  # noqa: PLC0415 - Django must be awake
        from django.db import connection  # noqa: PLC0415 - Django must be awake

        start = time.perf_counter()
        web_year.make(many, dice=random.Random(5))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        took = time.perf_counter() - start
        print(f"{many:,} nominations of {len(web_year.YEARS)} years, {web_year.UNITS} units, made in {took:.0f} s\n")
        lists()
        searches()
        homes()
        files()
        connection.close()
    for one in broken:
        print(f"BROKEN: {one}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
