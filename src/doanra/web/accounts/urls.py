"""Logging in and out, one's own account, the accounts that one keeps for others, language and theme."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from doanra.web.accounts import entry_views, keeping, kept, listing, own, views

urlpatterns = [
    path("login/", entry_views.Login.as_view(), name="login"),
    path("logout/", entry_views.Logout.as_view(), name="logout"),
    path("language/", login_not_required(views.language), name="language"),
    path("theme/", login_not_required(views.theme), name="theme"),
    path("invitations/<str:token>/", entry_views.accept, name="accounts_accept"),
    path("account/", own.page, name="accounts_own"),
    path("account/name/", own.rename, name="accounts_rename"),
    path("account/sessions/", own.sessions, name="accounts_sessions"),
    path("account/sessions/end/", own.end_sessions, name="accounts_sessions_end"),
    path("account/kept/<int:pk>/", kept.page, name="accounts_kept"),
    path("account/kept/<int:pk>/drop/", kept.drop, name="accounts_kept_drop"),
    path("accounts/", listing.index, name="accounts"),
    path("accounts/new/", keeping.new, name="accounts_new"),
    path("accounts/<int:pk>/", listing.one, name="accounts_one"),
    path("accounts/<int:pk>/change/", keeping.change, name="accounts_change"),
    path("accounts/<int:pk>/end/", keeping.end, name="accounts_end"),
    path("accounts/<int:pk>/invite/", keeping.invite, name="accounts_invite"),
    path("accounts/<int:pk>/factors/reset/", keeping.reset_factors, name="accounts_reset_factors"),
    path("accounts/<int:pk>/sessions/end/", keeping.end_sessions, name="accounts_end_sessions"),
    path("accounts/<int:pk>/unlock/", keeping.unlock, name="accounts_unlock"),
]
