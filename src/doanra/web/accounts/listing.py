"""The accounts that one keeps for others, as a list and one by one."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from doanra.policy import access
from doanra.records.models import Account
from doanra.records.queries import accounts as queries
from doanra.terms.refusal import NotFound
from doanra.terms.words import Role
from doanra.web.asking import Request, asks
from doanra.web.frame import today

_A_PAGE = 50
_STATES = {
    "holding": gettext_lazy("đang dùng"),
    "invited": gettext_lazy("đã mời, chưa vào"),
    "waiting": gettext_lazy("chưa có đường vào"),
    "ended": gettext_lazy("đã thôi nhiệm vụ"),
}
_MARKS = {"holding": "pass", "invited": "note", "waiting": "warn", "ended": "unknown"}


class SoughtForm(forms.Form):
    """Which accounts are shown."""

    q = forms.CharField(label=gettext_lazy("Tên, đơn vị, thư điện tử"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Tình trạng"), required=False)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [("", _("mọi vai trò")), *((role.value, _(role.label)) for role in roles)]
        fields["state"].choices = [
            ("", _("mọi tình trạng")), *_STATES.items(), (queries.UNGUARDED, _("thiếu yếu tố thứ hai")),
        ]  # fmt: skip


def kept_by(account: Account) -> list[Role]:
    """The roles whose accounts somebody keeps."""
    return [role for role in Role if access.opens(account.duty, role)]


def found_for(request: Request, pk: int) -> Account:
    """An account that one keeps; NotFound for any other, which is not told to be there."""
    account = queries.one(pk, kept_by(request.user), timezone.now())
    if account is None:
        raise NotFound("no_account", "Không có tài khoản này.", remedy="Có thể địa chỉ cũ, hoặc do nơi khác giữ.")
    return account


@require_GET
@asks("accounts.see")
def index(request: Request) -> HttpResponse:
    """All that one keeps, by name."""
    roles = kept_by(request.user)
    form = SoughtForm(request.GET, roles=roles)
    asked = form.cleaned_data if form.is_valid() else {}
    sought = queries.Sought(
        roles=roles, text=asked.get("q", ""), role=asked.get("role", ""), state=asked.get("state", "")
    )
    accounts = queries.listed(sought, today(), timezone.now())
    page = Paginator(accounts, _A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "rows": [_row(one) for one in page], "narrowed": any(asked.values())}
    return render(request, "accounts/index.html", context)


@require_GET
@asks("accounts.see")
def one(request: Request, pk: int) -> HttpResponse:
    """One account: what it is for, how it is entered, what can be done."""
    account = found_for(request, pk)
    link = request.session.pop("invitation", None)
    context = {
        **_row(account),
        "own": account.pk == request.user.pk,
        "sessions": queries.live_sessions(account, timezone.now()).count(),
        "locked": _locked(account),
        "link": link["address"] if link and link["account"] == account.pk else "",
        "hours": settings.INVITATION_HOURS,
        "invitations": account.invitations.select_related("made_by")[:5],
        "now": timezone.now(),
    }
    return render(request, "accounts/one.html", context)


def _row(account: Account) -> dict[str, Any]:
    state = queries.state_of(account, today())
    return {
        "account": account,
        "state": state,
        "state_said": _STATES[state],
        "state_mark": _MARKS[state],
        "needs_factor": access.needs_second_factor(account.duty),
    }


def _locked(account: Account) -> bool:
    most = settings.AXES_FAILURE_LIMIT
    tried = AccessAttempt.objects.filter(username=account.username, failures_since_start__gte=most)
    return bool(tried.exists())
