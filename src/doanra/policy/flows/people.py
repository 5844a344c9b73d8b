"""The life of a pair of records that may be one person."""

from doanra.policy.flow import Flow, Move, State

PAIR = Flow(
    noun="cặp hồ sơ",
    states=(
        State(
            code="open",
            label="Chờ xem",
            says="Hai hồ sơ có thể là một người: đặt cạnh nhau mà xem, rồi gộp hoặc ghi là hai người.",
        ),
        State(
            code="apart",
            label="Không phải một người",
            says="Đã quyết là hai người; chỉ hỏi lại khi một trong hai hồ sơ thay đổi.",
        ),
    ),
    moves=(
        Move(verb="apart", label="Ghi là hai người", sources=frozenset({"open"}), target="apart"),
        Move(verb="again", label="Xem lại", sources=frozenset({"apart"}), target="open"),
    ),
)
