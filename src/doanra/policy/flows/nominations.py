"""The life of a nomination, of what a unit drafts of it, and of a request to send after the deadline."""

from doanra.policy.flow import Flow, Move, State

NOMINATION = Flow(
    noun="đề cử",
    states=(
        State(
            code="standing",
            label="Đang đề cử",
            says="Đơn vị đề cử người này; văn phòng thẩm định và xếp vào kế hoạch.",
        ),
        State(
            code="returned",
            label="Trả lại đơn vị",
            says="Văn phòng đã nêu chỗ cần sửa. Chưa thẩm định, chưa vào kế hoạch cho đến khi đơn vị nộp lại.",
        ),
        State(
            code="withdrawn",
            label="Đơn vị đã rút",
            says="Đơn vị không đề cử người này nữa; mọi thông tin còn nguyên. Rút nhầm thì khôi phục được, kèm lý do.",
        ),
    ),
    moves=(
        Move(
            verb="nominations.return", label="Trả lại đơn vị", sources=frozenset({"standing"}), target="returned"
        ),
        Move(verb="forms.submit", label="Nộp lại", sources=frozenset({"returned"}), target="standing"),
        Move(
            verb="nominations.withdraw", label="Rút đề cử", sources=frozenset({"standing", "returned"}),
            target="withdrawn",
        ),
        Move(
            verb="nominations.stand_again", label="Khôi phục đề cử", sources=frozenset({"withdrawn"}),
            target="standing",
        ),
    ),
)  # fmt: skip

DRAFT = Flow(
    noun="bản soạn",
    states=(
        State(
            code="draft",
            label="Đang soạn",
            says="Chỉ đơn vị thấy bản này; chưa tính vào đâu cho đến khi nộp bằng công văn.",
        ),
        State(code="sent", label="Đã nộp", says="Đã nộp và có số biên nhận; muốn sửa thì xin văn phòng trả lại."),
        State(code="dropped", label="Đã bỏ", says="Đơn vị đã bỏ bản này; không nộp được nữa."),
    ),
    moves=(
        Move(verb="forms.fill", label="Sửa", sources=frozenset({"draft"}), target="draft"),
        Move(verb="forms.drop", label="Bỏ bản soạn", sources=frozenset({"draft"}), target="dropped"),
        Move(verb="forms.submit", label="Nộp", sources=frozenset({"draft"}), target="sent"),
    ),
)

LATE = Flow(
    noun="đề nghị nộp muộn",
    states=(
        State(
            code="waiting",
            label="Chờ văn phòng quyết định",
            says="Hạn nộp đã qua. Văn phòng cho nộp đến một ngày, hoặc không nhận và nêu lý do.",
        ),
        State(code="accepted", label="Được nộp muộn", says="Đơn vị nộp các bản soạn này đến hết ngày được cho."),
        State(code="refused", label="Không nhận", says="Văn phòng không nhận, lý do ghi ngay đó; bản soạn còn nguyên."),
        State(code="used", label="Đã nộp", says="Đơn vị đã nộp theo đề nghị này."),
    ),
    moves=(
        Move(verb="late.accept", label="Cho nộp muộn", sources=frozenset({"waiting"}), target="accepted"),
        Move(verb="late.refuse", label="Không nhận", sources=frozenset({"waiting"}), target="refused"),
        Move(verb="forms.submit", label="Nộp", sources=frozenset({"accepted"}), target="used"),
    ),
)
