"""Passwords that became known elsewhere are looked up in a file of this machine."""

import hashlib

import factories
import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from doanra.stages.breached import listed

KNOWN = "mot cau dai ai cung biet"


def digest(password):
    return hashlib.sha1(password.encode()).hexdigest().upper()


def written(folder, passwords, *, ending="\r\n", count=":3"):
    file = folder / "known.txt"
    file.write_bytes("".join(f"{one}{count}{ending}" for one in sorted(map(digest, passwords))).encode())
    return file


NAMES = [f"mot cau {number}" for number in range(41)]


@pytest.mark.parametrize("count", ["", ":1", ":123456"])
def test_what_stands_in_the_file_is_found_and_nothing_else(tmp_path, count):
    for many in range(len(NAMES)):
        known = set(NAMES[:many])
        file = written(tmp_path, known, count=count)
        assert {one for one in NAMES if listed(one, file)} == known


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_first_and_the_last_line_are_found(tmp_path, ending):
    passwords = sorted((f"mot cau {number}" for number in range(50)), key=digest)
    file = written(tmp_path, passwords, ending=ending)
    file.write_bytes(file.read_bytes().rstrip())
    assert listed(passwords[0], file) and listed(passwords[-1], file)


def test_without_a_file_nothing_is_refused_and_with_one_what_it_has(tmp_path, settings):
    validate_password(KNOWN)
    settings.BREACHED = str(written(tmp_path, [KNOWN, "khac"]))
    with pytest.raises(ValidationError, match="đã lộ ở một nơi khác"):
        validate_password(KNOWN)
    validate_password("mot cau khac han 2028")


@pytest.mark.parametrize(("password", "said"), [
    ("ngan", "Mật khẩu quá ngắn: cần ít nhất 15 ký tự."), ("12345678910", "Mật khẩu này quá nhiều người dùng."),
])  # fmt: skip
def test_what_is_wrong_with_a_password_is_said_in_vietnamese(password, said):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert any(one.startswith(said) for one in refused.value.messages)
    assert not any("assword" in one for one in refused.value.messages)


@pytest.mark.django_db
def test_it_is_asked_where_a_password_is_chosen(client, tmp_path, settings):
    settings.BREACHED = str(written(tmp_path, [KNOWN]))
    own = factories.account("an", role="finance")
    own.set_password("mot cau dai de nho 2027")
    own.save()
    client.force_login(own)
    given_twice = {"oldpassword": "mot cau dai de nho 2027", "password1": KNOWN, "password2": KNOWN}
    page = client.post("/account/password/", given_twice).content.decode()
    assert "đã lộ ở một nơi khác" in page
    own.refresh_from_db()
    assert own.check_password("mot cau dai de nho 2027")
