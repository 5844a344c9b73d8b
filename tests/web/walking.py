"""Every address with one thing of each kind to fill it, and how a walk asks them."""

import io
import zipfile
from datetime import date

import consulted
import factories
import nominating_scene
from django.db import transaction
from django.urls import get_resolver
from django.utils import timezone
from rights_table import ROUTES
from unit_lists import line, workbook
from verb_cases.scene import DAY, Scene

from doanra.records.models import BusyDays, Event, HandIn, Need, PastCourse, Repair, RequiredPaper, SavedView
from doanra.stages import appraisals, filing, histories, holidays, nominations, synonyms
from doanra.stages.consultations import approving, freezing, scans
from doanra.stages.plans import drafts

OWN = "p-cao-bang"
AN_OFFER = {
    "changes": [],
    "tiers": {"seated": 0},
    "repair": {
        "changes": {"value": 0, "proven": True}, "t1": {"proven": True}, "allowed": 0, "dropped": 0, "stopped": [],
        "reseated_from_cancelled": 0, "newly_seated": 0,
    },
}  # fmt: skip


def addresses():
    """Every address of every door: its name with namespace, and its parameters."""
    found = {}

    def walk(patterns, namespace, given):
        for one in patterns:
            named = (*given, *one.pattern.converters)
            if hasattr(one, "url_patterns"):
                walk(one.url_patterns, one.namespace or namespace, named)
            else:
                found[f"{namespace}:{one.name}"] = named

    walk(get_resolver().url_patterns, "", ())
    return found


class Things(Scene):
    """One thing of each kind; whatever belongs to a unit is of Cao Bằng."""

    def __init__(self):
        super().__init__()
        self.file = nominations.receive(self.call, name="a.xlsx", content=workbook(line()), by=None)
        mine, seated = self.named[0], self.plan
        self.run_made = self.broken_off()
        content = "Họ và tên,Ngày sinh,Khoá học,Từ ngày\nLê Thử Cũ,1/1/1961,Quản lý công,2012\n".encode()
        self.old = histories.receive(name="cu.csv", content=content, by=None, on=DAY)
        saved = histories.receive(name="cu2.csv", content=content.replace(b"1961", b"1962"), by=None, on=DAY)
        histories.save_file(saved, by=None)
        repair = Repair.objects.create(
            call=self.call, plan=seated, problem=seated.problem, created_at=seated.created_at, state="done",
            offers=[{**drafts.as_planned(seated).as_json(), **AN_OFFER}],
        )  # fmt: skip
        day = holidays.put(country="VN", day=date(2027, 6, 1), change="add", name="Nghỉ bù", source="1-TB", by=None)
        busy = BusyDays.objects.create(
            call=self.call, person=mine.person, first_day=date(2027, 10, 1), last_day=date(2027, 10, 9),
            reason="duty", recorded_at=timezone.now(),
        )  # fmt: skip
        hand_in = HandIn.objects.create(call=self.call, started_at=timezone.now(), heartbeat_at=timezone.now())
        word = synonyms.add(meaning="full_name", header="Danh xưng thử", by=None)
        listed = freezing.freeze(self.call, title="Danh sách của lần đi", by=None, on=DAY)
        (request,) = consulted.asked(listed, consulted.body())
        need = Need.objects.create(
            call=self.call, unit=mine.unit, programme="short", task="Việc thử", gap="Thiếu thử", made_at=timezone.now()
        )  # fmt: skip
        paper = RequiredPaper.objects.create(programme="short", name="Giấy thử", valid_from=DAY)
        kept = SavedView.objects.create(
            name="Của mọi người", listing="nominations", audience="all", kept_at=timezone.now(),
            owner=factories.account("chu.khung", role="office"),
        )  # fmt: skip
        waived = {"document": "118-CV", "on": DAY, "signer": "Phó Trưởng Ban", "by": None}
        waiver = appraisals.waive(mine, rule="short_once", **waived)
        scan = scans.attach(waiver, looked=filing.look("118.pdf", nominating_scene.PDF), by=None)
        approving.approve(listed, document="21-TB", on=DAY, signer="Phó Trưởng Ban", seen=0, by=None, today=DAY)
        freezing.reopen(listed, reason="hỏi thêm", by=None)
        self.values = {
            "waiver": waiver.pk, "scan": scan.pk,
            "need": need.pk, "paper": paper.pk,
            **nominating_scene.in_every_state(self.call),
            "consultation": listed.pk, "body": request.body_id, "opinion": request.opinions.first().pk,
            "year": 2027, "slug": OWN, "pair": self.pair.pk, "merge": self.merged().pk, "file": self.file.pk,
            "course": PastCourse.objects.first().pk, "person": mine.person_id, "title": self.title.pk,
            "word": self.word.pk, "code": "NH-01", "pk": busy.pk, "hand_in": hand_in.pk, "nomination": mine.pk,
            "run": self.run_made.pk, "scenario": self.tried_again().pk, "plan": seated.pk, "repair": repair.pk,
            "event": Event.objects.filter(things__kind="person").latest("id").pk, "kind": "person",
            "key": mine.person_id,
            "number": 1, "name": "planned", "other": seated.pk, "reason": "no-room", "ending": "docx",
            "form": "csv", "listing": "nominations", "view": kept.pk,
        }  # fmt: skip
        self.instead = {
            "accounts_": {"pk": factories.account("chi.giu", role="unit", unit=OWN).pk},
            "histories_": {"file": self.old.pk},
            "holidays_": {"pk": day.pk},
            "synonyms_": {"word": word.pk},
        }

    def tried_again(self):
        self.run_made.delete()
        tried = self.tried()
        self.run_made = tried.run
        return tried

    def of(self, name, parameters):
        """The values of an address's parameters."""
        own = next((one for prefix, one in self.instead.items() if name.startswith(prefix)), {})
        return {parameter: own.get(parameter, self.values[parameter]) for parameter in parameters}


def asked(client, method, address):
    """One request, undone again."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, body


def behind_a_right():
    """Name, row of the table and parameters of every address that asks a right."""
    for name, parameters in sorted(addresses().items()):
        route = name.removeprefix("web:")
        if name.startswith("web:") and ROUTES[route].act:
            yield name, ROUTES[route], route, parameters


def readable(body):
    """What a reader finds in an answer: its bytes, and those of every part of a packed file."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join(packed.read(part) for part in packed.namelist())
