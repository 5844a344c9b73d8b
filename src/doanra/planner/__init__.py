"""Forms delegations: a problem goes in, the best plan found and proven bounds come out. Pure; OR-Tools loads late."""

from doanra.planner.clock import Stop
from doanra.planner.judge import Finding, Judgement
from doanra.planner.moves import Move
from doanra.planner.plan import Plan, PlannedCourse, read_plan
from doanra.planner.problem import Choice, Course, Limits, Nominee, Pin, Problem, Unit
from doanra.planner.problem_file import read_problem
from doanra.planner.reading import Fault, Malformed
from doanra.planner.result import Progress, Result
from doanra.planner.solver import solve
from doanra.planner.tiers import Tiers

__all__ = [
    "Choice",
    "Course",
    "Fault",
    "Finding",
    "Judgement",
    "Limits",
    "Malformed",
    "Move",
    "Nominee",
    "Pin",
    "Plan",
    "PlannedCourse",
    "Problem",
    "Progress",
    "Result",
    "Stop",
    "Tiers",
    "Unit",
    "read_plan",
    "read_problem",
    "solve",
]
