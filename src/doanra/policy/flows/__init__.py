"""The catalogue of flows, a module for each kind of matter; `FLOWS` by the name of the table that keeps the state."""

from doanra.policy.flow import Flow
from doanra.policy.flows.calls import CALL
from doanra.policy.flows.consultations import CONSULTATION, REQUEST

FLOWS: dict[str, Flow] = {"call": CALL, "consultation": CONSULTATION, "opinionrequest": REQUEST}
