"""The watch over what doors write is itself seen to find something."""

import factories
import pytest
from django.db import connection
from writes_watch import strange, watching

from doanra.records.models import Unit
from doanra.stages import calls

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sql", "is_strange"),
    [
        ('INSERT INTO "records_person" ("id") VALUES (1)', True),
        ('UPDATE "records_account" SET "role" = %s WHERE "id" = 1', True),
        ("delete from records_call", True),
        ('INSERT OR IGNORE INTO "records_unit" ("id") VALUES (1)', True),
        ('UPDATE "records_account" SET "last_login" = %s WHERE "id" = 1', False),
        ('UPDATE "records_planningrun" SET "heartbeat_at" = %s', False),
        ('SELECT "records_person"."id" FROM "records_person"', False),
        ('INSERT INTO "django_session" ("id") VALUES (1)', False),
    ],
)
def test_which_statements_only_a_verb_may_make(sql, is_strange):
    assert strange(sql) is is_strange


def test_a_write_outside_every_act_is_found_and_one_within_is_not():
    call = factories.call(2027)
    with watching(connection) as watch:
        Unit.objects.filter(pk=1).update(short="trước cửa")
        with watch.door():
            calls.change(call, values={"title": "Năm 2027"}, by=None)
            assert watch.found == []
            Unit.objects.filter(pk=1).update(short="vòng qua")
    assert len(watch.found) == 1
