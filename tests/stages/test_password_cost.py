"""Guessing a password of a stolen database costs 100 MiB and some tenths of a second a try."""

from django.contrib.auth.hashers import identify_hasher, make_password
from django.test import override_settings

from doanra.config import settings


def test_an_installation_hashes_passwords_at_the_full_cost():
    with override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS):
        made = make_password("mot cau dai de nho 2027")
        found = identify_hasher(made).decode(made)
    assert made.startswith("argon2$argon2id$")
    assert found["memory_cost"] >= 100 * 1024
    assert found["time_cost"] >= 2
