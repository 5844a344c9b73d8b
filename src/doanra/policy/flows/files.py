"""The life of a file that a unit sends, and of a workbook of old records."""

from doanra.policy.flow import Flow, Move, State

_PREVIEW = frozenset({"preview"})
_STATES = (
    State(
        code="preview",
        label="Đang xem trước",
        says="Tệp đã được đọc, chưa có gì vào danh sách. Xem từng dòng, sửa cách hiểu cột, rồi lưu cả tệp hoặc bỏ.",
    ),
    State(
        code="saved",
        label="Đã nhận",
        says="Các dòng đạt đã vào danh sách; dòng bị trả lại nằm trong tệp đánh dấu gửi cho đơn vị.",
    ),
    State(
        code="refused",
        label="Không đọc được",
        says="Tệp không đọc được, lý do ghi ngay đó. Xin đơn vị gửi lại; lần gửi này vẫn còn trong lịch sử.",
    ),
    State(code="dropped", label="Đã bỏ", says="Tệp được bỏ khi còn xem trước: không có gì được lưu từ tệp này."),
    State(
        code="undone",
        label="Đã hoàn tác",
        says="Những gì tệp này đưa vào đã được gỡ ra như trước khi nhận. Tệp và lịch sử vẫn còn.",
    ),
)
_MOVES = (
    Move(verb="save_file", label="Lưu cả tệp", sources=_PREVIEW, target="saved"),
    Move(verb="drop", label="Bỏ tệp", sources=_PREVIEW, target="dropped"),
    Move(verb="undo", label="Hoàn tác lần nhận", sources=frozenset({"saved"}), target="undone"),
)
FILE = Flow(noun="tệp", states=_STATES, moves=_MOVES)
OLD_FILE = Flow(noun="tệp hồ sơ cũ", states=_STATES, moves=_MOVES)
