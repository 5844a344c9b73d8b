"""Verdicts are kept with their edition; evidence and waivers change them; nothing is invented."""

from datetime import date

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doanra.records.models import Appraisal, Event, Evidence, Participation, Waiver
from doanra.stages import appraisals, calls
from doanra.terms.refusal import NotAllowed, Refused

pytestmark = pytest.mark.django_db
CLEAR = ("discipline_clear", "exit_clear", "content_fit", "health", "commitment", "vetting", "overlap_review")


@pytest.fixture
def call(db):
    made = factories.call(2027)
    factories.course(made)
    return made


def prove(nomination, office, *kinds):
    for kind in kinds:
        appraisals.record_evidence(nomination, kind=kind, by=office, outcome=True, on=date(2026, 12, 31))


def test_a_bare_nomination_is_unknown_not_refused(call):
    (nomination,) = factories.nominations(call, 1)
    verdict = nomination.appraisal
    assert verdict.standing == "unknown"
    assert verdict.on == date(2027, 4, 5)
    assert verdict.edition
    assert all(finding["citations"] for finding in verdict.findings if finding["verdict"] != "unknown")


def test_full_evidence_makes_eligible(call, office):
    (nomination,) = factories.nominations(call, 1)
    prove(nomination, office, "task_done", *CLEAR)
    assert Appraisal.objects.get().standing == "eligible", Appraisal.objects.get().unknown


def test_too_little_time_left_is_not_met_with_its_clause(call):
    (nomination,) = factories.nominations(call, 1, birth="1966-01-10")
    finding = next(f for f in nomination.appraisal.findings if f["rule"] == "months_left")
    assert finding["verdict"] == "not_met"
    assert "02-QĐ/BCĐ" in finding["citations"][0]["text"]
    assert "Thử" in finding["sentence"]


def test_a_second_short_course_is_not_met(call, office):
    (nomination,) = factories.nominations(call, 1)
    Participation.objects.create(
        person=nomination.person, funded_by="kl39", programme="short", title="Khoá cũ", country="Úc",
        starts_on=date(2023, 5, 8), ends_on=date(2023, 5, 21),
    )  # fmt: skip
    appraisals.appraise(call, by=office)
    assert "short_once" in Appraisal.objects.get().not_met


def test_a_waiver_by_the_committee_lifts_a_waivable_rule(call, office):
    (nomination,) = factories.nominations(call, 1)
    Participation.objects.create(
        person=nomination.person, funded_by="kl39", programme="short", title="Khoá cũ", country="Úc",
        starts_on=date(2023, 5, 8), ends_on=date(2023, 5, 21),
    )  # fmt: skip
    appraisals.waive(
        nomination, rule="short_once", document="118-CV/BCĐ", on=date(2027, 1, 20), signer="Phó Trưởng ban", by=office
    )
    finding = next(f for f in Appraisal.objects.get().findings if f["rule"] == "short_once")
    assert finding["verdict"] == "waived"


def test_of_political_vetting_nothing_but_outcome_date_and_number_is_kept(call, office):
    (nomination,) = factories.nominations(call, 1)
    with pytest.raises(Refused) as refused:
        appraisals.record_evidence(nomination, kind="vetting", by=office, outcome=True, note="nội dung thẩm tra")
    assert refused.value.code == "vetting_note"
    assert not Evidence.objects.exists()


def test_an_end_of_leadership_needs_a_date_and_a_reason(call, office):
    (nomination,) = factories.nominations(call, 1)
    with pytest.raises(Refused):
        appraisals.record_evidence(nomination, kind="term_end", by=office, outcome=None, on=date(2028, 1, 1))
    appraisals.record_evidence(
        nomination, kind="term_end", by=office, outcome=None, on=date(2028, 1, 1), note="hết nhiệm kỳ 2023-2028"
    )
    assert "months_left" in Appraisal.objects.get().not_met


def test_an_appraiser_says_its_opinion_on_a_list_and_touches_no_evidence(call):
    appraiser = factories.account("dung", role="appraiser")
    (nomination,) = factories.nominations(call, 1)
    with pytest.raises(NotAllowed):
        appraisals.record_evidence(nomination, kind="vetting", by=appraiser, outcome=True, on=date(2027, 1, 5))
    with pytest.raises(NotAllowed):
        appraisals.waive(nomination, rule="short_once", document="1", on=date(2027, 1, 5), signer="x", by=appraiser)


def test_a_leader_of_the_committee_waives_and_judges_nobody(call):
    leader = factories.account("minh", role="leader")
    (nomination,) = factories.nominations(call, 1)
    appraisals.waive(nomination, rule="short_once", document="118-CV", on=date(2027, 1, 5), signer="x", by=leader)
    assert Waiver.objects.get().recorded_by == leader
    with pytest.raises(NotAllowed):
        appraisals.appraise(call, by=leader)


@pytest.mark.parametrize("rule", ["months_left", "discipline", "vetting"])
def test_what_no_text_lets_the_committee_waive_is_not_waived(call, office, rule):
    (nomination,) = factories.nominations(call, 1)
    with pytest.raises(Refused) as refused:
        appraisals.waive(nomination, rule=rule, document="118-CV", on=date(2027, 1, 20), signer="x", by=office)
    assert refused.value.code == "not_waivable"
    assert not Waiver.objects.exists()


@pytest.mark.parametrize(("document", "signer"), [("", "Phó Trưởng ban"), ("118-CV", " "), ("x" * 121, "y")])
def test_a_waiver_names_its_paper_and_who_signed(call, office, document, signer):
    (nomination,) = factories.nominations(call, 1)
    with pytest.raises(Refused):
        appraisals.waive(
            nomination, rule="short_once", document=document, on=date(2027, 1, 20), signer=signer, by=office
        )
    assert not Waiver.objects.exists()


def test_a_rating_without_its_year_would_prove_nothing_and_is_refused(call, office):
    (nomination,) = factories.nominations(call, 1)
    with pytest.raises(Refused) as refused:
        appraisals.record_evidence(nomination, kind="task_done", by=office, outcome=True)
    assert refused.value.code == "rating_needs_year"


def test_a_note_longer_than_its_column_is_refused_and_not_cut(call, office):
    (nomination,) = factories.nominations(call, 1)
    with pytest.raises(Refused):
        appraisals.record_evidence(nomination, kind="health", by=office, outcome=True, note="x" * 301)
    assert not Evidence.objects.exists()


def test_the_trail_tells_how_a_standing_changed_and_by_which_edition(call, office):
    (nomination,) = factories.nominations(call, 1)
    appraisals.record_evidence(
        nomination, kind="discipline_clear", by=office, outcome=False, on=date(2026, 9, 1), document="12-QĐ"
    )
    edition = Appraisal.objects.get().edition
    assert Event.objects.get(verb="appraisals.evidence").detail["changed"] == [
        {"nomination": nomination.pk, "before": ["unknown", edition], "after": ["not_eligible", edition]}
    ]
    appraisals.appraise(call, by=office)
    assert Event.objects.filter(verb="appraisals.make").first().detail == {"nominations": 1, "changed": []}


def test_after_the_year_was_closed_nobody_is_judged_again(call, office):
    (nomination,) = factories.nominations(call, 1)
    calls.close(calls.of_year(2027), by=office)
    for act in (
        lambda: appraisals.appraise(call, by=office),
        lambda: appraisals.record_evidence(nomination, kind="health", by=office, outcome=True),
        lambda: appraisals.waive(
            nomination, rule="short_once", document="1", on=date(2027, 1, 5), signer="x", by=office
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "call_closed"


def test_judging_many_asks_the_database_as_often_as_judging_few(call):
    def asked(many):
        made = [factories.nomination(call) for _ in range(many)]
        with CaptureQueriesContext(connection) as queries:
            assert appraisals.appraise(call, by=None, nominations=made) == many
        return len(queries)

    assert asked(2) == asked(12)
