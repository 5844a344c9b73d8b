"""Every column that holds personal data bears its mark. The lists are by name, so that a new column is decided on."""

import pytest
from django.apps import apps

from doanra.records.sensitivity import sensitivity
from doanra.terms.words import Sensitivity

SENSITIVE = {
    "Account": "last_login",
    "Appraisal": "findings not_met unknown",
    "ApprovedPerson": "party_joined",
    "Event": "at detail",
    "EventThing": "changes",
    "Evidence": "note outcome",
    "FileLayout": "sheets",
    "FileRow": "fields raw",
    "HistoryFile": "content",
    "KeptForm": "fields",
    "LoadChange": "after before",
    "Merge": "journal",
    "Notice": "read_at",
    "NominationDraft": "answers",
    "NominationReturn": "reasons",
    "Person": "party_joined",
    "SourceFile": "columns content",
    "StoredFile": "content",
    "Withdrawal": "reason undone_reason",
    "ListedPerson": "party_joined",
    "Opinion": "note outcome",
}
BASIC = {
    "Account": "email first_name full_name last_name username",
    "Appraisal": "standing",
    "BusyDays": "first_day last_day reason",
    "Digest": "body",
    "Event": "by_name ground",
    "Evidence": "document on",
    "FileRow": "problems",
    "HistoryRow": "fields problems",
    "LateRequest": "answer reason",
    "LikelyPair": "note",
    "Member": "position unit_name",
    "Merge": "absorbed_name note",
    "Nomination": "position post_unread workplace",
    "Notice": "note say",
    "Participation": "country ends_on starts_on title",
    "PastCourse": "birth country ends full_name id_index search_key starts title",
    "Person": "birth email_index full_name gender id_index id_number phone_index search_key sort_key",
    "StoredFile": "name",
    "Waiver": "signer",
    "ApprovedPerson": "birth full_name gender id_number position sort_key workplace",
    "ApprovedVersion": "signer",
    "ListedPerson": "birth full_name gender id_number position sort_key workplace",
    "Opinion": "document on",
}
# Columns of the tables about people that say nothing of a person by themselves.
PLAIN = {
    "Account": "body date_joined ends_on id is_active is_staff is_superuser password person role superior unit",
    "Appraisal": "appraised_at appraised_by edition id nomination on",
    "BusyDays": "call id letter person recorded_at recorded_by",
    "Digest": "duties id mail mail_fault mailed_at on to",
    "Event": "body by id role subject subject_id unit verb year",
    "EventThing": "did event id key kind",
    "Evidence": "id kind nomination recorded_at recorded_by source",
    "FileLayout": "choices decided_at decided_by file headers id ignored remembered",
    "FileRow": "file id outcome row sheet",
    "HistoryFile": (
        "id name received_at received_by refusal rows_accepted rows_read rows_refused rows_unchanged sha256 size state"
    ),
    "HistoryRow": "file id outcome row sheet",
    "IssuedRow": "id key nominated person template",
    "LikelyPair": "again decided_at decided_by fingerprint first found_at id reasons second state strength",
    "KeptForm": "account files id kept_at page path",
    "LoadChange": "file id row thing thing_id",
    "Member": "delegation id person",
    "Merge": "absorbed_key chosen id kept kept_key merged_at merged_by moved undone_at undone_by",
    "Nomination": "audience band call field id language leads person priority programme row source state unit",
    "DecisionScan": "added_at added_by document id removed_at request stored version waiver",
    "DossierFile": "added_at added_by draft id nomination paper removed_at stored",
    "LateRequest": "asked_at asked_by call decided_at decided_by id letter nomination state unit until",
    "NominationDraft": (
        "answers_to call changed_at changed_by id late nomination started_at state submission unit version"
    ),
    "NominationReturn": "answered_at due_on id nomination returned_at returned_by",
    "StoredFile": "call id kept_at kept_by kind scan scan_note sha256 size unit",
    "Withdrawal": "id letter nomination undone_at undone_by was withdrawn_at withdrawn_by",
    "PastCourse": "decision funded_by id is_none person programme row settled source unit unit_text",
    "Notice": "about address id key kind made_on mail mail_fault mailed_at matter settled_on to until",
    "Participation": "funded_by id person programme source",
    "Person": "id synthetic unit",
    "SourceFile": (
        "call id letter_date letter_number name received_at received_by refusal refusal_code rows_accepted rows_read"
        " rows_refused rows_unchanged rows_warned sha256 size state unit unit_hint"
    ),
    "Waiver": "document id nomination on recorded_by rule",
    "ApprovedPerson": "audience id language listed priority programme unit_name version",
    "ApprovedVersion": "consultation document id made_at made_by number on reason",
    "ListedPerson": "audience consultation id language nomination person priority programme unit_name",
    "Opinion": "given_at given_by id person request version",
}


def columns(model, mark):
    return sorted(field.name for field in apps.get_model("records", model)._meta.fields if sensitivity(field) == mark)


@pytest.mark.parametrize("model", PLAIN)
def test_the_marks_of_a_table_about_people(model):
    assert columns(model, Sensitivity.SENSITIVE) == SENSITIVE.get(model, "").split()
    assert columns(model, Sensitivity.PERSONAL) == BASIC.get(model, "").split()
    assert columns(model, Sensitivity.ORDINARY) == PLAIN[model].split()


def test_no_other_table_bears_a_mark_that_the_lists_do_not_know():
    marked = {
        model.__name__ for model in apps.get_app_config("records").get_models()
        for field in model._meta.fields if sensitivity(field) is not Sensitivity.ORDINARY
    }  # fmt: skip
    assert marked == SENSITIVE.keys() | BASIC.keys()


def test_every_table_was_looked_at():
    """A new table must be named here: among those about people, or among those that hold nothing of theirs."""
    about_no_person = {
        "AbsentNomination", "AccountInvitation", "AppraisingBody", "Attempt", "BestPlan", "Call", "ColumnMemory",
        "Consultation", "Course", "CourseStart", "Delegation",
        "EventLink", "FieldWord", "FormRules", "HandIn", "HeaderWord", "Holiday", "Invitation", "IssuedTemplate",
        "NoticeChoice",
        "Extension", "Need", "NominationNeed", "QuotaBalance", "QuotaEntry", "Reply", "RequiredPaper", "SavedView",
        "OpinionRequest", "Plan", "PlanChange",
        "PlannedCourse", "PlanningProblem", "PlanningRun", "PostTitle", "Repair", "SavingRun", "Scenario", "Seat",
        "Submission", "Succession", "TrailHead", "Unit", "UnitCode", "UnitName", "WayIn", "Weighing",
    }  # fmt: skip
    tables = {model.__name__ for model in apps.get_app_config("records").get_models()}
    assert tables == about_no_person | PLAIN.keys()


def test_a_problem_and_the_steps_of_a_plan_hold_keys_and_no_name():
    """They are among the plain tables for this reason: see test_plans for the problem."""
    for model in ("PlanningProblem", "PlanChange", "Seat"):
        assert columns(model, "basic") == columns(model, "sensitive") == []
