"""Who may come in, and stay: a password opens an account while its post lasts, and a session ends with the post."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from doanra.records.queries.accounts import holds_post
from doanra.web.frame import today


class PostBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth bears no types
    """allauth's backend; Django asks `user_can_authenticate` at the login and again at each request of a session."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account is active and the last day of its post is not gone."""
        return bool(super().user_can_authenticate(user)) and holds_post(user, today())
