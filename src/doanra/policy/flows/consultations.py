"""The life of a list put before appraising bodies, and of the request to each of them."""

from doanra.policy.flow import Flow, Move, State

CONSULTATION = Flow(
    noun="danh sách lấy ý kiến",
    states=(
        State(
            code="asking",
            label="Đang lấy ý kiến",
            says="Danh sách đã chốt, tên, chức vụ và đơn vị giữ như ngày chốt. Các cơ quan được hỏi cùng lúc; "
            "ai chưa trả lời thì vẫn là chưa có ý kiến.",
        ),
        State(
            code="approved",
            label="Đã duyệt",
            says="Danh sách đã được duyệt và đóng lại. Thay đổi về sau là một bản mới, có số, ngày, người ký "
            "và chỗ khác bản trước.",
        ),
        State(
            code="dropped",
            label="Đã bỏ",
            says="Danh sách không dùng nữa; mọi ý kiến đã nhận còn nguyên để xem. Mở lại được, kèm lý do.",
        ),
    ),
    moves=(
        Move(
            verb="consultations.ask", label="Hỏi ý kiến cơ quan", sources=frozenset({"asking"}), target="asking"
        ),
        Move(
            verb="consultations.approve", label="Ghi quyết định duyệt", sources=frozenset({"asking"}), target="approved"
        ),
        Move(
            verb="consultations.amend", label="Lập bản mới", sources=frozenset({"approved"}), target="approved"
        ),
        Move(
            verb="consultations.reopen", label="Mở lại danh sách", sources=frozenset({"approved", "dropped"}),
            target="asking",
        ),
        Move(verb="consultations.answer", label="Ghi ý kiến", sources=frozenset({"asking"}), target="asking"),
        Move(verb="consultations.drop", label="Bỏ danh sách", sources=frozenset({"asking"}), target="dropped"),
    ),
)  # fmt: skip

REQUEST = Flow(
    noun="đề nghị cho ý kiến",
    states=(
        State(
            code="waiting",
            label="Đang chờ ý kiến",
            says="Cơ quan còn người chưa có ý kiến. Im lặng không phải là đồng ý; văn phòng nhắc bằng công văn.",
        ),
        State(
            code="answered",
            label="Đã trả lời đủ",
            says="Mọi người trong đề nghị đã có ý kiến. Rút lại một ý kiến thì đề nghị chờ tiếp.",
        ),
        State(
            code="withdrawn",
            label="Đã rút yêu cầu",
            says="Văn phòng không hỏi cơ quan này nữa; ý kiến đã nhận còn nguyên. Hỏi lại được, kèm lý do.",
        ),
    ),
    moves=(
        Move(
            verb="consultations.answer", label="Ghi ý kiến", sources=frozenset({"waiting", "answered"}),
            target="answered",
        ),
        Move(
            verb="consultations.take_back", label="Rút lại ý kiến", sources=frozenset({"waiting", "answered"}),
            target="waiting",
        ),
        Move(verb="consultations.remind", label="Nhắc", sources=frozenset({"waiting"}), target="waiting"),
        Move(
            verb="consultations.withdraw", label="Rút yêu cầu", sources=frozenset({"waiting", "answered"}),
            target="withdrawn",
        ),
        Move(
            verb="consultations.ask_again", label="Hỏi lại", sources=frozenset({"withdrawn"}), target="waiting"
        ),
    ),
)  # fmt: skip
