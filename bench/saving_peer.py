"""One side of `bench/saving.py`, in a process with an empty database: prints its seconds and counts as JSON.

The peer is given what a careful office would write with it: one resource over nominations, people looked up by number,
else by folded name and birth date, clean instances, unchanged rows skipped, all in one transaction. Its rows come read
and checked by our own intake (not counted), so that both save the very same.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doanra.config.settings")
sys.path.append(os.environ["BENCH_PEER"])

import django
from django.conf import settings

settings.INSTALLED_APPS.append("import_export")
django.setup()

import tablib  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from import_export import resources  # noqa: E402

from doanra import intake  # noqa: E402
from doanra.records.fields import blind_index  # noqa: E402
from doanra.records.models import Call, Evidence, Nomination, Person, Unit  # noqa: E402
from doanra.stages import calls, evidence, nominations, posts, units  # noqa: E402
from doanra.terms.names import fold, given_name_key  # noqa: E402

DAY = date(2026, 10, 1)
FIELDS = ("programme", "language", "priority", "position", "workplace", "state", "source")


def scene() -> tuple[Call, Unit]:
    """An empty installation with an open year."""
    call_command("migrate", verbosity=0)
    units.load(by=None)
    posts.load(by=None)
    return calls.open_call(2027, by=None, on=date(2026, 9, 15), synthetic=True), Unit.objects.get(slug="p-cao-bang")


def ours(call: Call, unit: Unit, content: bytes) -> dict[str, float]:
    """Our load: reading into a preview with every row kept as it came, then saving."""
    begun = time.perf_counter()
    file = nominations.receive(call, name="Cao Bang.xlsx", content=content, by=None)
    nominations.choose_unit(file, unit=unit, by=None)
    read = time.perf_counter() - begun
    with measured() as spent:
        nominations.save_file(file, by=None, on=DAY)
    return {"reading": read, **spent}


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Seconds on the clock, of our processor and of the database's; the most memory that the process ever had."""
    spent: dict[str, float] = {}
    begun, own, database = time.perf_counter(), time.process_time(), database_time()
    yield spent
    spent |= {"saving": time.perf_counter() - begun, "processor": time.process_time() - own}
    spent |= {"database": database_time() - database}
    spent |= {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def database_time() -> float:
    """Processor seconds of the server's process that works for us, as Linux counts them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        counts = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(counts[11]) + int(counts[12])) / os.sysconf("SC_CLK_TCK")


class NominationResource(resources.ModelResource):  # type: ignore[misc]  # the peer has no types
    """The peer's way to the same rows."""

    class Meta:
        model = Nomination
        fields = FIELDS
        import_id_fields = ("programme",)  # with the person: see get_instance
        skip_unchanged = True
        report_skipped = False
        clean_model_instances = True
        use_transactions = True

    def __init__(self, call: Call, unit: Unit) -> None:
        super().__init__()
        self.call, self.unit = call, unit
        self.kin = {unit.pk, *unit.origins.values_list("predecessor_id", flat=True)}
        self.posts = posts.Reader(unit)
        self.papers: dict[str, dict[str, str]] = {}

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Nomination | None:
        """The nomination of the person in this year, by whichever unit."""
        known = Nomination.objects.filter(call=self.call, person=row["person"], programme=row["programme"])
        return known.select_related("unit").first()

    def before_import_row(self, row: dict[str, Any], **_: Any) -> None:
        """The person whom the row means, stored."""
        number = blind_index(row["id_number"]) if row["id_number"] else ""
        holder = Person.objects.filter(id_index=number).first() if number else None
        key, born = fold(row["full_name"]), row["birth_date"] or None
        taken = holder is not None and fold(holder.full_name) != key and str(holder.birth) != str(born)
        person = None if taken else holder
        if person is None:
            same = Person.objects.filter(search_key=key, birth=born, unit__in=self.kin)
            person = (same.filter(id_index="") if number else same).first() or Person()
        person.full_name, person.search_key, person.unit = row["full_name"], key, self.unit
        person.sort_key = given_name_key(person.full_name)
        person.gender = row["gender"] or person.gender
        person.birth, person.party_joined = born or person.birth, row["party_joined"] or person.party_joined
        if number and not taken:
            person.id_number, person.id_index = row["id_number"], number
        person.synthetic = self.call.synthetic
        person.full_clean(exclude=["birth", "party_joined"])
        person.save()
        row["person"] = person

    def init_instance(self, row: dict[str, Any]) -> Nomination:
        """A nomination of this unit."""
        return Nomination(call=self.call, unit=self.unit, person=row["person"])

    def import_instance(self, instance: Nomination, row: dict[str, Any], **more: Any) -> None:
        """The row's values, and what the table of titles reads in the post."""
        super().import_instance(instance, row, **more)
        self.posts.read(instance)

    def skip_row(self, instance: Nomination, original: Nomination | None, row: dict[str, Any], *more: Any) -> bool:
        """What another unit has nominated stays; what says the same is skipped."""
        if original is not None and original.pk and original.state == "standing" and original.unit_id not in self.kin:
            return True
        return bool(super().skip_row(instance, original, row, *more))

    def after_save_instance(self, instance: Nomination, row: dict[str, Any], **_: Any) -> None:
        """What the row proves; instances saved in bulk have no key here, their papers follow at the end."""
        self.papers[f"{instance.person_id} {instance.programme}"] = row["extra"]
        if instance.pk:  # not so in the bulk mode: see prove_all
            self.prove(instance, row["extra"])

    def prove(self, nomination: Nomination, extra: dict[str, str]) -> None:
        """Stores what was not known."""
        known = {paper.kind: paper for paper in nomination.evidence.all()}
        for paper in evidence.news(known, extra, year=self.call.year):
            said = {name: getattr(paper, name) for name in ("outcome", "on", "note")}
            said["source"] = nomination.source
            nomination.evidence.update_or_create(kind=paper.kind, defaults=said)


class BulkResource(NominationResource):
    """The same with the peer's own bulk mode: nominations and papers in batches."""

    class Meta(NominationResource.Meta):
        use_bulk = True
        batch_size = 1_000
        skip_diff = True

    def prove_all(self) -> None:
        """The papers of all nominations, in one statement a thousand."""
        found = []
        for one in Nomination.objects.filter(call=self.call).prefetch_related("evidence"):
            known = {paper.kind: paper for paper in one.evidence.all()}
            for paper in evidence.news(known, self.papers[f"{one.person_id} {one.programme}"], year=self.call.year):
                paper.nomination, paper.source = one, one.source
                found.append(paper)
        Evidence.objects.bulk_create(found, batch_size=1_000)


def peer(call: Call, unit: Unit, content: bytes, *, bulk: bool) -> dict[str, float]:
    """The peer's load: the workbook into a dataset, then the rows as our intake understood them into the tables."""
    begun = time.perf_counter()
    tablib.Dataset().load(content, format="xlsx", headers=False)
    read = time.perf_counter() - begun
    rows = [row.as_json() | {"extra": row.extra} for row in intake.read_file("a.xlsx", content).accepted]
    names = [*rows[0], "state", "source", "person"]
    data = tablib.Dataset(headers=names)
    for row in rows:
        row |= {
            "language": row["language"] or "",
            "position": row["position"] or "",
            "workplace": row["workplace"] or "",
        }
        data.append([*row.values(), "standing", f"tệp “Cao Bang.xlsx”, dòng {row['row']}", None])
    with measured() as spent:
        way = (BulkResource if bulk else NominationResource)(call, unit)
        with transaction.atomic():
            result = way.import_data(data, raise_errors=True)
            if bulk:
                way.prove_all()  # type: ignore[attr-defined]  # a BulkResource
    assert not result.has_errors()
    return {"reading": read, **spent}


def main() -> None:
    """Runs the side that the environment names."""
    side, content = os.environ["BENCH_SIDE"], Path(os.environ["BENCH_BOOK"]).read_bytes()
    call, unit = scene()
    told = ours(call, unit, content) if side == "ours" else peer(call, unit, content, bulk="bulk" in side)
    told |= {
        "people": Person.objects.count(), "nominations": Nomination.objects.count(), "papers": Evidence.objects.count(),
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main()
