"""The commands on the database: what they do, and how they turn bad input down in one sentence."""

import os
import sys
from datetime import date

import factories
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from cli.installation import refused
from unit_lists import line, workbook

from doanra.records.models import Account, Nomination
from doanra.stages import calls

SECRET = "mot cau dai de nho 2027"


def test_an_account_is_opened_and_changed_and_its_name_stays(doanra, monkeypatch):
    monkeypatch.setenv("DOANRA_PASSWORD", SECRET)
    ran = doanra("account", "thu.ha", "--role", "office", "--name", "Lê Thu Hà")
    assert (ran.returncode, SECRET in ran.stdout + ran.stderr) == (0, False)
    assert doanra("account", "thu.ha", "--role", "finance", "--keep-password").returncode == 0
    account = Account.objects.get(username="thu.ha")
    assert (account.full_name, account.role, account.check_password(SECRET)) == ("Lê Thu Hà", "finance", True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ha", "--role", "unit"), "đơn vị"),
        (("ha", "--role", "unit", "--unit", "p-none"), "p-none"),
        (("ha", "--role", "office", "--unit", "p-cao-bang"), "đơn vị"),
        (("ha", "--role", "office", "--keep-password"), "mật khẩu"),
        (("a b", "--role", "office"), "tên đăng nhập"),
    ],
)
def test_accounts_that_cannot_be(doanra, monkeypatch, words, says):
    monkeypatch.setenv("DOANRA_PASSWORD", SECRET)
    assert refused(doanra("account", *words), says)
    assert not Account.objects.exists()


def test_the_operator_takes_lost_factors_away_and_says_why(doanra, monkeypatch):
    monkeypatch.setenv("DOANRA_PASSWORD", SECRET)
    doanra("account", "khoa", "--role", "administrator")
    TOTP.activate(Account.objects.get(username="khoa"), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    words = ("account", "khoa", "--role", "administrator", "--keep-password", "--reset-factors")
    assert refused(doanra(*words, " "), "xác minh")
    assert Authenticator.objects.exists()
    assert doanra(*words, "gặp mặt, đối chiếu thẻ").returncode == 0
    assert not Authenticator.objects.exists()


def test_a_weak_password_is_refused(doanra, monkeypatch):
    monkeypatch.setenv("DOANRA_PASSWORD", "ngan")
    assert refused(doanra("account", "ha", "--role", "office"))


def test_files_are_loaded_into_a_year_and_only_once(doanra, tmp_path):
    factories.call(2027)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/Cao Bang.xlsx").write_bytes(workbook(line(), line("Trần Thử Bình", "01/02/1980")))
    (tmp_path / "lists/khong ro.xlsx").write_bytes(workbook(line("Lê Thử Chi", "05/06/1979"), title="DANH SÁCH"))
    (tmp_path / "lists/hong.xlsx").write_bytes(b"broken")
    ran = doanra("load", str(tmp_path / "lists"), "--year", "2027", "--on", "2026-10-01")
    assert ran.returncode == 2
    assert {row.split()[0] for row in ran.stdout.splitlines()} == {"NHẬN", "CHỜ", "TRẢ"}
    assert "2 = 2 nhận + 0 trả lại + 0 không đổi" in ran.stdout
    assert "Đã thẩm định 2 đề cử" in ran.stderr
    one = str(tmp_path / "lists/Cao Bang.xlsx")
    again = doanra("load", one, "--year", "2027")
    assert (again.returncode, "2 = 0 nhận + 0 trả lại + 2 không đổi" in again.stdout) == (0, True)
    preview = doanra("load", one, "--year", "2027", "--preview")
    assert (preview.returncode, "xem trước" in preview.stdout) == (0, True)
    assert Nomination.objects.count() == 2


def test_loads_that_cannot_be(doanra, tmp_path):
    calls.close(factories.call(2026), by=None)
    factories.call(2027)
    good = tmp_path / "a.xlsx"
    good.write_bytes(workbook(line()))
    (tmp_path / "nothing").mkdir()
    assert refused(doanra("load", str(good), "--year", "1999"), "1999")
    assert refused(doanra("load", str(good), "--year", "2026"), "tổng kết")
    assert refused(doanra("load", str(tmp_path / "missing.xlsx"), "--year", "2027"), "missing.xlsx")
    assert refused(doanra("load", str(tmp_path / "nothing"), "--year", "2027"))
    for words in (("--year", "x"), ("--year", "2027", "--on", "hôm qua"), ()):
        assert doanra("load", str(good), *words).returncode == 2


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names of files are bytes on Linux only")
def test_a_file_name_that_is_no_text_breaks_nothing(doanra, tmp_path):
    factories.call(2027, on=date(2026, 9, 15))
    with open(os.fsencode(str(tmp_path)) + b"/Cao B\xe0ng.xlsx", "wb") as file:
        file.write(workbook(line()))
    ran = doanra("load", str(tmp_path), "--year", "2027", "--preview")
    assert (ran.returncode, "Cao Bng.xlsx: 1 = 1 nhận" in ran.stdout) == (0, True)


def test_the_demonstration_prints_an_account_for_each_role_and_leaves_a_filled_installation_alone(doanra):
    factories.account("vanphong", role="office")
    ran = doanra("demo", "--if-empty")
    assert (ran.returncode, Account.objects.count()) == (0, 1)
    assert "doan-ra-dung-thu" in ran.stdout
    assert len(ran.stdout.splitlines()) == 13


def test_the_demonstration_is_refused_among_real_people(doanra):
    made = factories.call(2026)
    made.synthetic = False
    made.save()
    assert refused(doanra("demo"), "thật")


@pytest.mark.parametrize(
    "words", [(), ("fly",), ("load",), ("account", "x", "--role", "king"), ("serve", "--port", "x")]
)
def test_commands_that_are_none(doanra, words):
    ran = doanra(*words)
    assert (ran.returncode, "doanra" in ran.stderr) == (2, True)


@pytest.mark.parametrize(
    "words",
    [
        ("--port", "99999"),
        ("--port", "0"),
        ("--processes", "0"),
        ("--host", "256.1.1.1"),
        ("--host", "nowhere.invalid"),
    ],
)
def test_servers_that_cannot_be(doanra, words):
    assert refused(doanra("serve", *words))
