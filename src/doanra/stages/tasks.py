"""Where the background worker looks for tasks."""

from doanra.stages.accounts_told import mail_soon
from doanra.stages.filing.keeping import scan_later
from doanra.stages.nominating.judging import judge_later
from doanra.stages.plans.runs import compute
from doanra.stages.savings import save_later

__all__ = ["compute", "judge_later", "mail_soon", "save_later", "scan_later"]
