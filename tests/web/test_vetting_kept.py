"""What political vetting said is read by the few: two years that differ in nothing else look the same to all others."""

import re
from datetime import date

import consulted
import factories
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from walking import OWN, Things, asked, behind_a_right, readable

from doanra.policy import access
from doanra.records.models import Appraisal, EventThing
from doanra.records.queries import behind
from doanra.stages import appraisals
from doanra.stages.consultations import opinions
from doanra.terms.words import Role, Sensitivity

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PROOFS = ("discipline_clear", "exit_clear", "content_fit", "health", "commitment", "overlap_review")
DAY = date(2026, 12, 31)
STANDINGS = ("eligible", "unknown", "not_eligible")
OTHERS = [role for role in Role if not access.reads(role, Sensitivity.VETTING)]
CHANGING = re.compile(
    rb'(csrfmiddlewaretoken" value="|X-CSRFToken":"|nonce=")[^"]+|<code>[0-9a-f]+</code>|W3CDTF">[^<]+<'
)
"""What is another at each request, and the hash of a link: it binds all of an act, with a key that no reader has."""

_lists = [f"?standing={one}" for one in STANDINGS] + ["?order=standing", "?order=-standing"]
_rules = ["?rule=vetting", "?rule=vetting&verdict=not_met", "?verdict=not_met", "?rule=health"]
MORE = {
    "nominations": _lists, "nominations_export": _lists, "appraisals": _lists + _rules, "appraisals_export": _rules,
    "consultations_list": ["?only=stopped", "?only=against", "?only=silent"],
    "consultations_table": ["?only=stopped", "?only=against", "?only=silent"],
    "appraisals_why": ["?on=2027-09-01"],
    "calls_top_up": ["?programme=short"],
}  # fmt: skip
"""Filters and orders of pages that could tell by what they leave out, or by where they put somebody."""


class Year(Things):
    """The year of the walk; everybody is proven but in vetting, for which a body is asked."""

    def __init__(self):
        super().__init__()
        for number, one in enumerate(self.named):
            papers = dict.fromkeys((*PROOFS, "task_done"), True)
            papers |= {2: {"health": None}, 3: {"health": False}}.get(number, {})
            for kind, outcome in papers.items():
                appraisals.record_evidence(one, kind=kind, by=None, outcome=outcome, on=DAY)
        self.other = self.body_of("Cơ quan Khác")
        self.vetting = self.body_of("Cơ quan Thẩm tra", vets=True)

    def body_of(self, short, **values):
        listed = self.call.consultations.get()
        (request,) = consulted.asked(listed, consulted.body(short, **values))
        return request

    def vetted(self, outcome):
        """What the body said of all, and what the office wrote down of the last: the same thing of everybody."""
        words = {True: "agree", False: "disagree", None: "more"}
        rows = range(self.vetting.opinions.count())
        given = [consulted.given(self.vetting, number, words[outcome], note="") for number in rows]
        opinions.answer_many(self.vetting, given=given, by=None, on=consulted.TODAY)
        appraisals.record_evidence(self.named[5], kind="vetting", by=None, outcome=outcome, on=DAY, document="9-TB")
        appraisals.record_evidence(self.named[4], kind="health", by=None, outcome=False, on=DAY)
        appraisals.appraise(self.call, by=None)

    def account(self, role):
        made = factories.account("ai", role=role.value, unit=OWN if access.of_unit(role) else None)
        if role is Role.APPRAISER:
            made.body = self.other.body
            made.save(update_fields=["body"])
        return made

    def addresses(self, role):
        """Every page that the role may open, with the filters that could tell."""
        for name, row, route, parameters in behind_a_right():
            if not access.may(role, row.asked("get")):
                continue
            for values in self.each(route, parameters):
                one = reverse(name, kwargs=values)
                yield from (one + more for more in ("", *MORE.get(route, ())))

    def each(self, route, parameters):
        values = self.of(route, parameters)
        if route == "year_figure":
            return [{**values, "name": name} for name in behind.NAMES]
        if "nomination" in parameters or route == "trail_story":
            key, kind = ("nomination", "nomination") if "nomination" in parameters else ("key", "nomination")
            return [{**values, **({"kind": kind} if key == "key" else {}), key: one.pk} for one in self.named]
        if route == "trail_event":
            newest = EventThing.objects.order_by("-event").values_list("event", flat=True).distinct()[:6]
            return [{"event": one} for one in newest]
        return [values]


@pytest.fixture
def year(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    return Year()


def seen(client, year, role, outcome):
    """Every page of the role in the year where vetting said that."""
    with transaction.atomic():
        year.vetted(outcome)
        client.force_login(year.account(role))
        found = {}
        for address in year.addresses(role):
            status, body = asked(client, "get", address)
            found[address] = status, CHANGING.sub(b"", readable(body))
        transaction.set_rollback(True)
    return found


def where(address, one, other):
    """The page, and the first place at which it tells."""
    lines = zip(one[1].splitlines(), other[1].splitlines(), strict=False)
    return address, next(((a[-300:], b[-300:]) for a, b in lines if a != b), (one[0], other[0]))


@pytest.mark.parametrize("role", OTHERS)
def test_nothing_that_others_open_tells_what_vetting_said(client, year, role):
    good, *others = (seen(client, year, role, outcome) for outcome in (True, False, None))
    for other in others:
        assert other.keys() == good.keys()
        told = [where(one, page, other[one]) for one, page in good.items() if page != other[one]]
        assert not told, "\n".join(map(str, told))


def test_the_few_see_the_difference(client, year):
    """The comparison above would be empty if vetting made none."""
    good, bad = (seen(client, year, Role.LEADER, outcome) for outcome in (True, False))
    differ = {one.partition("?")[0].strip("/").split("/")[-1] for one in good if good[one] != bad[one]}
    assert {"appraisals", "nominations", "consultations", "plans"} <= differ


def test_vetting_makes_another_verdict_of_most(year):
    for outcome, standing in ((True, "eligible"), (False, "not_eligible"), (None, "unknown")):
        with transaction.atomic():
            year.vetted(outcome)
            assert Appraisal.objects.get(nomination=year.named[0]).standing == standing
            transaction.set_rollback(True)
