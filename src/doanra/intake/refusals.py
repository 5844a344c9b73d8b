"""Why a whole file is not taken in: the codes of the contract, each with its sentence and what to do."""

from __future__ import annotations

from doanra.intake.reading import FileRefusal

_SAVE_AS = "Mở tệp bằng Excel hoặc LibreOffice rồi lưu thành .xlsx, ví dụ “danh-sach.xlsx”, và nộp lại."

_SENTENCES: dict[str, tuple[str, str]] = {
    "empty_file": ("Tệp rỗng, không có một byte nào.", "Kiểm tra lại tệp gốc rồi gửi lại tệp có danh sách."),
    "empty_workbook": ("Sổ tính không có ô nào được điền.", "Gửi lại tệp có danh sách cán bộ đăng ký."),
    "no_rows": (
        "Có tiêu đề và đầu bảng nhưng không có cán bộ nào trong danh sách.",
        "Điền ít nhất một cán bộ dưới đầu bảng; nếu đơn vị không đăng ký ai thì báo bằng công văn.",
    ),
    "no_table": (
        "Không tìm thấy bảng danh sách cán bộ: không có dòng đầu bảng nào ghi “Họ và tên”.",
        "Thêm dòng đầu bảng, ví dụ: STT | Họ và tên | Ngày sinh | Giới tính | Chức vụ | Chương trình đăng ký.",
    ),
    "no_header": (
        "Có vẻ có danh sách cán bộ nhưng thiếu dòng đầu bảng, nên không biết cột nào là gì.",
        "Thêm dòng đầu bảng, ví dụ: STT | Họ và tên | Ngày sinh | Giới tính | Chức vụ | Chương trình đăng ký.",
    ),
    "password_protected": (
        "Tệp được đặt mật khẩu nên không đọc được.",
        "Mở tệp, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc), lưu lại và nộp lại.",
    ),
    "corrupt_file": (
        "Tệp hỏng, tải dở, hoặc là tệp nén không chứa bảng tính.",
        "Mở thử tệp gốc bằng Excel; nếu mở được thì lưu thành .xlsx và nộp lại, nếu không thì xin lại tệp từ đơn vị.",
    ),
    "not_spreadsheet": (
        "Đây không phải là tệp bảng tính (ảnh, PDF, văn bản ...).",
        "Nhập danh sách vào Excel. " + _SAVE_AS,
    ),
    "unsupported_format": ("Định dạng này chưa được đọc (ví dụ .xlsb, trang web lưu dưới tên .xls).", _SAVE_AS),
    "too_large": (
        "Tệp quá lớn: khi mở ra vượt quá giới hạn của hệ thống.",
        "Xoá các dòng, cột, trang tính thừa (chỉ để lại danh sách cán bộ), lưu thành tệp mới và nộp lại.",
    ),
    "unsafe_file": ("Tệp có nội dung không an toàn nên không được mở.", _SAVE_AS),
}

_SECRET = FileRefusal(
    "unsafe_file",
    "Tệp mang dấu chỉ độ mật (MẬT, TỐI MẬT hoặc TUYỆT MẬT). Hệ thống không được phép tiếp nhận, lưu giữ "
    "bí mật nhà nước; tệp không được đọc và không được lưu.",
    "Gửi tài liệu mật theo đường văn thư mật. Nếu danh sách không phải là tài liệu mật, bỏ dấu chỉ độ mật rồi nộp lại.",
)


class Unreadable(Exception):
    """Raised inside the room where a container cannot or must not be read; never leaves it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refusal(code: str) -> FileRefusal:
    """The refusal of that code with its sentence."""
    message, remedy = _SENTENCES[code]
    return FileRefusal(code, message, remedy)


def secret() -> FileRefusal:
    """The refusal of a file marked MẬT, TỐI MẬT or TUYỆT MẬT; its code is ``unsafe_file``."""
    return _SECRET
