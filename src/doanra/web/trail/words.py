"""What each verb of the trail is called. A test holds that every verb that the stages write has its words here."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "accounts.open": _("Mở tài khoản"),
    "accounts.change": _("Sửa tài khoản"),
    "units.load": _("Nạp danh mục đơn vị"),
    "calls.open": _("Mở đợt đề cử"),
    "calls.change": _("Sửa thiết lập của năm"),
    "calls.remind": _("Nhắc đơn vị chưa trả lời"),
    "calls.close": _("Tổng kết năm"),
    "courses.add": _("Thêm khoá"),
    "courses.change": _("Sửa khoá"),
    "courses.load": _("Nhập danh mục khoá"),
    "courses.copy": _("Chép khoá từ năm khác"),
    "courses.remove": _("Bỏ khoá"),
    "holidays.put": _("Ghi ngày nghỉ"),
    "holidays.take_back": _("Bỏ lời ghi về ngày nghỉ"),
    "unavailable.add": _("Ghi ngày bận"),
    "unavailable.remove": _("Bỏ ngày bận"),
    "weighing.put": _("Sửa điều được cân nhắc"),
    "nominations.hand_in": _("Đưa tệp lên"),
    "nominations.cancel_hand_in": _("Dừng đọc tệp"),
    "histories.receive": _("Nạp hồ sơ cũ vào xem trước"),
    "histories.save": _("Lưu hồ sơ cũ"),
    "histories.drop": _("Bỏ tệp hồ sơ cũ đang xem trước"),
    "histories.undo": _("Hoàn tác tệp hồ sơ cũ"),
    "histories.settle": _("Chọn người cho hồ sơ cũ"),
    "nominations.receive": _("Nhận tệp vào xem trước"),
    "nominations.map": _("Sửa cách hiểu các cột của tệp"),
    "nominations.forget_column": _("Quên cách hiểu một cột của đơn vị"),
    "nominations.choose_unit": _("Chọn đơn vị gửi tệp"),
    "nominations.drop": _("Bỏ tệp đang xem trước"),
    "nominations.save": _("Lưu tệp thành đề cử"),
    "nominations.withdraw": _("Ghi đơn vị rút đề cử"),
    "nominations.issue": _("Tải biểu mẫu đã điền sẵn"),
    "nominations.answer_absence": _("Ghi ý nghĩa của dòng bị bỏ khỏi biểu mẫu"),
    "nominations.mark": _("Tải danh sách đã đánh dấu"),
    "nominations.answer_letter": _("Tải công văn trả lời đơn vị"),
    "nominations.answer": _("Tải công văn trả lời và danh sách đã đánh dấu"),
    "nominations.answer_all": _("Tải công văn trả lời nhiều đơn vị"),
    "nominations.undo": _("Hoàn tác tệp đã nhận"),
    "synonyms.add": _("Thêm tiêu đề cột"),
    "synonyms.remove": _("Bỏ tiêu đề cột"),
    "people.search": _("Tìm hồ sơ nghi trùng"),
    "people.keep_apart": _("Ghi không phải một người"),
    "people.look_again": _("Xem lại cặp nghi trùng"),
    "people.merge": _("Gộp hai hồ sơ"),
    "people.unmerge": _("Hoàn tác lần gộp"),
    "posts.load": _("Nạp bảng chức danh"),
    "posts.reread": _("Đọc lại chức vụ của năm"),
    "posts.add_title": _("Thêm chức danh"),
    "posts.change_title": _("Sửa chức danh"),
    "posts.remove_title": _("Bỏ chức danh"),
    "posts.add_field_word": _("Thêm từ chỉ lĩnh vực"),
    "posts.change_field_word": _("Sửa từ chỉ lĩnh vực"),
    "posts.remove_field_word": _("Bỏ từ chỉ lĩnh vực"),
    "appraisals.make": _("Thẩm định"),
    "appraisals.evidence": _("Ghi bằng chứng"),
    "appraisals.waive": _("Ghi quyết định miễn"),
    "plans.seek": _("Hỏi cách xếp một người"),
    "plans.compute": _("Chạy bộ lập kế hoạch"),
    "plans.cancel": _("Dừng bộ lập kế hoạch"),
    "plans.open_best": _("Mở phương án của lần tính bị ngắt"),
    "plans.scenario": _("Thử một kịch bản"),
    "plans.scenario_again": _("Tính lại kịch bản"),
    "plans.scenario_drop": _("Bỏ kịch bản"),
    "plans.adopt": _("Chọn kịch bản làm phương án"),
    "plans.next_draft": _("Lập phương án từ kế hoạch"),
    "plans.move": _("Chuyển chỗ một người"),
    "plans.pin": _("Ghim hoặc bỏ ghim"),
    "plans.name_head": _("Chọn trưởng đoàn"),
    "plans.choose_day": _("Đổi ngày khai giảng"),
    "plans.run_course": _("Cho khoá chạy"),
    "plans.drop_course": _("Cho khoá nghỉ"),
    "plans.undo": _("Hoàn tác một bước"),
    "plans.publish": _("Công bố kế hoạch"),
    "papers.year_plan": _("Tải kế hoạch năm"),
    "papers.delegation_list": _("Tải danh sách đoàn"),
    "papers.chaser_letters": _("Tải công văn nhắc"),
}

STAGES: dict[str, Promise] = {
    "accounts": _("Tài khoản"),
    "units": _("Đơn vị"),
    "calls": _("Đợt đề cử"),
    "courses": _("Khoá"),
    "holidays": _("Ngày nghỉ"),
    "unavailable": _("Ngày bận"),
    "weighing": _("Điều được cân nhắc"),
    "histories": _("Hồ sơ cũ"),
    "nominations": _("Đề cử"),
    "synonyms": _("Tiêu đề cột"),
    "people": _("Người"),
    "posts": _("Chức danh"),
    "appraisals": _("Thẩm định"),
    "plans": _("Kế hoạch"),
    "papers": _("Văn bản"),
}


def say(verb: str) -> str:
    """The verb in words; an unknown one as it stands in the table, so that no event is ever hidden."""
    return str(WORDS.get(verb, verb))


def stage_word(stage: str) -> str:
    """The stage of a verb in words."""
    return str(STAGES.get(stage, stage))
