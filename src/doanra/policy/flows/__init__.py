"""The catalogue of flows, a module for each kind of matter; `FLOWS` by the name of the table that keeps the state."""

from doanra.policy.flow import Flow
from doanra.policy.flows.calls import CALL
from doanra.policy.flows.consultations import CONSULTATION, REQUEST
from doanra.policy.flows.files import FILE, OLD_FILE
from doanra.policy.flows.needs import NEED
from doanra.policy.flows.nominations import DRAFT, LATE, NOMINATION
from doanra.policy.flows.people import PAIR
from doanra.policy.flows.plans import PLAN, RUN

FLOWS: dict[str, Flow] = {
    "call": CALL,
    "consultation": CONSULTATION,
    "historyfile": OLD_FILE,
    "laterequest": LATE,
    "likelypair": PAIR,
    "need": NEED,
    "nomination": NOMINATION,
    "nominationdraft": DRAFT,
    "opinionrequest": REQUEST,
    "plan": PLAN,
    "planningrun": RUN,
    "sourcefile": FILE,
}
