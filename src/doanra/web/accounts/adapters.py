"""Where allauth asks the house: no one signs up, passwords go through the verbs, secrets are hidden, words are ours."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doanra.policy import access
from doanra.records.hidden import hide, reveal
from doanra.records.queries.accounts import holds_post
from doanra.stages import accounts_own, recovery
from doanra.terms.refusal import NotAllowed
from doanra.web.accounts.gate import entered_at
from doanra.web.frame import today
from doanra.web.refusals import refusal_page

_ERRORS = {
    "account_inactive": gettext_lazy("Tài khoản này không còn hoạt động."),
    "enter_current_password": gettext_lazy("Ghi mật khẩu hiện nay."),
    "incorrect_code": gettext_lazy("Mã không đúng, hoặc đã được dùng. Chờ mã mới rồi thử lại."),
    "incorrect_password": gettext_lazy("Mật khẩu không đúng."),
    "invalid_login": gettext_lazy("Không đăng nhập được."),
    "too_many_login_attempts": gettext_lazy("Sai quá nhiều lần. Chờ 5 phút rồi thử lại."),
    "username_password_mismatch": gettext_lazy(
        "Tên đăng nhập hoặc mật khẩu không đúng. Lưu ý: phân biệt chữ hoa, chữ thường."
    ),
    "same_as_current": gettext_lazy("Mật khẩu mới phải khác mật khẩu hiện nay."),
    "rate_limited": gettext_lazy("Gửi quá nhiều lần. Chờ vài phút rồi thử lại."),
    "cannot_delete_authenticator": gettext_lazy(
        "Vai trò của bạn bắt buộc có yếu tố thứ hai. Thêm một ứng dụng mã hoặc khoá truy cập khác trước khi bỏ cái này."
    ),
    "cannot_generate_recovery_codes": gettext_lazy("Thêm ứng dụng mã hoặc khoá truy cập trước, rồi lập mã dự phòng."),
    "unverified_email": gettext_lazy("Xác nhận thư điện tử trước."),
}


class EntryAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth bears no types
    """Login and passwords."""

    error_messages = {**DefaultAccountAdapter.error_messages, **_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """The office opens accounts; nobody opens one for himself."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """After the right password, or from the single sign-on: one whose post has ended is told so."""
        if holds_post(user, today()):
            return super().pre_login(request, user, **kwargs)  # type: ignore[no-any-return]
        refusal = NotAllowed(
            "post_ended",
            _("Nhiệm vụ của tài khoản này đã kết thúc, nên không đăng nhập được nữa."),
            remedy=_("Nếu nhiệm vụ còn: đề nghị văn phòng hoặc quản trị hệ thống sửa ngày thôi nhiệm vụ."),
        )
        return refusal_page(request, refusal)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who came in within the last minutes has just shown the password: not asked again."""
        since = entered_at(self.request)
        fresh = since is not None and timezone.now().timestamp() - since < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not fresh

    def set_password(self, user: Any, password: str) -> None:
        """By the verb, which leaves a trace."""
        accounts_own.choose_password(user, password=password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("web:accounts_own")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth bears no types
    """Second factors."""

    error_messages = {**DefaultMFAAdapter.error_messages, **_ERRORS}

    def encrypt(self, text: str) -> str:
        """Seeds of codes lie readable on no disk."""
        return base64.b64encode(hide(text.encode())).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The way back; a recovery code that was shown once has none, it can only be compared with."""
        if encrypted_text.startswith(recovery.MARK):
            return recovery.Sealed(encrypted_text)
        return reveal(base64.b64decode(encrypted_text)).decode()

    def build_totp_svg(self, url: str) -> SafeString:
        """The drawing alone, to stand in the page: the content policy knows no data addresses."""
        drawn = str(super().build_totp_svg(url))
        name = _("Hình để ứng dụng mã quét")
        return mark_safe(  # drawn by the library from squares only; the address is nowhere in it as text
            drawn[drawn.index("<svg") :].replace("<svg", f'<svg class="qr-code" role="img" aria-label="{name}"', 1)
        )

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor of a duty that needs one stays."""
        owner: Any = authenticator.user
        if settings.SECOND_FACTOR != "required" or not access.needs_second_factor(owner.duty):
            return True
        others = Authenticator.objects.filter(user=owner).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """The name that a new passkey is offered."""
        many = Authenticator.objects.filter(user=user, type=type).count()
        return _("Khoá %(number)s") % {"number": many + 1}

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)

    def _get_site_name(self) -> str:
        return "Đoàn Ra"
