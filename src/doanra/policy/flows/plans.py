"""The life of a plan, and of the search for one."""

from doanra.policy.flow import Flow, Move, State

PLAN = Flow(
    noun="kế hoạch",
    states=(
        State(
            code="draft",
            label="Bản nháp",
            says="Còn sửa được: chuyển người, ghim, đổi ngày, chọn trưởng đoàn. Hết điều chặn thì công bố được.",
        ),
        State(
            code="published",
            label="Đã công bố",
            says="Bản này không sửa nữa. Có thay đổi thì tìm cách sửa ít nhất, hoặc lập bản nháp kế tiếp từ bản này.",
        ),
    ),
    moves=(
        Move(verb="publish", label="Công bố", sources=frozenset({"draft"}), target="published"),
        Move(verb="next_draft", label="Lập bản nháp kế tiếp", sources=frozenset({"published"}), target="published"),
    ),
)
_GOING = frozenset({"queued", "running"})
_BROKEN = frozenset({"interrupted", "failed", "cancelled"})
RUN = Flow(
    noun="lần tính",
    states=(
        State(code="queued", label="Đang chờ", says="Lần tính đã nhận, chờ máy rảnh; trang tự cập nhật."),
        State(
            code="running",
            label="Đang tính",
            says="Máy đang tìm; trang cho biết phương án tốt nhất đến nay và còn cách giới hạn bao xa. Dừng lúc nào"
            " cũng giữ được phương án tốt nhất.",
        ),
        State(code="done", label="Đã xong", says="Đã có phương án; mở ra xem, sửa rồi công bố."),
        State(
            code="cancelled",
            label="Đã dừng, giữ phương án tốt nhất",
            says="Có người dừng lần tính; phương án tốt nhất đến lúc đó còn nguyên.",
        ),
        State(
            code="interrupted",
            label="Bị ngắt giữa chừng",
            says="Máy tắt hoặc tiến trình bị ngắt; phương án tốt nhất đã tìm được vẫn mở được, hoặc tính lại.",
        ),
        State(
            code="failed",
            label="Không tính được",
            says="Dữ liệu của năm chưa tính được, lý do ghi ngay đó; sửa xong thì tính lại.",
        ),
    ),
    moves=(
        Move(verb="cancel", label="Dừng tính", sources=_GOING, target="cancelled"),
        Move(verb="again", label="Tính lại", sources=_BROKEN, target="queued"),
    ),
)
