"""Closed sets of words. Values are stored and exchanged; Vietnamese labels are what people read."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A member has a stored value and a Vietnamese label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Word:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label or value
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of value and label, in order of definition."""
        return [(member.value, member.label) for member in cls]


class Programme(Word):
    """The three programmes of Conclusion 39-KL/TW, section 2.4."""

    SHORT = "short", "Ngắn hạn"
    MEDIUM = "medium", "Trung hạn"
    LANGUAGE = "language", "Ngoại ngữ"


class Language(Word):
    """Languages taught in the language programme (sources 000 and 003)."""

    ENGLISH = "en", "tiếng Anh"
    LAO = "lo", "tiếng Lào"
    CHINESE = "zh", "tiếng Trung Quốc"
    KHMER = "km", "tiếng Khmer"


class Gender(Word):
    """As the unit's list says it; never guessed from a name."""

    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Audience(Word):
    """Audience groups derived from Conclusion 39-KL/TW, section 2.4."""

    A = "A", "Diện Bộ Chính trị, Ban Bí thư quản lý"
    B = "B", "Lãnh đạo cấp tổng cục"
    C = "C", "Lãnh đạo cấp cục, vụ của cơ quan Trung ương"
    D = "D", "Uỷ viên ban thường vụ tỉnh uỷ, thành uỷ, đảng uỷ trực thuộc Trung ương"
    E = "E", "Lãnh đạo cấp sở và tương đương trở lên ở địa phương"
    F = "F", "Cán bộ, công chức, viên chức thường xuyên dùng ngoại ngữ"


class Field(Word):
    """Fields of work by which delegations are kept alike (Conclusion 39-KL/TW, section 2.4: similar field)."""

    PARTY_ORGANISATION = "party-organisation", "Tổ chức xây dựng Đảng"
    INSPECTION = "inspection", "Kiểm tra, thanh tra"
    PROPAGANDA = "propaganda", "Tuyên giáo, văn hoá, giáo dục"
    MASS_MOBILISATION = "mass-mobilisation", "Dân vận, Mặt trận, đoàn thể"
    INTERNAL_AFFAIRS = "internal-affairs", "Nội chính, tư pháp, quốc phòng, an ninh"
    ECONOMY = "economy", "Kinh tế, khoa học, công nghệ"
    FOREIGN_AFFAIRS = "foreign-affairs", "Đối ngoại, hợp tác quốc tế"
    GOVERNMENT = "government", "Quản lý nhà nước, chính quyền"
    HEALTH_SOCIAL = "health-social", "Y tế, xã hội"


class ContentGroup(Word):
    """The four content groups of Conclusion 39-KL/TW, section 2.3."""

    STATE = "1", "Tổ chức bộ máy nhà nước, quốc phòng, an ninh và đối ngoại"
    DEVELOPMENT = "2", "Phát triển bền vững, kinh tế, khoa học công nghệ và Cách mạng công nghiệp lần thứ 4"
    LAW = "3", "Xây dựng pháp luật và hoạt động tư pháp"
    LEADERSHIP = "4", "Kỹ năng lãnh đạo, quản lý"


class Verdict(Word):
    """What a rule says of a person. Unknown is a verdict of its own."""

    MET = "met", "Đạt"
    NOT_MET = "not_met", "Không đạt"
    UNKNOWN = "unknown", "Chưa rõ"
    WAIVED = "waived", "Miễn"


class Severity(Word):
    """How grave a problem is: an error refuses or blocks, a warning asks for eyes, a note informs."""

    ERROR = "error", "Chặn"
    WARNING = "warning", "Cảnh báo"
    NOTE = "note", "Ghi chú"


class Role(Word):
    """Duties in the system; each account has one."""

    OFFICE = "office", "Cán bộ văn phòng"
    CHIEF = "chief", "Lãnh đạo văn phòng"
    LEADER = "leader", "Lãnh đạo Ban Chỉ đạo"
    COMMITTEE = "committee", "Thành viên Ban Chỉ đạo"
    UNIT = "unit", "Đơn vị cử cán bộ"
    APPROVER = "approver", "Người duyệt của đơn vị"
    APPRAISER = "appraiser", "Cơ quan phối hợp thẩm định"
    FINANCE = "finance", "Cán bộ tài chính"
    HEAD = "head", "Trưởng đoàn"
    PARTICIPANT = "participant", "Người được cử đi"
    INSPECTOR = "inspector", "Kiểm tra, thanh tra"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


class Sensitivity(Word):
    """How closely a field is kept (Decree 356/2025/NĐ-CP, articles 3 and 4; political vetting is a kind of its own)."""

    ORDINARY = "ordinary", "Thông thường"
    PERSONAL = "basic", "Dữ liệu cá nhân cơ bản"
    SENSITIVE = "sensitive", "Dữ liệu cá nhân nhạy cảm"
    VETTING = "vetting", "Thẩm tra chính trị nội bộ"
