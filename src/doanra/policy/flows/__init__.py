"""The catalogue of flows, a module for each kind of matter; `FLOWS` by the name of the table that keeps the state."""

from doanra.policy.flow import Flow
from doanra.policy.flows.calls import CALL

FLOWS: dict[str, Flow] = {"call": CALL}
