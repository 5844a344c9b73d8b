"""One act on many rows: which rows, what was done, what was left out and why. A row out of reach stops it whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import Account, Call
from doanra.terms.refusal import Refused
from doanra.web.keys import foreign, keys
from doanra.web.templatetags.doanra import num


@dataclass(slots=True)
class Outcome:
    """What came of it: how many rows were changed, how many were left and why, what else to say.

    ``done`` says it in other words where nothing is changed in the rows themselves, such as letters that were made.
    """

    changed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    more: str = ""
    done: str = ""

    def say(self) -> str:
        """ "Đổi 12, bỏ qua 3: 2 vì đơn vị đã rút; 1 vì …"."""
        said = self.done or ngettext("Đổi %(n)s dòng", "Đổi %(n)s dòng", self.changed) % {"n": num(self.changed)}
        if self.skipped:
            because = "; ".join(
                _("%(n)s vì %(reason)s") % {"n": num(many), "reason": reason}
                for reason, many in self.skipped.most_common()
            )
            said += ", " + _("bỏ qua %(n)s: %(because)s") % {"n": num(self.skipped.total()), "because": because}
        return format_html("{}. {}", said, self.more) if self.more else f"{said}."


Run = Callable[[Call, Sequence[int], Account, dict[str, Any]], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAct:
    """An act on chosen rows: its right, what it will do in words, what it asks first (None: nothing), what does it.

    ``asks_whom`` is ``asks`` where the form is another for another account. On the page that asks ``names`` says who
    was chosen, ``warns`` where they are bound already.
    """

    key: str
    label: str | Promise
    right: str
    says: str | Promise
    run: Run
    asks: Callable[..., Form] | None = None
    asks_whom: Callable[[Mapping[str, Any] | None, Account], Form] | None = None
    names: Callable[[Sequence[int]], list[str]] | None = None
    warns: Callable[[Call, Sequence[int], Account], list[str]] | None = None

    def form(self, data: Mapping[str, Any] | None, by: Account) -> Form | None:
        """What is asked first; None where nothing is."""
        if self.asks_whom is not None:
            return self.asks_whom(data, by)
        return self.asks(data) if self.asks else None


def act_of(acts: Sequence[BulkAct], *, key: str) -> BulkAct:
    """The act, or a refusal that names what can be chosen."""
    for one in acts:
        if one.key == key:
            return one
    raise Refused(
        "no_act", _("Chưa chọn việc cần làm."), remedy=_("Chọn một việc trong ô “Làm gì với các dòng đã chọn”.")
    )


def chosen(given: QueryDict, *, all_of: Callable[[QueryDict], QuerySet[Any]], among: QuerySet[Any]) -> list[int]:
    """Keys of the rows of a post: those ticked, or with ``all`` every row of the filter that came with it.

    ``among`` is all that the account reaches; a ticked row that is not there fails the act and is named.
    """
    if given.get("all") == "yes":
        return list(all_of(QueryDict(given.get("filter", ""))).order_by().values_list("pk", flat=True))
    asked = list(dict.fromkeys(given.getlist("row")))
    if not asked:
        raise Refused(
            "no_rows", _("Chưa chọn dòng nào."), remedy=_("Đánh dấu ít nhất một dòng, hoặc chọn cả danh sách đang lọc.")
        )
    wanted = keys(asked)
    there = set(among.filter(pk__in=wanted).order_by().values_list("pk", flat=True))
    if missing := [number for number in wanted if number not in there]:
        raise foreign(missing)
    return wanted
