"""The life of a year's call."""

from doanra.policy.flow import Flow, Move, State

CALL = Flow(
    noun="đợt đề cử",
    states=(
        State(
            code="open",
            label="Đang nhận đề cử",
            says="Đơn vị gửi danh sách, văn phòng nhận, thẩm định và lập kế hoạch. Mọi việc của năm còn sửa được.",
        ),
        State(
            code="closed",
            label="Đã tổng kết",
            says="Năm đã tổng kết: xem, tải và in được mọi thứ, không đổi gì nữa.",
        ),
    ),
    moves=(Move(verb="calls.close", label="Tổng kết năm", sources=frozenset({"open"}), target="closed"),),
)
