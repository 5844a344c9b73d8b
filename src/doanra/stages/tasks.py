"""Where the background worker looks for tasks."""

from doanra.stages.accounts_told import mail_soon
from doanra.stages.plans.runs import compute
from doanra.stages.savings import save_later

__all__ = ["compute", "mail_soon", "save_later"]
