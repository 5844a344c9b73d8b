"""Rows and originals at rest: unreadable in the database and on the disk, the same again when asked for."""

import importlib
import io

import factories
import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from unit_lists import HEAD_WITH_NUMBER, line, workbook

from doanra.records.hidden import originals
from doanra.records.models import Attempt, FileRow, SourceFile
from doanra.stages import nominations

pytestmark = pytest.mark.django_db
NUMBER = "001075000001"


@pytest.fixture
def file(office):
    content = workbook(line(number=NUMBER), head=HEAD_WITH_NUMBER)
    return nominations.receive(factories.call(2027), name="Cao Bang.xlsx", content=content, by=office)


def stored_texts():
    """Every text of every table as the database holds it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (f"{table}: {cell}" for cell in row if isinstance(cell, str | bytes))


def test_an_identity_number_lies_readable_in_no_table(file):
    assert [text for text in stored_texts() if NUMBER in text] == []
    row = FileRow.objects.get()
    assert (row.fields["id_number"], row.raw["I"]) == (NUMBER, NUMBER)


def test_the_original_lies_unreadable_on_the_disk_and_comes_as_it_was(file, settings):
    (kept,) = (path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    assert not kept.read_bytes().startswith(b"PK")
    with file.content.open() as opened:
        assert opened.read().startswith(b"PK")


def test_nobody_can_search_in_what_is_hidden():
    with pytest.raises(TypeError):
        FileRow.objects.filter(fields__position="x")
    with pytest.raises(TypeError):
        FileRow.objects.filter(raw={})


def test_what_was_stored_readable_is_read_and_then_hidden(file, settings):
    old = '{"position": "Trưởng phòng", "id_number": "001075000002"}'
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_filerow SET fields = %s", [old])
    assert FileRow.objects.get().fields["id_number"] == "001075000002"
    path = settings.MEDIA_ROOT / file.content.name
    path.write_bytes(b"readable")
    assert originals().open(file.content.name).read() == b"readable"
    Attempt.objects.all().delete()
    step = importlib.import_module("doanra.records.migrations.0006_hide_what_was_readable")
    step.hide(apps, None)
    step.remember_attempts(apps, None)
    assert not any("001075000002" in text for text in stored_texts())
    assert FileRow.objects.get().fields["position"] == "Trưởng phòng"
    assert b"readable" not in path.read_bytes()
    assert originals().open(file.content.name).read() == b"readable"
    assert Attempt.objects.get().file == SourceFile.objects.get()


def test_a_file_that_is_gone_stays_gone():
    originals().hide_old("received/2026/11/none.xlsx")
    assert not originals().exists("received/2026/11/none.xlsx")


def test_a_file_that_was_read_a_little_is_stored_whole():
    name = originals().save("a.bin", _half_read(b"all of it"))
    assert originals().open(name).read() == b"all of it"


def _half_read(content):
    file = ContentFile(content)
    file.read(3)
    assert isinstance(file.file, io.BytesIO)
    return file
