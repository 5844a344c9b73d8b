"""What is said before nominations are withdrawn or sent back: where these people have a place already."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from doanra.policy import access
from doanra.records.models import Account, Call
from doanra.records.queries import bound

_NAMED = 5


def said(call: Call, keys: Collection[int], by: Account) -> list[str]:
    """Sentences for the page, none where nobody is bound. Lists of the bodies are told to the office alone."""
    lines = []
    if seats := bound.seats(call, keys):
        lines.append(
            _("Đang có chỗ trong kế hoạch đã công bố: %(who)s. Văn phòng phải sửa kế hoạch sau việc này.")
            % {"who": _named(seats)}
        )
    if access.works_in_office(by.duty) and (listed := bound.listed(keys)):
        lines.append(_("Đang ở danh sách lấy ý kiến: %(who)s.") % {"who": _named(listed)})
    return lines


def _named(rows: list[tuple[str, str]]) -> str:
    said = ", ".join(f"{name} ({where})" for name, where in rows[:_NAMED])
    return said + (_(" và %(n)s người nữa") % {"n": len(rows) - _NAMED} if len(rows) > _NAMED else "")
