"""Everything that can be wrong with a row, worded for the clerk: what is wrong, and what to write with an example."""

from __future__ import annotations

from doanra.intake.reading import CellProblem
from doanra.terms.words import Severity

_SENTENCES: dict[str, tuple[Severity, str, str, str]] = {
    "name_missing": (
        Severity.ERROR, "full_name", "Dòng có dữ liệu nhưng thiếu họ và tên{shown}.",
        "Điền họ và tên khai sinh, ví dụ: Nguyễn Văn An.",
    ),
    "several_people": (
        Severity.ERROR, "full_name", "Một ô ghi tên nhiều người: “{value}”.",
        "Mỗi người một dòng riêng với ngày sinh, chức vụ và chương trình của mình, ví dụ: Nguyễn Văn An ở dòng 5, "
        "Trần Thị Bình ở dòng 6.",
    ),
    "birth_date_invalid": (
        Severity.ERROR, "birth_date", "Ngày sinh “{value}” không đọc được hoặc là ngày không có thật.",
        "Ghi ngày/tháng/năm, ví dụ: 05/08/1975; chỉ biết năm thì ghi 1975.",
    ),
    "birth_date_future": (
        Severity.ERROR, "birth_date", "Ngày sinh {value} ở sau thời điểm đăng ký ({on}).",
        "Kiểm tra lại năm sinh và ghi đủ bốn chữ số, ví dụ: 05/08/1977 chứ không phải 2077.",
    ),
    "age_out_of_range": (
        Severity.ERROR, "birth_date",
        "Theo ngày sinh {value}, cán bộ {age} tuổi tại thời điểm đăng ký; phải từ 18 đến 80.",
        "Kiểm tra lại năm sinh, ví dụ: 1975 thay cho 1925.",
    ),
    "birth_date_missing": (
        Severity.WARNING, "birth_date", "Chưa có ngày sinh.",
        "Bổ sung ngày sinh, ví dụ: 05/08/1975; nếu chưa rõ ngày thì ghi năm 1975.",
    ),
    "programme_unknown": (
        Severity.ERROR, "programme", "Không rõ chương trình đăng ký: {value}.",
        "Ghi đúng một chương trình: Ngắn hạn, Trung hạn hoặc Ngoại ngữ (tiếng Anh).",
    ),
    "language_unknown": (
        Severity.ERROR, "language", "Đăng ký chương trình ngoại ngữ nhưng không rõ thứ tiếng: {value}.",
        "Ghi một trong bốn thứ tiếng: tiếng Anh, tiếng Lào, tiếng Trung Quốc, tiếng Khmer.",
    ),
    "gender_conflict": (
        Severity.ERROR, "gender", "Giới tính mâu thuẫn: {value}.",
        "Chỉ để lại một: đánh dấu x ở cột Nam hoặc cột Nữ, hoặc ghi ngày sinh ở đúng một cột.",
    ),
    "gender_unreadable": (
        Severity.WARNING, "gender", "Giới tính ghi “{value}” không đọc được.",
        "Ghi “Nam” hoặc “Nữ”.",
    ),
    "party_joined_invalid": (
        Severity.WARNING, "party_joined", "Ngày vào Đảng “{value}” không đọc được; để trống.",
        "Ghi ngày/tháng/năm kết nạp, ví dụ: 03/02/2001.",
    ),
    "id_number_cut": (
        Severity.WARNING, "id_number", "Số định danh “{value}” đã mất chữ số khi lưu bảng tính; để trống.",
        "Định dạng cột là văn bản (Text) rồi ghi lại đủ 12 chữ số.",
    ),
    "duplicate_in_file": (
        Severity.WARNING, "full_name", "Trùng với {value} trong chính tệp này.",
        "Nếu là một người thì xoá bớt một dòng; nếu là hai người thì kiểm tra lại ngày sinh, ví dụ: 05/08/1975.",
    ),
    "duplicate_across_files": (
        Severity.WARNING, "full_name", "Người này cũng có trong tệp khác: {value}.",
        "Xác định đơn vị nào cử; đơn vị kia rút tên, ví dụ: người đã chuyển công tác thì đơn vị mới cử.",
    ),
    "hidden_row": (
        Severity.WARNING, "", "Dòng đang bị ẩn trong tệp gốc nhưng vẫn được đọc.",
        "Nếu không cử người này thì xoá hẳn dòng; nếu có thì bỏ ẩn (bấm chuột phải → Bỏ ẩn / Unhide).",
    ),
    "hidden_sheet": (
        Severity.WARNING, "", "Trang tính “{value}” đang bị ẩn trong tệp gốc nhưng vẫn được đọc.",
        "Nếu trang này là bản cũ thì xoá hẳn; nếu không thì bỏ ẩn (bấm chuột phải vào tên trang → Unhide).",
    ),
}  # fmt: skip

CODES: frozenset[str] = frozenset(_SENTENCES)
"""All codes of rows."""


def problem(code: str, *, column: str | None = None, **values: object) -> CellProblem:
    """The problem of that code; ``values`` fill the blanks of its sentence (value, shown, on, age)."""
    severity, name, message, remedy = _SENTENCES[code]
    shown = {key: _short(str(value)) for key, value in values.items()}
    return CellProblem(code, severity, message.format_map({"shown": "", "value": "", **shown}), remedy, column, name)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:77] + "..."
