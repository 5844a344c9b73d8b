"""One demonstration account for each role. Never for an installation in earnest: the password is public."""

from __future__ import annotations

from doanra.policy import access
from doanra.records.models import Account, Delegation, Unit
from doanra.terms.words import Role

PASSWORD = "doan-ra-dung-thu"  # public on purpose: printed by the server of the demonstration

ACCOUNTS: tuple[tuple[str, str, Role], ...] = (
    ("vanphong", "Lê Thu Hà", Role.OFFICE),
    ("truongphong", "Ngô Văn Tâm", Role.CHIEF),
    ("lanhdao", "Phan Thị Lan", Role.LEADER),
    ("banchidao", "Trần Minh Quân", Role.COMMITTEE),
    ("donvi", "Nguyễn Thị An", Role.UNIT),
    ("duyetdonvi", "Lý Văn Sơn", Role.APPROVER),
    ("thamdinh", "Phạm Đức Bình", Role.APPRAISER),
    ("taichinh", "Đỗ Hồng Chi", Role.FINANCE),
    ("truongdoan", "Vũ Quang Dũng", Role.HEAD),
    ("hocvien", "Hoàng Mai Giang", Role.PARTICIPANT),
    ("thanhtra", "Bùi Quốc Hải", Role.INSPECTOR),
    ("quantri", "Đặng Anh Khoa", Role.ADMINISTRATOR),
)
"""User name, invented person, role."""


def open_accounts() -> None:
    """Opens the accounts that do not exist yet; the unit's accounts belong to the province of Lào Cai."""
    unit = Unit.objects.filter(short="Lào Cai", valid_to=None).first()
    for username, full_name, role in ACCOUNTS:
        if not Account.objects.filter(username=username).exists():
            Account.objects.create_user(
                username,
                password=PASSWORD,
                full_name=full_name,
                role=role.value,
                unit=unit if access.of_unit(role) else None,
            )


def bind_travellers() -> None:
    """The head and the participant of the demonstration are people of the delegation that left last, if any did."""
    group = Delegation.objects.exclude(leader=None).order_by("-first_day", "-pk").first()
    if group is None:
        return
    other = group.members.exclude(person=group.leader).order_by("pk").first()
    for username, person in (("truongdoan", group.leader_id), ("hocvien", other.person_id if other else None)):
        Account.objects.filter(username=username, person=None).update(person=person)


def clerk() -> Account | None:
    """Who does the office's work in the demonstration; None, the operator, before the accounts are opened."""
    return Account.objects.filter(role=Role.OFFICE.value).order_by("pk").first()


def accounts_open() -> bool:
    """Whether the demonstration accounts exist here."""
    return Account.objects.filter(username=ACCOUNTS[0][0]).exists()
