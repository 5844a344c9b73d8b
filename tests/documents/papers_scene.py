"""Synthetic scenes for the papers: invented people, a long year with 29 delegations. Nobody here exists."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from doanra.documents.delegation import Delegation, Member
from doanra.documents.letterhead import Letterhead, Signature
from doanra.documents.year_plan.context import BudgetLine, Registration, Targets, UnitGroup, YearPlan
from doanra.terms.dates import PartialDate
from doanra.terms.words import Gender, Language, Programme

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Hồ", "Ngô", "Tôn Nữ", "Đinh")
MIDDLES = ("Văn", "Thị", "Minh", "Thị Phương", "Hữu", "Ngọc Bảo", "Đức", "Thanh", "Quang", "Xuân Nghiêm")
GIVENS = ("An", "Ánh", "Bình", "Chiến", "Dũng", "Đạt", "Giang", "Hương", "Khánh", "Nghiêng", "Oanh", "Phượng", "Yến")
POSTS = (
    "Phó Vụ trưởng Vụ Tổ chức - Cán bộ",
    "Giám đốc Sở Nông nghiệp và Môi trường",
    "Uỷ viên Ban Thường vụ Tỉnh uỷ, Trưởng Ban Tổ chức Tỉnh uỷ, kiêm Chủ tịch Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Cục trưởng",
    "Phó Cục trưởng Cục Quản lý tài nguyên nước và hợp tác quốc tế về khí tượng, thuỷ văn, biến đổi khí hậu",
)
UNITS = (
    "Tỉnh uỷ Lạng Sơn",
    "Thành uỷ Thành phố Hồ Chí Minh",
    "Bộ Nông nghiệp và Môi trường",
    "Đảng uỷ Mặt trận Tổ quốc, các đoàn thể Trung ương",
)
TOPICS = (
    "Kỹ năng lãnh đạo, quản lý trong chuyển đổi số",
    "Phát triển bền vững, quản trị đô thị thông minh và ứng phó với biến đổi khí hậu ở vùng đồng bằng ven biển",
    "Xây dựng pháp luật và hoạt động tư pháp",
)
HEAD = Letterhead(
    parent="Ban Tổ chức Trung ương",
    body="Ban Chỉ đạo thực hiện\nKết luận số 39-KL/TW",
    body_code="BCĐ",
    kind_code="KH",
    place="Hà Nội",
    year=2027,
)
SIGNED = Signature(authority="T/M Ban Chỉ đạo", post="Trưởng Ban")


def member(random: Random, *, is_head: bool = False) -> Member:
    """One invented person."""
    name = " ".join(random.choice(part) for part in (FAMILIES, MIDDLES, GIVENS))
    birth = PartialDate(random.randint(1968, 1988), random.randint(1, 12), random.randint(1, 28))
    gender = random.choice((Gender.MALE, Gender.FEMALE))
    return Member(name, random.choice(POSTS), random.choice(UNITS), birth, gender, is_head)


def delegation(random: Random, *, number: int, programme: Programme, size: int) -> Delegation:
    """One invented delegation with so many people, the first drawn its head."""
    return Delegation(
        code=f"{ {'short': 'NH', 'medium': 'TH', 'language': 'NN'}[programme.value] }-{number:02d}",
        programme=programme,
        topic=random.choice(TOPICS),
        audience="Uỷ viên ban thường vụ tỉnh uỷ, thành uỷ; lãnh đạo cấp cục, vụ của cơ quan Trung ương",
        seats=20,
        host="Học viện Hành chính công mẫu",
        country="Niu Di-lân",
        days={Programme.SHORT: 14, Programme.MEDIUM: 90, Programme.LANGUAGE: 240}[programme],
        first_day=date(2027, 4, 5) + timedelta(days=7 * number),
        language=Language.ENGLISH if programme is Programme.LANGUAGE else None,
        members=tuple(member(random, is_head=place == 0) for place in range(size)),
    )


def long_year(*, seed: int = 1) -> YearPlan:
    """29 delegations with 410 people: 16 short, 5 medium, 8 language."""
    random = Random(seed)
    programmes = [Programme.SHORT] * 16 + [Programme.MEDIUM] * 5 + [Programme.LANGUAGE] * 8
    sizes = [16] * 16 + [10] * 5 + [13] * 8
    return YearPlan(
        year=2027,
        letterhead=HEAD,
        targets=Targets(total=500, short=300, medium=50, language=150),
        registered_on=date(2026, 12, 31),
        units=(UnitGroup("tỉnh, thành phố", 31, 34), UnitGroup("cơ quan Trung ương", 27, 30)),
        registrations=(
            Registration(Programme.SHORT, 324, 260, 40, 24),
            Registration(Programme.MEDIUM, 103, 52, 31, 20),
            Registration(Programme.LANGUAGE, 398, 300, 70, 28),
        ),
        delegations=tuple(
            delegation(random, number=number, programme=programme, size=size)
            for number, (programme, size) in enumerate(zip(programmes, sizes, strict=True), 1)
        ),
        budget=(
            BudgetLine("Bồi dưỡng ngắn hạn", Decimal(36_800_000_000), illustrative=True),
            BudgetLine("Bồi dưỡng trung hạn", Decimal(17_500_000_000), illustrative=True),
            BudgetLine("Bồi dưỡng ngoại ngữ", Decimal(20_805_000_000)),
        ),
        signature=SIGNED,
        recipients=("Các đồng chí thành viên Ban Chỉ đạo", "Các cơ quan, đơn vị, địa phương liên quan", "Lưu Văn thư"),
    )
