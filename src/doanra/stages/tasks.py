"""Where the background worker looks for tasks."""

from doanra.stages.plans.runs import compute
from doanra.stages.savings import save_later

__all__ = ["compute", "save_later"]
