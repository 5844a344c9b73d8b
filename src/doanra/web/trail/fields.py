"""What bears the fields that an act can change, and the words of both. A test holds that none is without."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doanra.web.trail.field_words import FIELDS

BEARERS: dict[str, Promise] = {
    "absentnomination": _("Vắng trong tệp"),
    "appraisal": _("Thẩm định"),
    "busydays": _("Ngày bận"),
    "coursestart": _("Ngày khai giảng"),
    "evidence": _("Bằng chứng"),
    "invitation": _("Trả lời lời mời"),
    "member": _("Đoàn đi"),
    "nominationneed": _("Nhu cầu mà đề cử đáp ứng"),
    "opinion": _("Ý kiến"),
    "participation": _("Khoá đã dự"),
    "pastcourse": _("Hồ sơ cũ"),
    "plannedcourse": _("Khoá trong phương án"),
    "seat": _("Chỗ trong phương án"),
    "waiver": _("Quyết định miễn"),
}
"""What belongs to a thing and stands in its story."""

KINDS: dict[str, Promise] = {
    "account": _("tài khoản"),
    "appraisingbody": _("cơ quan thẩm định"),
    "call": _("đợt đề cử"),
    "approvedversion": _("bản danh sách đã duyệt"),
    "columnmemory": _("cách hiểu cột"),
    "consultation": _("danh sách lấy ý kiến"),
    "course": _("khoá"),
    "decisionscan": _("bản scan văn bản"),
    "delegation": _("đoàn"),
    "fieldword": _("từ chỉ lĩnh vực"),
    "filelayout": _("cách hiểu các cột của tệp"),
    "handin": _("lần đưa tệp"),
    "headerword": _("tiêu đề cột"),
    "historyfile": _("tệp hồ sơ cũ"),
    "holiday": _("ngày nghỉ"),
    "issuedtemplate": _("biểu mẫu đã cấp"),
    "likelypair": _("cặp nghi trùng"),
    "nomination": _("đề cử"),
    "opinion": _("ý kiến"),
    "opinionrequest": _("yêu cầu lấy ý kiến"),
    "pastcourse": _("hồ sơ cũ"),
    "person": _("người"),
    "plan": _("kế hoạch, phương án"),
    "planningrun": _("lần tính"),
    "posttitle": _("chức danh"),
    "repair": _("lần tìm cách sửa"),
    "savingrun": _("lần lưu tệp"),
    "scenario": _("kịch bản"),
    "sourcefile": _("tệp của đơn vị"),
    "unit": _("đơn vị"),
    "vetting": _("đề cử, kể cả chính trị nội bộ"),
    "accountinvitation": _("lời mời mở tài khoản"),
    "dossierfile": _("giấy tờ trong hồ sơ"),
    "extension": _("hạn được gia hạn"),
    "formrules": _("quy định về biểu mẫu"),
    "keptform": _("biểu mẫu được giữ"),
    "laterequest": _("yêu cầu sửa muộn"),
    "need": _("nhu cầu của đơn vị"),
    "nominationdraft": _("bản nháp đề cử"),
    "nominationreturn": _("lần trả lại đề cử"),
    "quotaentry": _("chỉ tiêu của đơn vị"),
    "requiredpaper": _("giấy tờ phải nộp"),
    "savedview": _("cách xem đã lưu"),
    "storedfile": _("tệp được giữ"),
    "submission": _("lần gửi đề cử"),
    "withdrawal": _("lần rút đề cử"),
    "weighing": _("điều được cân nhắc"),
}
"""Things with a story of their own."""


def field_word(name: str) -> str:
    """The field in words; an unknown one as it stands in the table, so that no change is ever hidden."""
    return str(FIELDS.get(name, name))


def kind_word(kind: str) -> str:
    """The kind of thing in words."""
    return str(KINDS.get(kind, BEARERS.get(kind, kind)))


def bearer_word(bearer: str) -> str:
    """What belongs to the thing and bears the field, without its sort."""
    return str(BEARERS.get(bearer.split(":")[0], bearer))
