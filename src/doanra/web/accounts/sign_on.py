"""The single sign-on: an identity enters only an account that the office opened for it (ADR 0009)."""

from __future__ import annotations

from typing import Any

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect import views as sign_on_views
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from doanra.stages import accounts_entry
from doanra.web.frame import today

_KEPT = ("sub", "email", "email_verified", "name")
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"})


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth bears no types
    """Where allauth asks whom an identity belongs to."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """A linked identity goes on; another is linked to who shows both, or by its verified mail, or refused."""
        identity = sociallogin.account
        told = {"provider": identity.provider, "subject": identity.uid, "claims": identity.extra_data}
        own: Any = request.user
        if sociallogin.state.get("process") == "connect" and own.is_authenticated:
            if not sociallogin.is_existing or sociallogin.user.pk != own.pk:
                accounts_entry.link_own(own, **told)
            messages.success(request, _("Đã nối với đăng nhập một lần."))
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("web:accounts_own")))
        if not sociallogin.is_existing:
            verified = next((one.email for one in sociallogin.email_addresses if one.verified), "")
            linked = accounts_entry.link(verified, **told, on=today())
            sociallogin.account, sociallogin.user = linked, linked.user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """The office opens accounts; nobody opens one for himself."""
        return False


class SignedAdapter(sign_on_views.OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth bears no types
    """Takes who somebody is from the signed token alone; allauth itself leaves the signature unchecked over TLS."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """The person of a checked token. Where it holds no mail address the userinfo is asked, of the same subject."""
        raw = kwargs["response"].get("id_token")
        if not raw:
            raise OAuth2Error("the provider sent no ID token")
        claims = self._decode_id_token(app, raw)
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims.get("sub"):
                raise OAuth2Error("the userinfo is of another subject")
            claims = {**more, **claims}
        kept = {name: claims[name] for name in _KEPT if name in claims}
        return self.get_provider().sociallogin_from_response(request, {"id_token": kept})

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            algorithm = jwt.get_unverified_header(id_token).get("alg")
        except jwt.PyJWTError as broken:
            raise OAuth2Error("Invalid id_token") from broken
        if algorithm not in _ALGORITHMS:
            raise OAuth2Error(f"the token is not signed by a key pair: {algorithm}")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return claims


@login_not_required  # type: ignore[untyped-decorator]  # allauth bears no types
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The way there. Who links his own account shows once more who he is."""
    if request.GET.get("process") == "connect":
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    answer: HttpResponse = sign_on_views.login(request, provider_id)
    return answer


@login_not_required  # type: ignore[untyped-decorator]  # allauth bears no types
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends people back to."""
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(SignedAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
