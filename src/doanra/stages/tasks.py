"""Where the background worker looks for tasks."""

from doanra.stages.plans.runs import compute

__all__ = ["compute"]
