"""The demonstration: units, titles, the year 2023 with its published counts, the open year 2027. Invented people.

2023 was planned by the planner itself, published, carried out and closed; in 2027 half of the units have answered.
"""

from __future__ import annotations

from django.utils import timezone

from doanra.records.models import Call, Unit
from doanra.stages import notices, posts, units
from doanra.stages.acting import together
from doanra.stages.demonstration import consultations, quotas, year_2023, year_2027
from doanra.stages.demonstration.accounts import ACCOUNTS, PASSWORD, accounts_open, bind_travellers, open_accounts
from doanra.terms.refusal import Refused

__all__ = ["ACCOUNTS", "PASSWORD", "accounts_open", "is_empty", "load", "open_accounts"]


def is_empty() -> bool:
    """Whether nothing was loaded or entered yet."""
    return not Call.objects.exists() and not Unit.objects.exists()


def load(*, worked: bool = True) -> None:
    """Loads all of it or nothing; years that exist are left as they are.

    ``worked`` False leaves out what takes time: 2023 has its delegations without a plan, 2027 its catalogue alone.
    Refused in an installation in earnest, one with a year of real people: the password of the accounts is public.
    """
    if Call.objects.filter(synthetic=False).exists():
        raise Refused(
            "in_earnest",
            "Cơ sở dữ liệu này có đợt đề cử thật; không nạp dữ liệu và tài khoản dùng thử vào đó.",
            remedy="Dùng thử ở một nơi khác, ví dụ đặt DOANRA_VAR là một thư mục mới.",
        )
    with together():
        units.load(by=None)
        posts.load(by=None)
        open_accounts()
        years = set(Call.objects.values_list("year", flat=True))
        if 2023 not in years:
            year_2023.load(planned=worked)
        if 2027 not in years:
            quotas.load(year_2027.load(answered=worked))
        consultations.load()
        bind_travellers()
        if worked:
            notices.make(on=timezone.localdate(), by=None)
