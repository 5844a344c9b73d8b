"""The approved list: version 1 by a signed decision, later changes as versions with a difference, two at once."""

import consulted
import factories
import pytest
from consulted import LETTER, TODAY

from doanra.records.models import ApprovedVersion, Consultation, ListedPerson
from doanra.stages import appraisals
from doanra.stages.consultations import approving, differences, freezing
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale

pytestmark = pytest.mark.django_db
SIGNED = {"document": "21-TB/BCĐ", "on": LETTER, "signer": "Phó Trưởng Ban", "today": TODAY}


@pytest.fixture
def listed(db):
    return consulted.frozen(factories.call(2027), 3)


def approve(listed, **values):
    return approving.approve(listed, **{"seen": listed.version, "by": None, **SIGNED, **values})


def amend(listed, **values):
    given = {"seen": listed.version, "by": None, "reason": "đơn vị đề nghị", **SIGNED, **values}
    return approving.amend(listed, **given)


def people(version):
    return {one.listed_id for one in version.people.all()}


def test_the_approved_list_is_frozen_with_number_date_and_signer(listed):
    left = listed.people.last()
    version = approve(listed, leave_out=[left.pk])
    assert (version.number, version.document, version.on, version.signer) == (1, "21-TB/BCĐ", LETTER, "Phó Trưởng Ban")
    assert left.pk not in people(version)
    assert (version.people.count(), listed.state, listed.version) == (2, "approved", 1)


def test_silence_stops_no_decision_and_becomes_no_agreement(listed):
    (request,) = consulted.asked(listed, consulted.body())
    approve(listed)
    assert set(request.opinions.values_list("outcome", flat=True)) == {""}


@pytest.mark.parametrize("missing", ["document", "signer"])
def test_a_decision_has_number_and_signer(listed, missing):
    with pytest.raises(Refused, match="số văn bản và người ký"):
        approve(listed, **{missing: " "})
    with pytest.raises(Refused, match="chưa tới"):
        approve(listed, on=TODAY.replace(day=17))
    assert not ApprovedVersion.objects.exists()


def test_whom_a_rule_stops_is_approved_only_by_a_waiver(listed):
    one = listed.people.first()
    appraisals.record_evidence(one.nomination, kind="health", outcome=False, by=None)
    with pytest.raises(Refused, match=f"Không đủ điều kiện: {one.full_name}"):
        approve(listed)
    assert approve(listed, leave_out=[one.pk]).people.count() == 2


def test_whom_the_unit_no_longer_names_is_not_approved(listed):
    one = listed.people.first().nomination
    one.state = "withdrawn"
    one.save()
    with pytest.raises(Refused, match="không còn đề cử"):
        approve(listed)


def test_the_second_to_decide_is_told_of_the_first(listed, office):
    approve(listed, by=office)
    with pytest.raises(Stale, match="An vừa ghi bản số 1 theo 21-TB/BCĐ, Phó Trưởng Ban ký"):
        approve(listed, seen=0)
    assert ApprovedVersion.objects.count() == 1


def test_a_change_is_a_new_version_with_a_difference_field_by_field(listed):
    first, second, third = listed.people.all()
    before = approve(listed, leave_out=[third.pk])
    second.nomination.position = "Giám đốc Sở Nội vụ"
    second.nomination.save()
    added = factories.nominations(listed.call, 1, unit="p-son-la")[0]
    (moved,) = differences.against_records(before, on=TODAY)
    assert moved.person.listed_id == second.pk
    after = amend(listed, remove=[first.pk], renew=[second.pk], add=[added.pk, third.nomination_id])
    found = differences.between(before.people.all(), after.people.all())
    assert [one.listed_id for one in found.removed] == [first.pk]
    assert {one.listed.nomination_id for one in found.added} == {added.pk, third.nomination_id}
    ((one, fields),) = [(each.person, each.fields) for each in found.changed]
    assert (one.listed_id, [(f.label, f.after) for f in fields]) == (second.pk, [("Chức vụ", "Giám đốc Sở Nội vụ")])
    assert (after.number, before.people.count(), ListedPerson.objects.count()) == (2, 2, 4)
    assert not differences.between(after.people.all(), after.people.all())


def test_an_amendment_changes_something_gives_a_reason_and_knows_its_rows(listed):
    approve(listed)
    one, everybody = listed.people.first(), list(listed.people.values_list("pk", flat=True))
    for given, say in (({}, "không khác"), ({"remove": everybody}, "không còn ai"),
                       ({"remove": [one.pk], "reason": ""}, "cần lý do"),
                       ({"add": [one.nomination_id]}, "Đã có trong danh sách")):  # fmt: skip
        with pytest.raises(Refused, match=say):
            amend(listed, **given)
    for given in ({"remove": [0]}, {"renew": [0]}, {"add": [0]}):
        with pytest.raises(NotFound, match="không thuộc danh sách"):
            amend(listed, **given)


def test_a_reopened_list_is_approved_as_the_next_version_and_keeps_what_was_renewed(listed):
    approve(listed)
    one = listed.people.first()
    one.nomination.position = "Giám đốc Sở Nội vụ"
    one.nomination.save()
    amend(listed, renew=[one.pk])
    freezing.reopen(listed, reason="hỏi thêm một cơ quan", by=None)
    third = approve(listed)
    assert third.number == 3
    assert third.people.get(listed=one).position == "Giám đốc Sở Nội vụ"
    with pytest.raises(Refused, match="Không thể “Ghi quyết định duyệt”"):
        approve(listed)


def test_a_leader_approves_and_a_member_of_the_committee_does_not(listed):
    with pytest.raises(NotAllowed):
        approve(listed, by=factories.account("vien", role="committee"))
    approve(listed, by=factories.account("minh", role="leader"))
    assert Consultation.objects.get().state == "approved"
