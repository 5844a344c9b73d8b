"""An installation from nothing, in a process of its own: the first command, its secrets, what is said before it."""

import pytest
from cli.installation import refused


def test_begin_loads_units_and_titles_and_again_changes_nothing(begun):
    count = "from doanra.records.models import Unit, PostTitle; print(Unit.objects.count(), PostTitle.objects.count())"
    before = begun.ask(count)
    assert all(int(number) > 100 for number in before.split())
    again = begun.run("begin")
    assert (again.returncode, "doanra account" in again.stdout) == (0, True)
    assert begun.ask(count) == before


def test_begin_keeps_its_secrets_from_others(begun):
    for name in ("secret.key", "personal.key"):
        kept = begun.var / name
        assert kept.stat().st_mode & 0o077 == 0
        assert len(kept.read_text()) > 40


def test_commands_before_the_beginning_say_what_to_do(empty):
    assert refused(empty.run("demo"), "doanra begin")
    assert refused(empty.run("serve"), "doanra begin")


@pytest.mark.parametrize("url", ["postgres://nobody@127.0.0.1:1/nothing", "carrier-pigeon://x"])
def test_a_database_that_does_not_open_is_named_in_a_sentence(empty, url):
    ran = empty.run("begin", DATABASE_URL=url)
    assert refused(ran), ran.stderr


def test_a_password_that_nobody_types_is_missed(begun):
    ran = begun.run("account", "ha", "--role", "office")
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert "DOANRA_PASSWORD" in ran.stderr


def test_manage_hands_over_to_django(begun):
    ran = begun.run("manage", "check", "--fail-level", "WARNING")
    assert (ran.returncode, "no issues" in ran.stdout) == (0, True)


def test_the_pure_commands_need_no_installation(empty):
    assert empty.run("plan", "--help").returncode == 0
    assert not empty.var.exists()
