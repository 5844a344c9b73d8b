"""The life of a need that a unit states before it names anybody."""

from doanra.policy.flow import Flow, Move, State

NEED = Flow(
    noun="nhu cầu",
    states=(
        State(
            code="standing",
            label="Đang nêu",
            says="Nhu cầu đang được nêu: sửa được, đề cử của đơn vị gắn vào được.",
        ),
        State(code="dropped", label="Đơn vị đã bỏ", says="Đơn vị không còn nêu nhu cầu này; vẫn xem được."),
    ),
    moves=(
        Move(verb="needs.change", label="Sửa", sources=frozenset({"standing"}), target="standing"),
        Move(verb="needs.drop", label="Bỏ nhu cầu", sources=frozenset({"standing"}), target="dropped"),
    ),
)
