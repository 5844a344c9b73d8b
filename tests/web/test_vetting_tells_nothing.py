"""Whoever reads no political vetting learns nothing of it: every page, list, file and count is the same to the letter
whatever vetting found of a nominee, so no two of them held side by side give it away."""

import re

import factories
import pytest
from django.urls import reverse
from walking import OWN, Things, asked, behind_a_right, readable

from doanra.policy import access
from doanra.records.models import Appraisal, Evidence
from doanra.terms.words import Role, Sensitivity

pytestmark = [pytest.mark.django_db, pytest.mark.once]
READERS = [role for role in Role if not access.reads(role, Sensitivity.VETTING) and access.may(role, "nominations.see")]
FILTERS = ("", "?standing=not_eligible", "?standing=eligible&order=-standing", "?rule=vetting&verdict=not_met")
ASKED_IN_MANY_WAYS = ("nominations", "nominations_export", "appraisals", "appraisals_export")
NOT_OF_THE_MATTER = re.compile(rb"\b[A-Za-z0-9]{64}\b|\d\d:\d\d(:\d\d)?|<dcterms:\w+ .*?</dcterms:\w+>")
"""Marks against forged forms, and the time of the day."""
NEVER_STILL = ("nominations_hand_in", "nominations_hand_in_progress")
"""Say how long they have been running."""
CLEARED, STOPPED, SILENT = True, False, None


def found(nomination, outcome, *, others_met):
    """Vetting found so of a nominee, and the verdict is what the rules make of it."""
    verdict = {CLEARED: "met", STOPPED: "not_met", SILENT: "unknown"}[outcome]
    kept = Appraisal.objects.get(nomination=nomination)
    for finding in kept.findings:
        if finding["rule"] == "vetting":
            finding["verdict"] = verdict
        elif others_met:
            finding["verdict"] = "met"
    of = {
        name: [f["rule"] for f in kept.findings if f["verdict"] == name and f["blocks"]]
        for name in ("not_met", "unknown")
    }
    kept.not_met, kept.unknown = ",".join(of["not_met"]), ",".join(of["unknown"])
    kept.standing = "not_eligible" if kept.not_met else "unknown" if kept.unknown else "eligible"
    kept.save()
    papers = Evidence.objects.filter(nomination=nomination, kind="vetting")
    papers.update(outcome=outcome)


def seen(client, things):
    """Every page and file that the account gets, by address."""
    addresses = [reverse("web:year_figure", args=[2027, name]) for name in ("eligible", "unknown", "not_eligible")]
    for name, _row, route, parameters in behind_a_right():
        if route in NEVER_STILL:
            continue
        address = reverse(name, kwargs=things.of(route, parameters))
        addresses += [address + more for more in (FILTERS if route in ASKED_IN_MANY_WAYS else FILTERS[:1])]
    return {address: page(client, address) for address in addresses}


def page(client, address):
    """What stands there for this account."""
    status, body = asked(client, "get", address)
    return status, NOT_OF_THE_MATTER.sub(b"", readable(body))


@pytest.fixture(scope="module")
def one_of_each(module_db, module_files):
    made = Things()
    for one in made.named[:2]:
        Evidence.objects.create(nomination=one, kind="vetting", outcome=True, document="12-BC/MAU")
    return made


@pytest.fixture
def things(one_of_each, kept_files, db):
    return one_of_each.copy()


@pytest.mark.parametrize("role", READERS)
def test_no_page_or_file_differs_by_what_vetting_found(client, things, role):
    of_unit = {"unit": OWN} if access.of_unit(role) else {}
    client.force_login(factories.account("ai", role=role.value, **of_unit))
    told = {}
    for outcome in (CLEARED, STOPPED, SILENT):
        found(things.named[0], outcome, others_met=True)
        found(things.named[1], outcome, others_met=False)
        told[outcome] = seen(client, things)
    differ = {
        address
        for outcome in (STOPPED, SILENT)
        for address, page in told[outcome].items()
        if page != told[CLEARED][address]
    }
    assert differ == set()


def test_those_who_read_it_see_the_difference(client, things):
    """The walk above would be empty if the pages told nobody."""
    client.force_login(factories.account("an", role="office"))
    address = reverse("web:appraisals", args=[2027])
    found(things.named[0], CLEARED, others_met=True)
    before = page(client, address)
    assert page(client, address) == before
    found(things.named[0], STOPPED, others_met=True)
    assert page(client, address) != before
