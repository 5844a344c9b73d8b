"""`doanra audit`: exit codes 0, 1 and 2; anchors and files, and what stands in none of them."""

import csv
import json

import factories
import pytest
from cli.installation import refused
from django.db import connection

from doanra.records import guard
from doanra.records.models import Event, EventLink
from doanra.stages import appraisals, calls

NUMBER = "77-KL/TTCT"


@pytest.fixture
def year(db):
    call = factories.call(2027)
    nomination = factories.nominations(call, 1, unit="p-cao-bang")[0]
    appraisals.record_evidence(nomination, kind="vetting", outcome=True, document=NUMBER, by=None)
    calls.change(call, values={"title": "=Năm 2027"}, by=None)
    return call


def test_a_whole_trail_is_said_to_be_whole(doanra, year):
    ran = doanra("audit", "verify")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"nguyên vẹn: {EventLink.objects.count()} dòng" in ran.stdout


def test_a_broken_trail_names_the_first_broken_row(doanra, year):
    with connection.cursor() as cursor:
        guard.lift(cursor, vendor=connection.vendor)
    wrong = Event.objects.get(verb="calls.change")
    Event.objects.filter(pk=wrong.pk).update(by_name="ai khác")
    ran = doanra("audit", "verify")
    assert ran.returncode == 1
    assert f"dòng {wrong.link.sequence} (việc số {wrong.pk}): bị sửa" in ran.stdout


def test_an_anchor_finds_a_tail_that_was_cut(doanra, year, tmp_path):
    kept = tmp_path / "moc.jsonl"
    for many in (1, 2):
        assert doanra("audit", "anchor", str(kept)).returncode == 0
        assert len(kept.read_text().splitlines()) == many
    assert "Khớp 2 mốc" in doanra("audit", "verify", "--anchor", str(kept)).stdout
    with connection.cursor() as cursor:
        guard.lift(cursor, vendor=connection.vendor)
    EventLink.objects.order_by("-sequence").first().delete()
    ran = doanra("audit", "verify", "--anchor", str(kept))
    assert (ran.returncode, "bị cắt" in ran.stdout) == (1, True)


@pytest.mark.parametrize("text", ["", "không phải JSON", "{}", '{"sequence": 1, "hash": "a", "seal": "b"}'])
def test_a_file_that_is_no_anchor_is_refused(doanra, year, tmp_path, text):
    (tmp_path / "moc").write_text(text, encoding="utf-8")
    assert refused(doanra("audit", "verify", "--anchor", str(tmp_path / "moc")), "moc")


def test_anchors_that_are_not_there_are_refused(doanra, year, tmp_path):
    assert refused(doanra("audit", "verify", "--anchor", str(tmp_path / "nowhere")), "nowhere")
    assert refused(doanra("audit", "anchor", str(tmp_path / "no" / "where")), "where")


def test_the_trail_as_lines_has_the_chain_and_no_vetting(doanra, year, tmp_path):
    out = tmp_path / "trail.jsonl"
    ran = doanra("audit", "export", "--out", str(out))
    assert ran.returncode == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["hash"] for row in rows] == list(EventLink.objects.values_list("hash", flat=True))[: len(rows)]
    assert NUMBER not in out.read_text(encoding="utf-8")
    (evidence,) = [row for row in rows if row["verb"] == "appraisals.evidence"]
    kept = [change for thing in evidence["things"] for change in thing["changes"] if change["kept"] == "vetting"]
    assert kept and not any("new" in change for change in kept)
    assert out.stat().st_mode & 0o077 == 0
    assert Event.objects.latest("id").verb == "trail.export"


def test_the_trail_as_a_table_has_no_formula(doanra, year, tmp_path):
    out = tmp_path / "trail.csv"
    assert doanra("audit", "export", "--from", "2020-01-01", "--to", "2100-01-01", "--out", str(out)).returncode == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert rows
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_no_day_no_row(doanra, year, tmp_path):
    out = tmp_path / "trail.jsonl"
    assert doanra("audit", "export", "--to", "2020-01-01", "--out", str(out)).returncode == 0
    assert out.read_text() == ""


def test_a_file_that_stands_there_or_of_no_known_kind_is_refused(doanra, year, tmp_path):
    (tmp_path / "there.csv").write_text("")
    assert refused(doanra("audit", "export", "--out", str(tmp_path / "there.csv")), "there.csv")
    assert refused(doanra("audit", "export", "--out", str(tmp_path / "trail.pdf")), "trail.pdf")
