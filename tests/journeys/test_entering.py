"""In a real browser: a passkey instead of the password, and a form that comes after the session's end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from conftest import PASSWORD

pytestmark = pytest.mark.browser

MINUTE = 60_000
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
PAGES = ["/account/", "/account/factors/", "/account/factors/totp/activate/", "/account/sessions/", "/account/name/",
         "/account/password/", "/accounts/", "/accounts/new/"]  # fmt: skip


@pytest.fixture
def page(chromium: Any, installation: Any) -> Iterator[Any]:
    """A page with a key of the machine that says yes by itself; passkeys need a name, so the address is localhost."""
    url = installation.url.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=url, viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(2 * MINUTE)
    faults: list[str] = []
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("request", lambda asked: None if asked.url.startswith(url) else faults.append(asked.url))
    machine = context.new_cdp_session(opened)
    machine.send("WebAuthn.enable")
    machine.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    log_in(opened)
    yield opened
    context.close()
    assert faults == []


def log_in(page: Any, name: str = "an") -> None:
    page.goto("/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def sessions_end(page: Any) -> None:
    page.context.clear_cookies(name="sessionid")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_of_accounts_are_clean(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert Axe().run(page).response["violations"] == [], address


def test_a_passkey_is_added_and_opens_without_a_password_and_brings_a_late_form_back(page: Any) -> None:
    page.goto("/account/factors/webauthn/add/")
    page.click("button:has-text('Thêm khoá')")
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    page.goto("/account/factors/")
    assert page.locator("tr:has-text('thay mật khẩu')").count() == 1

    page.goto("/posts/fields/")
    page.fill("[name=pattern]", "ban thử việc xa")
    page.select_option("[name=field]", index=2)
    sessions_end(page)
    page.press("[name=pattern]", "Enter")
    page.wait_for_url("**/login/**")
    assert page.locator("text=đã được giữ").count() == 1
    page.click("button:has-text('Đăng nhập bằng khoá truy cập')")
    page.wait_for_url("**/account/kept/**")
    assert page.locator("dd:has-text('ban thử việc xa')").count() == 1
    assert Axe().run(page).response["violations"] == []
    page.click("button:has-text('Gửi lại')")
    page.wait_for_url("**/posts/fields/**")
    assert "Đã thêm “ban thử việc xa”" in page.inner_text(".notices")


def invited(page: Any, name: str) -> str:
    """The link by which somebody whom the office invites comes in. A colleague invites: who opened the page may hold a
    passkey by now, and is asked for it.
    """
    sessions_end(page)
    log_in(page, "binh")
    page.goto("/accounts/new/")
    page.fill("[name=username]", name)
    page.fill("[name=full_name]", "Mai Thử")
    page.select_option("[name=role]", "unit")
    page.select_option("[name=unit]", index=1)
    page.click("main button.btn-primary")
    return str(page.inner_text("#letter-invitation-link")).strip()


def test_who_is_invited_chooses_a_password_sets_up_an_app_and_comes_back_by_a_recovery_code(
    page: Any, installation: Any
) -> None:
    installation.run("account", "binh", "--role", "office", "--name", "Lê Thử Bình")
    link = invited(page, "mai.thu")
    context = page.context.browser.new_context(base_url=link.split("/invitations/")[0])
    own = context.new_page()
    own.set_default_timeout(2 * MINUTE)
    own.goto(link)
    for name in ("password1", "password2"):
        own.fill(f"[name={name}]", PASSWORD)
    own.click("main button.btn-primary")
    own.wait_for_url("**/login/")
    log_in(own, "mai.thu")

    own.goto("/account/factors/totp/activate/")
    own.click("details:has(.secret) summary")
    secret = "".join(own.inner_text(".secret").split())
    assert len(secret) == 32
    own.fill("[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    own.click("button:has-text('Bật')")
    own.wait_for_url("**/recovery-codes/")
    codes = own.locator(".codes li").all_inner_texts()
    own.reload()
    assert len(codes) == 10 and own.locator(".codes").count() == 0

    other = context.browser.new_context(base_url=link.split("/invitations/")[0]).new_page()
    other.set_default_timeout(2 * MINUTE)
    log_in(other, "mai.thu")
    other.fill("[name=code]", codes[4])
    other.keyboard.press("Enter")
    other.wait_for_url(lambda url: "/login/" not in url and "/authenticate/" not in url)
    other.goto("/account/sessions/")
    assert other.locator("main tbody tr").count() == 2
    other.click("main td button")
    other.wait_for_load_state()
    assert other.locator("main tbody tr").count() == 1
    own.goto("/notices/")
    assert "/login/" in own.url
    other.goto("/notices/")
    assert "Vừa thêm ứng dụng mã vào tài khoản của bạn." in other.inner_text("main")
    context.close()
