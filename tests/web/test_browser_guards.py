"""What browsers are told to guard, cookies over https, what the log keeps of refusals and of errors."""

import json
import logging
import os
import subprocess
import sys

import factories
import pytest
from django.urls import reverse

from doanra.config.logs import LineFormatter

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ASKED = (
    "import json; from doanra.config import settings as s; print(json.dumps({name: getattr(s, name) for name in ("
    "'SESSION_COOKIE_NAME', 'CSRF_COOKIE_NAME', 'SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', "
    "'LANGUAGE_COOKIE_SECURE', 'SECURE_HSTS_SECONDS', 'SECURE_HSTS_INCLUDE_SUBDOMAINS', 'SECURE_SSL_REDIRECT')}))"
)


@pytest.mark.django_db
@pytest.mark.parametrize("route", ["web:login", "web:home", "web:trail"])
def test_every_page_tells_the_browser_what_to_guard(client, inspector, route):
    if route != "web:login":
        client.force_login(inspector)
    answer = client.get(reverse(route))
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "default-src 'self'"):
        assert part in policy
    assert "unsafe" not in policy
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.django_db
def test_what_is_not_there_and_what_breaks_off_is_guarded_too(client, inspector):
    client.force_login(inspector)
    for address in ("/khong-co/", "/accounts/"):
        answer = client.get(address)
        assert answer.status_code in (403, 404)
        assert "Content-Security-Policy" in answer.headers and answer.headers["X-Content-Type-Options"] == "nosniff"


def asked(tmp_path, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DOANRA_")}
    told = {**kept, "DOANRA_VAR": str(tmp_path), **environment}
    done = subprocess.run([sys.executable, "-c", ASKED], env=told, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_over_https_cookies_are_of_this_host_alone(tmp_path):
    assert asked(tmp_path, DOANRA_HTTPS="1") == {
        "SESSION_COOKIE_NAME": "__Host-sessionid", "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "LANGUAGE_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True, "SECURE_SSL_REDIRECT": True,
    }  # fmt: skip
    assert asked(tmp_path)["SESSION_COOKIE_NAME"] == "sessionid"


@pytest.mark.django_db
def test_cookies_that_open_something_are_for_no_script(client):
    own = factories.account("an", role="office")
    own.set_password("mot cau dai de nho 2027")
    own.save()
    client.get("/login/")
    client.post("/login/", {"username": "an", "password": "mot cau dai de nho 2027"})
    client.get("/")
    for name in ("sessionid", "csrftoken", "doanra_who"):
        assert client.cookies[name]["httponly"] and client.cookies[name]["samesite"] == "Lax", name


@pytest.mark.django_db
def test_who_was_refused_what_stands_in_the_log(client, stranger, caplog):
    client.force_login(stranger)
    with caplog.at_level(logging.WARNING, logger="doanra.refused"):
        client.get(reverse("web:trail"))
        client.get(reverse("web:nominations_file", args=[2027, 10**6]))
    first, second = (one.getMessage() for one in caplog.records if one.name == "doanra.refused")
    assert first == f"403 GET /trail/, account {stranger.pk} from 127.0.0.1: not_allowed"
    assert second.startswith("404 GET /2027/")


def line_of(message, *values, fault=None):
    record = logging.LogRecord("x", logging.WARNING, __file__, 1, message, values, fault)
    return LineFormatter("{asctime} {levelname} {name} {message}", style="{").format(record)


def test_nobody_begins_a_line_of_the_log():
    line = line_of("tên %s", "an\n2026-01-01 ERROR root giả\x1b[31m")
    assert "\n" not in line and "\x1b" not in line
    assert line.endswith("WARNING x tên an\\n2026-01-01 ERROR root giả\\x1b[31m")


def test_a_traceback_is_indented_and_lines_have_their_zone():
    try:
        raise ValueError("một\nhai")
    except ValueError:
        said = line_of("hỏng", fault=sys.exc_info())
    first, *rest = said.splitlines()
    assert rest and all(one.startswith("  | ") for one in rest)
    assert first[19:23].startswith(".") and first[23] in "+-Z"
