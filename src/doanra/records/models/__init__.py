"""All tables, by stage. Siblings import the module, everybody else this package."""

from doanra.policy.facts import Funding
from doanra.policy.finding import Eligibility
from doanra.records.models.accounts import Account
from doanra.records.models.appraisals import Appraisal, Waiver
from doanra.records.models.bodies import AppraisingBody
from doanra.records.models.calling import (
    DeadlineOf,
    Extension,
    Need,
    NeedState,
    NominationNeed,
    RequiredPaper,
)
from doanra.records.models.calls import Call, CallState, Invitation, PlannedFrom, QuotaCounts, QuotaMode, UnknownMeans
from doanra.records.models.consultations import (
    ApprovedPerson,
    ApprovedVersion,
    Consultation,
    ListedPerson,
    ListState,
    Opinion,
    OpinionOutcome,
    OpinionRequest,
    RequestState,
)
from doanra.records.models.courses import Course, CourseStart
from doanra.records.models.delegations import Delegation, Member
from doanra.records.models.doubles import LikelyPair, Merge, PairState
from doanra.records.models.entries import AccountInvitation, KeptForm
from doanra.records.models.forms import (
    DossierFile,
    DraftState,
    FormRules,
    LateRequest,
    LateState,
    NominationDraft,
    NominationReturn,
    ScanState,
    StoredFile,
    Submission,
    Withdrawal,
)
from doanra.records.models.histories import HistoryFile, HistoryRow, PastCourse
from doanra.records.models.holidays import Holiday, HolidayChange
from doanra.records.models.intake import (
    Attempt,
    AttemptOutcome,
    ColumnMemory,
    FileLayout,
    HandIn,
    HandInState,
    HeaderWord,
)
from doanra.records.models.lists import SavedView, ViewFor
from doanra.records.models.loads import (
    AbsenceAnswer,
    AbsentNomination,
    ChangedThing,
    IssuedRow,
    IssuedTemplate,
    LoadChange,
)
from doanra.records.models.nominations import (
    NOT_STANDING,
    Evidence,
    FileRow,
    FileState,
    Nomination,
    NominationState,
    RowOutcome,
    SourceFile,
)
from doanra.records.models.notices import Digest, MailState, Notice, NoticeChoice, NoticeKind
from doanra.records.models.people import Participation, Person
from doanra.records.models.plans import (
    Plan,
    PlanChange,
    PlannedCourse,
    PlanningProblem,
    PlanningRun,
    PlanState,
    RunState,
    Seat,
)
from doanra.records.models.posts import FieldWord, PostTitle
from doanra.records.models.quotas import QuotaBalance, QuotaEntry, QuotaKind
from doanra.records.models.repairs import Repair
from doanra.records.models.replies import Reply
from doanra.records.models.savings import SavingRun, SavingState
from doanra.records.models.scans import DecisionScan
from doanra.records.models.scenarios import BestPlan, Scenario
from doanra.records.models.trail import Did, Event, EventLink, EventThing, TrailHead
from doanra.records.models.unavailable import BusyDays, BusyReason
from doanra.records.models.units import Succession, Unit, UnitCode, UnitKind, UnitName
from doanra.records.models.ways_in import WayIn
from doanra.records.models.weighing import HolidayStarts, Weighing

__all__ = [
    "NOT_STANDING",
    "AbsenceAnswer",
    "AbsentNomination",
    "Account",
    "AccountInvitation",
    "Appraisal",
    "AppraisingBody",
    "ApprovedPerson",
    "ApprovedVersion",
    "Attempt",
    "AttemptOutcome",
    "BestPlan",
    "BusyDays",
    "BusyReason",
    "Call",
    "CallState",
    "ChangedThing",
    "ColumnMemory",
    "Consultation",
    "Course",
    "CourseStart",
    "DeadlineOf",
    "DecisionScan",
    "Delegation",
    "Did",
    "Digest",
    "DossierFile",
    "DraftState",
    "Eligibility",
    "Event",
    "EventLink",
    "EventThing",
    "Evidence",
    "Extension",
    "FieldWord",
    "FileLayout",
    "FileRow",
    "FileState",
    "FormRules",
    "Funding",
    "HandIn",
    "HandInState",
    "HeaderWord",
    "HistoryFile",
    "HistoryRow",
    "Holiday",
    "HolidayChange",
    "HolidayStarts",
    "Invitation",
    "IssuedRow",
    "IssuedTemplate",
    "KeptForm",
    "LateRequest",
    "LateState",
    "LikelyPair",
    "ListState",
    "ListedPerson",
    "LoadChange",
    "MailState",
    "Member",
    "Merge",
    "Need",
    "NeedState",
    "Nomination",
    "NominationDraft",
    "NominationNeed",
    "NominationReturn",
    "NominationState",
    "Notice",
    "NoticeChoice",
    "NoticeKind",
    "Opinion",
    "OpinionOutcome",
    "OpinionRequest",
    "PairState",
    "Participation",
    "PastCourse",
    "Person",
    "Plan",
    "PlanChange",
    "PlanState",
    "PlannedCourse",
    "PlannedFrom",
    "PlanningProblem",
    "PlanningRun",
    "PostTitle",
    "QuotaBalance",
    "QuotaCounts",
    "QuotaEntry",
    "QuotaKind",
    "QuotaMode",
    "Repair",
    "Reply",
    "RequestState",
    "RequiredPaper",
    "RowOutcome",
    "RunState",
    "SavedView",
    "SavingRun",
    "SavingState",
    "ScanState",
    "Scenario",
    "Seat",
    "SourceFile",
    "StoredFile",
    "Submission",
    "Succession",
    "TrailHead",
    "Unit",
    "UnitCode",
    "UnitKind",
    "UnitName",
    "UnknownMeans",
    "ViewFor",
    "Waiver",
    "WayIn",
    "Weighing",
    "Withdrawal",
]
