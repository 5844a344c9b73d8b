"""Scans of decisions and letters: added and taken away by whose act the paper is, handed out by right and reach."""

import consulted
import factories
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from nominating_scene import PDF

from doanra.records.models import DecisionScan, Event
from doanra.stages import appraisals, filing
from doanra.stages.consultations import approving, scans
from doanra.terms.refusal import Refused

pytestmark = pytest.mark.django_db
SIGNED = {"document": "21-TB/BCĐ", "on": consulted.LETTER, "signer": "Phó Trưởng Ban"}


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def listed(call):
    return consulted.frozen(call, 2)


def at(name, *where):
    return reverse(f"web:{name}", args=[2027, *where])


def sent(**more):
    return {"file": SimpleUploadedFile("quyet-dinh.pdf", PDF), **more}


def test_the_decision_is_added_handed_out_and_taken_away_with_a_reason(client, office, listed):
    approving.approve(listed, seen=0, by=None, today=consulted.TODAY, **SIGNED)
    client.force_login(office)
    page = at("consultations_version_scans", listed.pk, 1)
    assert "Đã thêm bản scan" in client.post(page, sent(), follow=True).content.decode()
    kept = DecisionScan.objects.get()
    file = at("consultations_scan", listed.pk, kept.pk)
    assert client.get(file).content == PDF
    assert "Bản scan (1)" in client.get(at("consultations_version", listed.pk, 1)).content.decode()
    client.post(page, {"remove": kept.pk, "reason": "nhầm tệp"})
    assert client.get(file).status_code == 404
    assert Event.objects.get(verb="consultations.detach").detail == {"file": "quyet-dinh.pdf", "reason": "nhầm tệp"}


def test_without_a_reason_nothing_is_taken_away(client, office, listed):
    version = approving.approve(listed, seen=0, by=None, today=consulted.TODAY, **SIGNED)
    kept = scans.attach(version, looked=filing.look("a.pdf", PDF), by=None)
    client.force_login(office)
    answer = client.post(at("consultations_version_scans", listed.pk, 1), {"remove": kept.pk, "reason": " "})
    assert answer.status_code == 400
    assert scans.of(version) == [kept]


def test_a_body_adds_its_letter_and_no_other_body_opens_it(client, listed):
    one, other = consulted.body("Một"), consulted.body("Hai")
    request, _ = consulted.asked(listed, one, other)
    client.force_login(consulted.appraiser("ai", of=one))
    page = at("consultations_letters", listed.pk, one.pk)
    assert client.post(page, sent()).status_code == 400  # a letter has a number
    client.post(page, sent(document="45-CV/CQM"))
    kept = DecisionScan.objects.get()
    assert client.get(at("consultations_scan", listed.pk, kept.pk)).content == PDF
    client.force_login(consulted.appraiser("ba", of=other))
    assert client.get(page).status_code == 404
    assert client.get(at("consultations_scan", listed.pk, kept.pk)).status_code == 404
    client.force_login(factories.account("minh", role="committee"))
    assert "45-CV/CQM" in client.get(page).content.decode()
    assert client.post(page, sent(document="1")).status_code == 403
    assert [scan.request for scan in scans.of(request)] == [request]


def test_of_political_vetting_no_scan_is_kept(client, office, listed):
    body = consulted.body("Thẩm tra", vets=True)
    (request,) = consulted.asked(listed, body)
    with pytest.raises(Refused, match="chỉ ghi kết quả"):
        scans.attach(request, looked=filing.look("a.pdf", PDF), document="1-CV", by=None)
    client.force_login(office)
    assert client.get(at("consultations_letters", listed.pk, body.pk)).status_code == 404
    assert not DecisionScan.objects.exists()


def test_the_decision_behind_a_waiver_is_read_by_its_unit_and_no_other(client, call):
    one = factories.nominations(call, 1, unit="p-cao-bang")[0]
    waiver = appraisals.waive(one, rule="short_once", by=None, **SIGNED)
    client.force_login(factories.account("lan", role="leader"))
    client.post(at("appraisals_waiver_scans", one.pk, waiver.pk), sent())
    kept = DecisionScan.objects.get()
    file = at("appraisals_scan", one.pk, kept.pk)
    assert "Quyết định miễn" in client.get(at("appraisals_why", one.pk)).content.decode()
    client.force_login(factories.account("dv", role="unit", unit="p-cao-bang"))
    assert client.get(file).content == PDF
    client.force_login(factories.account("khac", role="unit", unit="p-son-la"))
    assert client.get(file).status_code == 404
