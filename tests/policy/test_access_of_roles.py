"""The table of rights against what each duty is for: who only reads, who sees no dossiers, who sees no verdicts."""

import pytest

from doanra.policy import access
from doanra.policy.access import ACTS, Reach
from doanra.terms.words import Role, Sensitivity

READING = {"see", "open", "plan", "roster", "get", "list", "few", "sent"}
OF_ONES_OWN = {"accounts.own", "notices.read", "notices.choose", "lists.keep", "lists.export"}
"""One's own account, notices and ways of looking; nothing of the matter changes."""
OF_DOSSIERS = (
    "nominations", "files", "forms", "late", "dossiers", "people", "histories", "appraisals", "consultations", "needs",
    "unavailable", "plans", "delegations", "papers", "outcomes", "quotas", "lists",
)  # fmt: skip


def acts_of(role):
    return {act for act, (_say, roles) in ACTS.items() if role in roles}


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.FINANCE])
def test_who_reads_changes_nothing(role):
    assert {act for act in acts_of(role) - OF_ONES_OWN if act.partition(".")[2] not in READING} == set()


def test_the_inspector_reads_whatever_the_office_reads_but_accounts_and_proposals_to_publish():
    read = {act for act in acts_of(Role.OFFICE) if act.partition(".")[2] == "see"}
    assert read - acts_of(Role.INSPECTOR) == {"accounts.see"}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PARTICIPANT])
def test_no_dossiers_for_those_who_keep_accounts_or_go(role):
    met = {act for act in acts_of(role) if act.partition(".")[0] in OF_DOSSIERS}
    assert met == ({"delegations.see"} if role is Role.PARTICIPANT else set())


def test_finance_reads_no_verdicts_no_old_dossiers_and_no_private_days():
    closed = {"appraisals.see", "consultations.see", "histories.see", "unavailable.see", "quotas.few", "dossiers.see"}
    assert closed & acts_of(Role.FINANCE) == set()
    assert not access.reads(Role.FINANCE, Sensitivity.SENSITIVE)


def test_an_appraiser_sees_nothing_but_what_the_body_is_asked():
    met = {act for act in acts_of(Role.APPRAISER) if act.partition(".")[0] in OF_DOSSIERS}
    assert met == {"consultations.open", "consultations.answer"}


def test_vetting_is_for_the_few():
    few = {role for role in Role if access.reads(role, Sensitivity.VETTING)}
    assert few == {Role.OFFICE, Role.CHIEF, Role.LEADER}


def test_only_the_office_the_committee_finance_and_the_inspector_reach_all():
    wide = {role for role in Role if access.reach(role) is Reach.ALL}
    assert wide == {Role.OFFICE, Role.CHIEF, Role.LEADER, Role.COMMITTEE, Role.FINANCE, Role.INSPECTOR}


def test_a_unit_acts_on_nothing_that_is_the_offices_to_decide():
    decided = {"late.decide", "forms.rules", "nominations.return", "deadlines.change", "quotas.change", "plans.change"}
    assert decided & (acts_of(Role.UNIT) | acts_of(Role.APPROVER)) == set()
