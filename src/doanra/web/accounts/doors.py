"""allauth's pages at our addresses. Its names stand in no namespace, for it looks them up so; signing up has none."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from doanra.web.accounts import entry_views, sign_on

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", entry_views.Login.as_view(), name="account_login"),
    path("logout/", entry_views.Logout.as_view(), name="account_logout"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/first/", account.password_set, name="account_set_password"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/factors/", entry_views.Factors.as_view(), name="mfa_index"),
    path("account/factors/recovery-codes/", entry_views.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("account/factors/", include("allauth.mfa.urls")),
    path("sso/<str:provider_id>/login/", sign_on.login, name="openid_connect_login"),
    path("sso/<str:provider_id>/callback/", sign_on.callback, name="openid_connect_callback"),
    path("sso/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/", RedirectView.as_view(pattern_name="web:accounts_own"), name="socialaccount_connections"),
]
