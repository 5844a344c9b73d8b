"""The register of units in the tables: loaded twice it is the same, and a text names a unit as of a day."""

from datetime import date

import pytest

from doanra.records.models import Succession, Unit, UnitCode, UnitName
from doanra.stages import units

pytestmark = pytest.mark.django_db
THEN, NOW = date(2022, 10, 10), date(2026, 9, 15)


def everything():
    return (
        list(Unit.objects.order_by("slug").values()),
        sorted(UnitName.objects.values_list("unit__slug", "name", "short", "party_body", "valid_from")),
        sorted(UnitCode.objects.values_list("unit__slug", "scheme", "code", "valid_from")),
        sorted(Succession.objects.values_list("predecessor__slug", "successor__slug", "on")),
    )


def test_loading_again_changes_nothing():
    before = everything()
    assert units.load(by=None) == len(before[0])
    assert everything() == before


def test_loading_mends_what_was_changed_and_leaves_units_of_the_offices_own():
    Unit.objects.filter(slug="p-cao-bang").update(short="Sai")
    own = Unit.objects.create(slug="own", kind="central", valid_from=NOW, name="Đơn vị thử", short="Thử", search_key="")
    units.load(by=None)
    assert Unit.objects.get(slug="p-cao-bang").short == "Cao Bằng"
    own.refresh_from_db()
    assert own.name == "Đơn vị thử"


@pytest.mark.parametrize(("day", "many"), [(THEN, 63), (NOW, 34)])
def test_provinces_of_a_day(day, many):
    assert sum(unit.in_force(day) for unit in Unit.objects.filter(kind="province")) == many


def test_every_unit_that_is_gone_and_has_heirs_went_over_the_day_after_its_last():
    rows = Succession.objects.select_related("predecessor", "successor")
    assert rows
    for row in rows:
        assert row.predecessor_id != row.successor_id
        last = row.predecessor.valid_to
        if last:
            assert (row.on - last).days == 1, row.predecessor
            assert row.successor.in_force(row.on), row.predecessor


def test_no_province_that_is_gone_is_without_an_heir_of_today():
    for gone in Unit.objects.filter(kind="province").exclude(valid_to=None):
        assert gone.successions.filter(successor__valid_to=None).exists(), gone


@pytest.mark.parametrize(
    ("texts", "day", "slug"),
    [
        (("TỈNH UỶ CAO BẰNG",), NOW, "p-cao-bang"),
        (("TỈNH UỶ HÀ GIANG",), THEN, "p-ha-giang"),
        (("TỈNH UỶ HÀ GIANG",), NOW, None),
        (("", "Cao Bang 2027.xlsx"), NOW, "p-cao-bang"),
        (("DANH SÁCH CÁN BỘ", "Cao Bang.xlsx"), NOW, "p-cao-bang"),
        (("Sơn La - Lai Châu", "Lai Chau.xlsx"), NOW, "p-lai-chau"),
        (("Sơn La - Lai Châu", "Cao Bang.xlsx"), NOW, None),
        (("TỈNH UỶ HÀ GIANG", "Cao Bang.xlsx"), NOW, None),
        (("TỈNH UỶ CAO BẰNG", "Son La.xlsx"), NOW, "p-cao-bang"),
        (("", ""), NOW, None),
    ],
)
def test_a_unit_is_recognised_as_of_a_day_and_never_guessed(texts, day, slug):
    found = units.recognise(*texts, on=day)
    assert (found and found.slug) == slug
