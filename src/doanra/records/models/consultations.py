"""Lists put before appraising bodies: frozen copies, a request for each body, opinions, approved versions."""

from __future__ import annotations

from django.db import models

from doanra.records.fields import HiddenTextField, PartialDateField
from doanra.records.models.accounts import Account
from doanra.records.models.bodies import AppraisingBody
from doanra.records.models.calls import Call
from doanra.records.models.nominations import Nomination
from doanra.records.models.people import Person
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Audience, Gender, Language, Programme, Word


class ListState(Word):
    """Where a list put before bodies stands."""

    ASKING = "asking", "Đang lấy ý kiến"
    APPROVED = "approved", "Đã duyệt"
    DROPPED = "dropped", "Đã bỏ"


class RequestState(Word):
    """Whether a body still owes opinions."""

    WAITING = "waiting", "Đang chờ ý kiến"
    ANSWERED = "answered", "Đã trả lời đủ"
    WITHDRAWN = "withdrawn", "Đã rút yêu cầu"


class OpinionOutcome(Word):
    """What a body says of a person. Silence is none of these: it is the empty outcome, and stays so."""

    AGREE = "agree", "Đồng ý"
    DISAGREE = "disagree", "Không đồng ý"
    MORE = "more", "Cần bổ sung"


class AskedAbout(models.Model):
    """Who somebody was on the day on which a list was frozen: copies, whatever the record says later."""

    full_name = basic(models.CharField(max_length=120))
    sort_key = basic(models.CharField(max_length=400))
    birth = basic(PartialDateField())
    gender = basic(models.CharField(max_length=6, blank=True, choices=Gender.choices()))
    id_number = basic(HiddenTextField(blank=True, default=""))
    party_joined = sensitive(PartialDateField())
    position = basic(models.CharField(max_length=500, blank=True))
    workplace = basic(models.CharField(max_length=300, blank=True))
    unit_name = models.CharField(max_length=160)
    programme = models.CharField(max_length=10, choices=Programme.choices())
    language = models.CharField(max_length=2, blank=True, choices=Language.choices())
    audience = models.CharField(max_length=1, blank=True, choices=Audience.choices())
    priority = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.full_name


class Consultation(models.Model):
    """A list of one year, frozen and put before several bodies at the same time."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="consultations")
    title = models.CharField(max_length=200)
    programme = models.CharField(max_length=10, blank=True, choices=Programme.choices())
    state = models.CharField(max_length=10, choices=ListState.choices(), default=ListState.ASKING.value)
    frozen_on = models.DateField()
    frozen_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=0)  # the newest approved version; 0 while there is none

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class ListedPerson(AskedAbout):
    """One line of a frozen list. The records that it came from may change, merge or go; the line stays."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    nomination = models.ForeignKey(Nomination, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["sort_key", "id"]


class OpinionRequest(models.Model):
    """One body is asked about a list by a letter, with a day by which it is to answer."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="requests")
    body = models.ForeignKey(AppraisingBody, on_delete=models.PROTECT, related_name="requests")
    state = models.CharField(max_length=10, choices=RequestState.choices(), default=RequestState.WAITING.value)
    document = models.CharField(max_length=120, blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body__order", "body_id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "body"], name="opinion_request_once")]


class Opinion(models.Model):
    """What one body says of one person; an empty outcome is silence. ``version`` counts the changes.

    Of a body that vets, outcome, date and number are read by the few alone (`records.queries.consultations`), and
    the note stays empty.
    """

    request = models.ForeignKey(OpinionRequest, on_delete=models.CASCADE, related_name="opinions")
    person = models.ForeignKey(ListedPerson, on_delete=models.CASCADE, related_name="opinions")
    outcome = sensitive(models.CharField(max_length=10, blank=True, choices=OpinionOutcome.choices()))
    document = basic(models.CharField(max_length=120, blank=True))
    on = basic(models.DateField(null=True, blank=True))
    note = sensitive(models.CharField(max_length=300, blank=True))
    version = models.PositiveIntegerField(default=0)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["person__sort_key", "person_id"]
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="opinion_once")]

    @property
    def kind(self) -> str:
        """``vetting`` for the opinion of a body that vets: the trail keeps it as closely as evidence of that kind."""
        return "vetting" if self.request.body.vets else ""


class ApprovedVersion(models.Model):
    """A list as it was approved: never changed. What changes later is the next version, by a decision of its own."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=120)
    on = models.DateField()
    signer = basic(models.CharField(max_length=160))
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="approved_version_once")]


class ApprovedPerson(AskedAbout):
    """One line of an approved version, with the copies that were approved."""

    version = models.ForeignKey(ApprovedVersion, on_delete=models.CASCADE, related_name="people")
    listed = models.ForeignKey(ListedPerson, on_delete=models.PROTECT, related_name="approved")

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "listed"], name="approved_person_once")]
