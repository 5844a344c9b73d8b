"""`doanra account NAME --role office`: opens an account, or changes it. The password is asked, never an argument."""

from __future__ import annotations

import argparse
import getpass
import os

from doanra.cli.django_room import wake
from doanra.terms.refusal import NotFound, Refused
from doanra.terms.words import Role

HELP = "opens an account, or changes its role, name or password"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, with which duty, for which unit."""
    parser.add_argument("username")
    parser.add_argument("--role", required=True, choices=[role.value for role in Role])
    parser.add_argument("--name", default="", help="full name, shown on pages and in the trail")
    parser.add_argument("--unit", help="slug of the unit, for --role unit (such as p-cao-bang)")
    parser.add_argument("--keep-password", action="store_true", help="change an account without a new password")
    parser.add_argument(
        "--reset-factors", metavar="REASON", help="take lost second factors away; how it was made sure who asks"
    )


def run(options: argparse.Namespace) -> int:
    """Saves the account. The password comes from DOANRA_PASSWORD, else it is asked twice on the terminal."""
    wake()
    from doanra.records.models import Unit  # noqa: PLC0415 - needs Django awake
    from doanra.stages import accounts, accounts_office  # noqa: PLC0415 - needs Django awake

    unit = Unit.objects.filter(slug=options.unit).first() if options.unit else None
    if options.unit and unit is None:
        raise NotFound("no_unit", f"Không có đơn vị mã “{options.unit}”.", remedy="Xem mã ở trang “Đơn vị”.")
    account = accounts.put(
        options.username,
        full_name=options.name,
        role=Role(options.role),
        unit=unit,
        password=None if options.keep_password else _password(),
        by=None,
    )
    if options.reset_factors is not None:
        accounts_office.reset_factors(account, reason=options.reset_factors, by=None)
    print(f"Tài khoản {options.username}: {Role(options.role).label}.")
    return 0


def _password() -> str:
    given = os.environ.get("DOANRA_PASSWORD")
    if given:
        return given
    while True:
        try:
            first, second = getpass.getpass("Mật khẩu: "), getpass.getpass("Nhập lại: ")
        except EOFError:
            raise Refused(
                "password_missing", "Chưa có mật khẩu.", remedy="Gõ mật khẩu khi được hỏi, hoặc đặt DOANRA_PASSWORD."
            ) from None
        if first == second:
            return first
        print("Hai lần nhập khác nhau, nhập lại.")
